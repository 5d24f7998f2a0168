"""What is said of money on pages: amounts, bars, and what not to add up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from headwater.app.selectors.held import Held
from headwater.app.words import Link, money, row_link
from headwater.core.plan.funding import Funding
from headwater.core.plan.money import Pounds
from headwater.core.plan.money_table import YEAR, MoneyTable
from headwater.core.plan.truth import Truth
from headwater.reports.words import count


NO_AMOUNT = "No amount"
WIDE = 200  # of a bar, in units of its own


@dataclass(frozen=True, slots=True)
class Kind:
    """Money by whether it is agreed: its heading, and what the bar looks like."""

    secured: Truth
    heading: str
    bar: str
    meaning: str


KINDS = (
    Kind(True, "Agreed", "full", "the money is agreed: a full bar"),
    Kind(None, "Not said", "half", "nobody wrote down if it is agreed: half as high"),
    Kind(False, "Not agreed", "open", "the money is said not to be agreed: an outline"),
)


@dataclass(frozen=True, slots=True)
class Bar:
    """One part of a bar, in units of `WIDE`."""

    shape: str
    start: float
    length: float


def kinds(table: MoneyTable) -> list[Kind]:
    """The kinds that some tranche is of."""
    said = {tranche.secured for tranche in table.plan.funding}
    return [kind for kind in KINDS if kind.secured in said]


def amount(pounds: Pounds, kind: Kind) -> str:
    """A blank is not £0."""
    return money(_part(pounds, kind)) if pounds.tranches else NO_AMOUNT


def _part(pounds: Pounds, kind: Kind) -> Decimal:
    return {True: pounds.agreed, None: pounds.not_said, False: pounds.not_agreed}[
        kind.secured
    ]


def bars(table: MoneyTable, pounds: Pounds) -> Iterator[Bar]:
    """The bar of one line: the longest line of the table fills it."""
    most = max((line.pounds.written for line in table.lines), default=Decimal(0))
    start = 0.0
    for kind in KINDS if most else ():
        length = round(float(_part(pounds, kind) / most) * WIDE, 1)
        if length:
            yield Bar(kind.bar, round(start, 1), length)
        start += length


def total(whole: Pounds) -> str:
    """How much is written down, kept apart by whether it is agreed."""
    if not whole.tranches:
        return f"No amount is written down{_unknown(whole)}."
    parts = (
        (whole.agreed, "is agreed"),
        (whole.not_said, "does not say whether it is agreed"),
        (whole.not_agreed, "is said not to be agreed"),
    )
    told = "; ".join(f"{money(sum_)} {word}" for sum_, word in parts if sum_)
    amounts = count(whole.tranches, "amount is", "amounts are")
    return f"{amounts} written down{_unknown(whole)}: {told or '£0'}."


def _unknown(whole: Pounds) -> str:
    if not whole.unknown:
        return ""
    return f", and {count(whole.unknown, 'tranche has', 'tranches have')} none"


def length(whole: Funding) -> str:
    """The mean length of money, with the parts that it is made of."""
    parts = whole.length
    if parts.years is None:
        return "We cannot tell: no tranche has both an amount and dates."
    lack = " The others lack an amount or a date." if parts.used < parts.of else ""
    return (
        f"A pound lasts {parts.years:.1f} years on average. That is worked out from "
        f"{money(parts.pounds)}, in {parts.used:,} of {count(parts.of, 'tranche')} "
        f"for current and planned actions.{lack} The least to aim for is "
        f"{whole.least_years:g} years."
    )


def spread(table: MoneyTable) -> str:
    """How amounts over several years got into their years; blank where none did."""
    if table.by != YEAR or not table.spread:
        return ""
    said = count(table.spread, "amount runs", "amounts run")
    broad = " A date that names only a month or a year is read as the whole of it."
    return (
        f"{said} over more than one financial year. We spread each evenly over its "
        "dates. That is an estimate, because the years are not written down."
        f"{broad if table.broad else ''}"
    )


@dataclass(frozen=True, slots=True)
class Caution:
    """One thing to know before adding up, and the rows that it is about."""

    words: str
    rows: tuple[Link, ...]


def cautions(held: Held, whole: Funding) -> Iterator[Caution]:
    """What is missing, what is shared, and what may be counted twice."""
    tranches = (
        (whole.no_amount, "has no amount", "have no amount"),
        (whole.shared, "pays for several actions", "pay for several actions"),
        (
            whole.sharing_blank,
            "does not say if it pays for other actions too",
            "do not say if they pay for other actions too",
        ),
        (whole.funders_blank, "does not say who pays", "do not say who pays"),
    )
    for names, one, many in tranches:
        if names:
            said = count(len(names), f"tranche {one}", f"tranches {many}")
            once = "; each is counted once" if names is whole.shared else ""
            yield Caution(f"{said}{once}.", tuple(_tranches(held, names)))
    if whole.without:
        said = count(len(whole.without), "action has", "actions have")
        rows = tuple(row_link(held, "actions", key) for key in whole.without)
        yield Caution(f"{said} no money written down.", rows)
    if whole.twins:
        rows = tuple(Link(twin.message) for twin in whole.twins)
        yield Caution(f"Up to {money(whole.doubtful)} may be counted twice.", rows)


def _tranches(held: Held, names: Sequence[str]) -> Iterator[Link]:
    """Each tranche by name, leading to its action."""
    for name in names:
        href = row_link(held, "actions", name.partition(" / ")[0]).href
        yield Link(name, href)


def complete(whole: Funding) -> str:
    if whole.complete:
        return "The table of money is said to be complete."
    return (
        "The table of money is not said to be complete. There may be money that is "
        "not written down."
    )
