"""Who works with whom in a plan; worked out once for each check."""

from __future__ import annotations

from functools import lru_cache

from headwater.app.selectors.held import Held
from headwater.core.plan.network import Network
from headwater.core.plan.network import network as network_of


KEPT = 4  # plans that a process remembers


@lru_cache(maxsize=KEPT)
def network(held: Held) -> Network:
    return network_of(held.look)
