"""Rules that serve the shared ways of working (W)."""
