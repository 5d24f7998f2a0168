"""Which counts are too small to show, by whose rule.

Every owner of figures has a rule. They are kept here as data, each with where it
comes from; where several owners contribute, the strictest applies. Each is to be
confirmed with the owner before a first release.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from headwater.errors import UserError


class Zeros(StrEnum):
    """Which zeros say something about a person."""

    NONE = "none"  # every zero is printed
    LISTED = "listed"  # those that stand in the input; what is left out cannot occur


@dataclass(frozen=True, slots=True)
class Profile:
    """A rule: counts from 1 to `threshold` - 1 are sensitive.

    `base` is what the other counts are rounded to, 1 for not at all.
    """

    name: str
    threshold: int
    source: str
    base: int = 1
    zeros: Zeros = Zeros.NONE

    def __post_init__(self) -> None:
        if self.threshold < 2 or self.base < 1:
            raise UserError(
                f"The profile {self.name} has a threshold of {self.threshold} "
                f"and a base of {self.base}.",
                fix="Give a threshold of 2 or more and a base of 1 or more.",
            )

    @property
    def width(self) -> int:
        """How far apart an attacker's lowest and highest guess must stay."""
        return self.threshold - 1

    @property
    def floor(self) -> int:
        """The least that a hidden count can be."""
        return 0 if self.zeros is Zeros.LISTED else 1

    def sensitive(self, counts: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Where counts (any shape, whole numbers) are too small to show."""
        small: NDArray[np.bool_] = counts < self.threshold
        return small & (counts >= self.floor)

    def printed(self, counts: NDArray[np.int64]) -> NDArray[np.int64]:
        """Counts (any shape) as a table has them: to the nearest multiple of `base`.

        A half goes up. Nobody becomes somebody or the other way about: a count of one
        or more is at least `base`.
        """
        rounded = (2 * counts + self.base) // (2 * self.base) * self.base
        return np.where(counts > 0, np.maximum(rounded, self.base), 0)


def _known(*profiles: Profile) -> dict[str, Profile]:
    return {profile.name: profile for profile in profiles}


PROFILES = _known(
    Profile("lt5_secondary", 5, "fewer than 5, as in many MARAC bulletins"),
    Profile("lt10", 10, "fewer than 10, as in secure research settings"),
    Profile("nhs_1_7_r5", 8, "1 to 7, rest to 5: NHS hospital data", base=5),
    Profile("ten_five", 10, "fewer than 10, the rest to the nearest 5", base=5),
    Profile("round5", 5, "fewer than 5, the rest to the nearest 5", base=5),
)


def profile(name: str) -> Profile:
    """The profile of this name. Raises UserError, with the names there are."""
    if name not in PROFILES:
        known = ", ".join(PROFILES)
        raise UserError(
            f"There is no disclosure profile {name!r}.", fix=f"Use one of: {known}."
        )
    return PROFILES[name]


def strictest(profiles: Iterable[Profile]) -> Profile:
    """One profile that keeps every promise of these. Raises UserError for none."""
    found = list(profiles)
    if not found:
        raise UserError("No disclosure profile was given.", fix="Give at least one.")
    return Profile(
        " + ".join(dict.fromkeys(each.name for each in found)),
        max(each.threshold for each in found),
        "; ".join(dict.fromkeys(each.source for each in found)),
        base=int(np.lcm.reduce([each.base for each in found])),
        zeros=max((each.zeros for each in found), key=lambda z: z is Zeros.LISTED),
    )
