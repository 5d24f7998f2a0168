"""The files that people hand over, in and out."""
