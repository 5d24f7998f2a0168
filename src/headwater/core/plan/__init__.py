"""A prevention plan as tables, and what can be said about it."""
