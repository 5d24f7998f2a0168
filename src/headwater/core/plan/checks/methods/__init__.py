"""Rules that serve the methods (M)."""
