"""A plan as open data, to take away."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from headwater.app.selectors.held import Held
from headwater.exchange.open_data import DataFile, open_data


KEPT = 8  # plans whose files a process remembers, about 1 MB each


@lru_cache(maxsize=KEPT)
def data_files(held: Held) -> Mapping[str, DataFile]:
    """Every file of the data of a plan, by name."""
    return open_data(held.result).files
