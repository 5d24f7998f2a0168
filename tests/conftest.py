"""Hypothesis makes the same examples every time, so that a failure can be repeated."""

from hypothesis import settings


settings.register_profile("repeatable", derandomize=True, deadline=None, database=None)
settings.load_profile("repeatable")
