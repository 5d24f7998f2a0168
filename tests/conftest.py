"""Hypothesis makes the same examples every time, so that a failure can be repeated."""

import os

from hypothesis import HealthCheck, settings


# One worker for each core: threads of NumPy's matrix library that wait for each other
# would only slow the other worker. To be set before NumPy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

settings.register_profile(
    "repeatable",
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],  # machines are shared and noisy
)
settings.load_profile("repeatable")
