"""The money of a plan, for pages: a table in lines, and all that must be known."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from headwater.app.selectors.held import Held
from headwater.app.selectors.standing import NotThere
from headwater.core.plan.funding import Funding, funding, money_table
from headwater.core.plan.money_table import FUNDER, FUNDER_SECTOR, YEAR, MoneyTable
from headwater.core.plan.money_table import ways as known_ways


KEPT = 16  # tables that a process remembers
READY = (
    (YEAR, "By financial year"),
    ("tier", "By prevention tier"),
    ("community", "By community"),
    ("sector", "By sector of the lead"),
    (FUNDER, "By funder"),
    (FUNDER_SECTOR, "By sector of the funder"),
)


@dataclass(frozen=True)
class Money:
    """One table of money beside what is said of the whole."""

    table: MoneyTable
    whole: Funding


def ways_to_see(held: Held) -> list[tuple[str, str]]:
    """What money can be shown by here, with its title."""
    known = known_ways(held.look)
    return [(by, title) for by, title in READY if by in known]


def money_by(held: Held, by: str) -> Money:
    """Raises NotThere for what is not one of `ways_to_see`."""
    if by not in dict(ways_to_see(held)):
        raise NotThere(by)
    return Money(_table(held, by), _whole(held))


@lru_cache(maxsize=KEPT)
def _table(held: Held, by: str) -> MoneyTable:
    return money_table(held.look, by)


@lru_cache(maxsize=KEPT)
def _whole(held: Held) -> Funding:
    return funding(held.look)
