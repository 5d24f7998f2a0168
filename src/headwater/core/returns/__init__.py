"""Partners' returns: when they are due, where they stand, and what they add up to."""
