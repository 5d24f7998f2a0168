"""Whether a series has moved by more than chance."""
