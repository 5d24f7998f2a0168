"""The money of a plan, as CSV (its lines) or JSON (all that is said of it)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from headwater.core.plan.funding import Funding
from headwater.core.plan.money import Pounds
from headwater.core.plan.money_table import Line, MoneyTable
from headwater.exchange.tables_out import Value, listed, table_as_csv, table_as_json


SHAPE = "headwater-money/1"
COLUMNS = (
    "by",
    "code",
    "label",
    "part",
    "agreed",
    "agreement_not_said",
    "not_agreed",
    "tranches_with_amount",
    "tranches_without_amount",
    "tranches",
)


def money_as_csv(table: MoneyTable) -> str:
    """One line for each line of the table, in pounds.

    The amounts add up to the total. They are blank, and not 0, where no tranche
    has one. By year a tranche is named in each year that it touches.
    """
    return table_as_csv(table.plan, table.as_at, COLUMNS, _lines(table))


def _lines(table: MoneyTable) -> Iterator[tuple[Value, ...]]:
    for line in table.lines:
        money = line.pounds
        yield (
            table.by,
            line.code,
            line.label,
            line.part.value,
            *_amounts(money),
            money.tranches,
            money.unknown,
            listed(line.tranches),
        )


def _amounts(money: Pounds) -> tuple[Decimal | None, ...]:
    if not money.tranches:
        return None, None, None
    return money.agreed, money.not_said, money.not_agreed


def money_as_json(table: MoneyTable, whole: Funding) -> str:
    """The table, the total, and what must be known before adding anything up."""
    body = {
        "complete": whole.complete,
        "by": table.by,
        "source": table.source,
        "lines": [_line(line) for line in table.lines],
        "spread_evenly": {"tranches": table.spread, "dates_not_exact": table.broad},
        "total": _pounds(whole.total),
        "no_amount": list(whole.no_amount),
        "shared": list(whole.shared),
        "sharing_not_said": list(whole.sharing_blank),
        "no_funder": list(whole.funders_blank),
        "may_be_counted_twice": {
            "pounds": whole.doubtful,
            "tranches": [
                {"tranche": t.tranche, "message": t.message, "amount": t.amount}
                for t in whole.twins
            ],
        },
        "cliffs": _cliffs(whole),
        "length": _length(whole),
        "pooled": [
            {"action": p.action, "funders": list(p.funders)} for p in whole.pooled
        ],
        "actions": whole.actions,
        "actions_without_money": list(whole.without),
    }
    return table_as_json(table.plan, table.as_at, SHAPE, body)


def _line(line: Line) -> dict[str, Any]:
    return {
        "code": line.code,
        "label": line.label,
        "part": line.part.value,
        **_pounds(line.pounds),
        "tranches": list(line.tranches),
    }


def _pounds(money: Pounds) -> dict[str, Any]:
    agreed, not_said, not_agreed = _amounts(money)
    return {
        "agreed": agreed,
        "agreement_not_said": not_said,
        "not_agreed": not_agreed,
        "tranches_with_amount": money.tranches,
        "tranches_without_amount": money.unknown,
    }


def _cliffs(whole: Funding) -> list[dict[str, Any]]:
    return [
        {
            "action": cliff.action,
            "level": cliff.level.value,
            "message": cliff.message,
            "money_ends": cliff.money_ends.text if cliff.money_ends else None,
        }
        for cliff in whole.cliffs
    ]


def _length(whole: Funding) -> dict[str, Any]:
    length = whole.length
    return {
        "years": None if length.years is None else round(length.years, 2),
        "pounds": length.pounds,
        "tranches_used": length.used,
        "tranches": length.of,
        "least_to_aim_for": whole.least_years,
    }
