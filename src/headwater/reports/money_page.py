"""The money of a plan in the terminal: the table, then what must be known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from headwater.core.plan.funding import Funding
from headwater.core.plan.money import Pounds, in_pounds
from headwater.core.plan.money_table import YEAR, MoneyTable
from headwater.core.plan.rows import Plan
from headwater.core.plan.truth import Truth
from headwater.reports.standing import opening
from headwater.reports.terminal import TerminalReport
from headwater.reports.words import count, day, plain


NOT_WRITTEN = "-"
NAMED = 8  # names in a sentence; the rest are counted
CLIFFS = 15
HEADINGS = {True: "Agreed", None: "Not said", False: "Not agreed"}


def money_page(report: TerminalReport, table: MoneyTable, whole: Funding) -> None:
    """Amounts with what keeps them apart, and no total that hides a blank."""
    says = f"Money by {table.noun}, as things stood on {day(table.as_at)}."
    opening(report, table.plan, says)
    report.paragraph(_total(whole.total))
    if table.plan.funding:
        _lines(report, table)
    report.lines("Before adding anything up", [(t,) for t in _cautions(whole)])
    _cliffs(report, whole)
    report.lines("How long the money lasts", [(_length(whole),)])
    report.lines("Paid for together", list(_pooled(whole)) or [(ALONE,)])


def _lines(report: TerminalReport, table: MoneyTable) -> None:
    kinds = _kinds(table.plan)
    report.paragraph("")
    report.grid(
        ["", *(HEADINGS[kind] for kind in kinds), "Amounts", "No amount"],
        [[line.label, *_figures(line.pounds, kinds)] for line in table.lines],
    )
    report.lines("What the words mean", list(_legend(table)))


ALONE = "No action has two or more funders written down."


def _total(total: Pounds) -> str:
    if not total.tranches:
        return f"No amount is written down{_unknown(total)}."
    parts = (
        (total.agreed, "is agreed"),
        (total.not_said, "does not say whether it is"),
        (total.not_agreed, "is said not to be"),
    )
    told = "; ".join(f"{in_pounds(sum_)} {word}" for sum_, word in parts if sum_)
    amounts = f"{count(total.tranches, 'amount')} {_is(total.tranches)}"
    return f"{amounts} written down{_unknown(total)}: {told or '£0'}."


def _unknown(total: Pounds) -> str:
    if not total.unknown:
        return ""
    return f", and {count(total.unknown, 'tranche has', 'tranches have')} none"


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def _kinds(plan: Plan) -> list[Truth]:
    """What some tranche says of its agreement: a column for each."""
    said = {tranche.secured for tranche in plan.funding}
    return [kind for kind in HEADINGS if kind in said]


def _figures(money: Pounds, kinds: Sequence[Truth]) -> tuple[str, ...]:
    sums = {True: money.agreed, None: money.not_said, False: money.not_agreed}
    shown = (f"£{sums[kind]:,.0f}" if money.tranches else NOT_WRITTEN for kind in kinds)
    return *shown, f"{money.tranches:,}", f"{money.unknown:,}"


def _legend(table: MoneyTable) -> Iterator[tuple[str, str]]:
    if None in _kinds(table.plan):
        yield HEADINGS[None], "whether the money is agreed is not written down"
    yield NOT_WRITTEN, "no amount is written down: that is not the same as £0"
    if table.by != YEAR:
        yield "Amounts", "tranches with an amount; each stands in one line only"
        return
    yield "Amounts", "tranches with an amount; one stands in every year that it touches"
    if table.spread:
        yield "Spread", _spread(table)


def _spread(table: MoneyTable) -> str:
    one = "amount runs over more than one financial year and is"
    many = "amounts run over more than one financial year and are"
    broad = "; a date that names a month or a year is read as the whole of it"
    return (
        f"{count(table.spread, one, many)} spread evenly over the dates, in whole "
        "pounds: an estimate, because the years are not written down"
        f"{broad if table.broad else ''}"
    )


def _cautions(whole: Funding) -> Iterator[str]:
    lists = (
        (whole.no_amount, "tranche has no amount", "tranches have no amount"),
        (
            whole.shared,
            "tranche pays for several actions and is counted once",
            "tranches pay for several actions and are counted once",
        ),
        (
            whole.sharing_blank,
            "tranche does not say whether it pays for other actions too",
            "tranches do not say whether they pay for other actions too",
        ),
        (
            whole.funders_blank,
            "tranche does not say who pays",
            "tranches do not say who pays",
        ),
        (
            whole.without,
            "action has no money written down",
            "actions have no money written down",
        ),
    )
    for names, one, many in lists:
        if names:
            yield f"{count(len(names), one, many)}: {_some(names)}."
    if whole.twins:
        yield f"Up to {in_pounds(whole.doubtful)} may be counted twice:"
        yield from (f"  {plain(twin.message)}" for twin in whole.twins)
    if notes := sum(bool(tranche.note) for tranche in whole.plan.funding):
        yield f"{count(notes, 'tranche has', 'tranches have')} a note: read it first."
    yield _complete(whole)


def _some(names: Sequence[str]) -> str:
    shown = "; ".join(plain(name) for name in names[:NAMED])
    rest = len(names) - NAMED
    return f"{shown}; and {rest:,} more" if rest > 0 else shown


def _complete(whole: Funding) -> str:
    if whole.complete:
        return "The table of funding is said to be complete."
    return (
        "The table of funding is not said to be complete: there may be money that "
        "is not written down."
    )


def _cliffs(report: TerminalReport, whole: Funding) -> None:
    shown = [(c.level.value, plain(c.message)) for c in whole.cliffs[:CLIFFS]]
    none = [("", "None is found in what is written down.")]
    report.lines("Money that ends, or may end, too soon", shown or none)
    if len(whole.cliffs) > CLIFFS:
        rest = len(whole.cliffs) - CLIFFS
        report.paragraph(f"{rest:,} more are not shown here; --format json has all.")


def _length(whole: Funding) -> str:
    length = whole.length
    if length.years is None:
        return "This cannot be told: no tranche has both an amount and dates."
    return (
        f"A pound lasts {length.years:.1f} years on average: "
        f"{in_pounds(length.pounds)} in {length.used:,} of "
        f"{count(length.of, 'tranche')} for current and planned actions. The least "
        f"to aim for is {whole.least_years:g} years."
    )


def _pooled(whole: Funding) -> Iterator[tuple[str, str]]:
    names = _names(whole.plan)
    for pooled in whole.pooled:
        funders = (plain(names.get(f, f)) for f in pooled.funders)
        yield plain(pooled.action), "; ".join(funders)


def _names(plan: Plan) -> dict[str, str]:
    return {o.organisation_id: o.name for o in plan.organisations}
