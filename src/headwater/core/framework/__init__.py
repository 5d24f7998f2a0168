"""Principles, their criteria, terms and vocabularies, and how they are loaded."""
