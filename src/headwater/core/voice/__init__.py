"""What people said, where they agree, and what was done about it."""
