"""Rules that serve the goals (G)."""
