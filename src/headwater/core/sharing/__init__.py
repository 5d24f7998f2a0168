"""Who may share what about a person, on which ground, and for how long."""
