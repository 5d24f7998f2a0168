"""Who may do what to what, and why: permissions, roles, one question."""
