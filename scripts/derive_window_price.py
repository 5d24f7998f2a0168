"""Derive PRICE and RARE_PRICE of core/signals/windows.py: what seven looks cost.

Quiet series of 60 months are judged by the whole procedure at a price of 1. How much
more often is the most surprising of the seven stretches beyond z than Student's t
says of one stretch alone? Prints that ratio by z and by level.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from scipy import special


ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests/support"))  # where the made-up series live

from quiet_series import POINTS, counts  # noqa: E402

from headwater.core.signals import windows  # noqa: E402
from headwater.core.signals.honest import honest  # noqa: E402


SERIES, BATCHES = 20_000, 10
# Level and dispersion; PRICE is the most that the frequent ones need.
CASES = ((150.0, 1.9), (40.0, 1.5), (5.0, 1.2), (2.0, 1.0), (0.7, 1.0), (0.3, 1.0))
LEVELS = np.arange(2.0, 4.1, 0.25)
FREE = POINTS - 3  # about what the fit leaves, with what is known of the noise before


def main() -> None:
    windows.PRICE, windows.RARE_PRICE = 1.0, 1.0
    tails = 2 * special.stdtr(FREE, -LEVELS)
    print("level, dispersion:", *(f"|z| {z:.2f}" for z in LEVELS))
    for case in CASES:
        shares = _beyond(*case, tails)
        print(*case, *(f"{share:8.2f}" for share in shares / tails))


def _beyond(level: float, dispersion: float, tails: np.ndarray) -> np.ndarray:
    """Which share of quiet series has a p-value below each tail."""
    chance = np.random.default_rng(2026)
    found = np.zeros(len(tails))
    for _ in range(BATCHES):
        values = counts(np.full((SERIES, POINTS), level), dispersion, chance)
        p = honest(values, months=np.arange(POINTS) % 12 + 1).p
        found += (p[:, None] < tails).mean(axis=0)
    return found / BATCHES


if __name__ == "__main__":
    main()
