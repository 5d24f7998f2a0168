"""Where large data are reduced to small tables."""
