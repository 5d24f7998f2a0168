"""Sets of a plan's actions, kept as bits: thousands of cells cost little."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ActionSet:
    """Some of the actions in `ids`; it yields their ids in the order of the plan.

    Bit n stands for the action at place n. Sets can be joined only where they
    are of the same `ids`.
    """

    ids: tuple[str, ...] = field(repr=False)
    bits: int = 0

    def __len__(self) -> int:
        return self.bits.bit_count()

    def __iter__(self) -> Iterator[str]:
        return (self.ids[place] for place in _places(self.bits))

    def __and__(self, other: ActionSet) -> ActionSet:
        return ActionSet(self.ids, self.bits & other.bits)

    def __or__(self, other: ActionSet) -> ActionSet:
        return ActionSet(self.ids, self.bits | other.bits)

    def __sub__(self, other: ActionSet) -> ActionSet:
        return ActionSet(self.ids, self.bits & ~other.bits)


def bits_at(places: Iterable[int], size: int) -> int:
    """The bits at these places, of `size` in all."""
    found = bytearray(size // 8 + 1)
    for place in places:
        found[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(found, "little")


def _places(bits: int) -> Iterator[int]:
    digits = f"{bits:b}"[::-1]
    place = digits.find("1")
    while place >= 0:
        yield place
        place = digits.find("1", place + 1)
