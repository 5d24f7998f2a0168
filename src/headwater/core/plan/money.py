"""The arithmetic of tranches: how long money lasts, and how much there is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from headwater.core.plan.rows import Tranche
from headwater.core.plan.truth import Truth, some
from headwater.core.plan.when import endless
from headwater.core.time import PartialDate


DAYS_IN_YEAR = Decimal("365.25")


@dataclass(frozen=True, slots=True)
class MeanLength:
    """How long a pound lasts on average, and what that is made of.

    Only tranches with an amount and both dates are `used`; `of` is how many
    there are that are not said to be £0. `pounds` and `pound_years` are the sums
    behind `years`.
    """

    pounds: Decimal
    pound_years: Decimal
    used: int
    of: int

    @property
    def years(self) -> Decimal | None:
        """None where no tranche can be used."""
        return self.pound_years / self.pounds if self.pounds else None


def mean_length(tranches: Iterable[Tranche]) -> MeanLength:
    """The mean length of funding, weighted by money.

    Each tranche counts from the first day that its start can mean to the last
    day that its end can mean, so a mean below a limit is surely below it.
    """
    pounds = pound_years = Decimal(0)
    used = of = 0
    for tranche in tranches:
        years, amount = _years(tranche), tranche.amount
        of += amount != 0
        if amount and years is not None:
            used += 1
            pounds += amount
            pound_years += amount * years
    return MeanLength(pounds, pound_years, used, of)


def _years(tranche: Tranche) -> Decimal | None:
    start, end = tranche.start, tranche.end
    if start is None or end is None or start.first is None or end.last is None:
        return None
    return max(Decimal(0), Decimal((end.last - start.first).days + 1) / DAYS_IN_YEAR)


def agreed_or_open(tranches: Iterable[Tranche]) -> list[Tranche]:
    """Leave out the money that is said not to be agreed."""
    return [tranche for tranche in tranches if tranche.secured is not False]


def lasts(tranches: Iterable[Tranche], end: PartialDate | None, until: date) -> Truth:
    """Does some of the money last as long as what it pays for?

    What has no end needs money up to `until`. None where a blank could decide.
    """
    return some(_outlasts(tranche.end, end, until) for tranche in tranches)


def _outlasts(money: PartialDate | None, end: PartialDate | None, until: date) -> Truth:
    if endless(money):
        return True
    if money is None or money.last is None or end is None:
        return None
    if endless(end):
        return money.last >= until
    if end.first is not None and money.last < end.first:
        return False
    return True if end.last is not None and money.last >= end.last else None


def last_end(tranches: Iterable[Tranche]) -> PartialDate | None:
    """The end that comes last, of those that name a day."""
    ends = [t.end for t in tranches if t.end is not None and t.end.last is not None]
    return max(ends, key=_last_day, default=None)


def _last_day(when: PartialDate) -> date:
    return when.last or date.min


@dataclass(frozen=True, slots=True)
class Loose:
    """Money that may pay for more than it says: its other actions are blank.

    It reaches up to the day `until`, and comes to `pounds` (None: not known).
    """

    until: date
    pounds: Decimal | None


def loose_money(tranches: Iterable[Tranche]) -> Loose:
    """What tranches with a blank `also_pays_for` could still bring an action."""
    rows = [t for t in agreed_or_open(tranches) if t.also_pays_for is None]
    until = max((_reach(tranche.end) for tranche in rows), default=date.min)
    amounts = [tranche.amount for tranche in rows]
    known = [amount for amount in amounts if amount is not None]
    whole = len(known) == len(amounts)
    return Loose(until, sum(known, Decimal(0)) if whole else None)


def _reach(end: PartialDate | None) -> date:
    return date.max if end is None or end.last is None else end.last


@dataclass(frozen=True, slots=True)
class Pot:
    """The money that names one action.

    `sure` is secured and for it alone. `most` is all but what is said not to
    be agreed (None: an amount is blank). `loose` is the part of `most` that
    does not say whether it also pays for other actions.
    """

    sure: Decimal
    most: Decimal | None
    loose: Decimal


def pot(tranches: Iterable[Tranche]) -> Pot:
    """Add up the tranches that pay for one action."""
    sure = known = loose = Decimal(0)
    blank = False
    for tranche in agreed_or_open(tranches):
        amount = tranche.amount
        if amount is None:
            blank = True
            continue
        known += amount
        sure += amount if tranche.secured and not tranche.also_pays_for else 0
        loose += amount if tranche.also_pays_for is None else 0
    return Pot(sure, None if blank else known, loose)


@dataclass(frozen=True, slots=True)
class Pounds:
    """Money written down, kept apart by whether it is agreed.

    `tranches` have an amount and `unknown` have none: a blank is never read as
    nothing, so where both are 0 nothing is written down.
    """

    agreed: Decimal = Decimal(0)
    not_said: Decimal = Decimal(0)
    not_agreed: Decimal = Decimal(0)
    tranches: int = 0
    unknown: int = 0

    @property
    def counted(self) -> Decimal:
        """All but what is said not to be agreed."""
        return self.agreed + self.not_said

    @property
    def written(self) -> Decimal:
        return self.counted + self.not_agreed


def pounds_of(parts: Iterable[tuple[Tranche, Decimal | None]]) -> Pounds:
    """Add up parts of tranches, each once. None: the tranche has no amount."""
    sums = {True: Decimal(0), None: Decimal(0), False: Decimal(0)}
    tranches = unknown = 0
    for tranche, part in parts:
        if part is None:
            unknown += 1
        else:
            tranches += 1
            sums[tranche.secured] += part
    return Pounds(sums[True], sums[None], sums[False], tranches, unknown)


def in_pounds(amount: Decimal) -> str:
    """'£1,170,089'; above ten million, '£12.3 million'."""
    if amount >= 10_000_000:
        return f"£{amount / 1_000_000:,.1f} million"
    return f"£{amount:,.0f}"
