"""Causes and effects as a map, and what follows from it."""
