"""What is known to work, how well, and where nothing is known."""
