"""The rules that a plan is held against."""
