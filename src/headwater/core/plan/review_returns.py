"""What partners had handed in on the day of a review, frozen with it.

Where a return stood is for every partner. Its figures and notes are only for those who
fill it in, approve it or publish it, so they are taken out unless somebody is named who
may see them (`seen_by`). No person is named.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True, slots=True)
class Given:
    """One approved figure of everybody, in words, and which definition it is of."""

    measure: str
    name: str
    value: str
    version: str


@dataclass(frozen=True, slots=True)
class Return:
    """One return of a period that a review looks back over.

    `state` is a word of `core.returns.states`. `values` are there once it is approved.
    `groups` counts its figures of groups of people, of which only the SHA-256 is kept.
    """

    organisation: str
    name: str
    period: str  # its code
    words: str  # the period as people read it
    state: str
    due: date
    received: date | None = None
    extended: bool = False
    nil: bool = False
    values: tuple[Given, ...] = ()
    groups: int = 0
    digest: str = ""

    def late(self, day: date) -> bool:
        return self.received is None and self.due < day

    @property
    def in_time(self) -> bool:
        return self.received is not None and self.received <= self.due


@dataclass(frozen=True, slots=True)
class Share:
    """How many returns of a partner had come, out of those that were due."""

    organisation: str
    name: str
    expected: int
    received: int
    on_time: int
    not_due: int


@dataclass(frozen=True, slots=True)
class Back:
    """A return that was given back. `waits`: it had not come in again."""

    organisation: str
    name: str
    period: str
    words: str
    on: date
    note: str
    waits: bool


@dataclass(frozen=True, slots=True)
class Other:
    """A figure that became another, in words."""

    measure: str
    name: str
    was: str
    now: str
    version: str


@dataclass(frozen=True, slots=True)
class Revised:
    """Approved figures that were changed: how many, by whom, why, and both of each.

    `groups` counts those of groups of people, which are not copied.
    """

    organisation: str
    name: str
    period: str
    words: str
    on: date
    count: int
    reason: str
    figures: tuple[Other, ...] = ()
    groups: int = 0


@dataclass(frozen=True, slots=True)
class Returns:
    """Returns as they stood on a `day`, and what became of them from `since`.

    `stood` are those of the periods that the review looks back over. `partners` counts
    every period, as the public page does. `late` is of every period, the longest first.
    `salt` is a random text, so that nobody finds a figure by trying the digest.
    """

    day: date
    since: date
    periods: tuple[str, ...]
    stood: tuple[Return, ...]
    partners: tuple[Share, ...]
    late: tuple[Return, ...]
    came: tuple[Return, ...]
    back: tuple[Back, ...]
    revised: tuple[Revised, ...]
    salt: str = ""

    @property
    def whole(self) -> Share:
        """All partners together."""
        every = self.partners
        return Share(
            "",
            "All partners",
            sum(each.expected for each in every),
            sum(each.received for each in every),
            sum(each.on_time for each in every),
            sum(each.not_due for each in every),
        )

    def seen_by(self, organisations: Collection[str] = ()) -> Returns:
        """Without figures and notes, but for these organisations."""
        return replace(
            self,
            stood=tuple(_bare(each, organisations) for each in self.stood),
            back=tuple(
                each if each.organisation in organisations else replace(each, note="")
                for each in self.back
            ),
            revised=tuple(_without(each, organisations) for each in self.revised),
            salt="",
        )


def _bare(one: Return, organisations: Collection[str]) -> Return:
    if one.organisation in organisations:
        return one
    return replace(one, values=(), groups=0, digest="")


def _without(one: Revised, organisations: Collection[str]) -> Revised:
    if one.organisation in organisations:
        return one
    return replace(one, reason="", figures=(), groups=0)
