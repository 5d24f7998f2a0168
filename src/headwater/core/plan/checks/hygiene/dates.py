"""Dates that contradict each other, the status, or the day of the check."""

from __future__ import annotations

from collections.abc import Iterator

from headwater.core.plan.checks.hygiene import name_of, rows_of, subject_of
from headwater.core.plan.checks.rule import REGISTRY, Found, gap, rule
from headwater.core.plan.findings import Level
from headwater.core.plan.look import Look
from headwater.core.plan.rows import Acceptance, Action, Row
from headwater.core.plan.tables import BY_NAME
from headwater.core.plan.when import in_words, passed


# The second of each pair cannot lie before the first.
ORDER = {
    "plan": (("start", "end"),),
    "actions": (("start", "end"),),
    "funding": (("start", "end"),),
    "measures": (("baseline_date", "latest_figures"),),
    "services": (("trauma_assessment", "trauma_assessment_expires"),),
    "training": (("date", "refresh_due"),),
    "agreements": (("in_force", "ends"), ("in_force", "review_due")),
    "accepted": (("on", "until"),),
}


@rule(
    "P002",
    finds="a date that lies before the one it follows",
    wants="dates in their order",
    reads=tuple(
        f"{table}.{second}" for table, pairs in ORDER.items() for _, second in pairs
    ),
    why="An end before its start makes a row mean nothing, or the wrong thing.",
    gap="all that the later date can mean lies before the earlier one",
    fix="Check both dates.",
    many={Level.GAP: "{n} rows have dates out of order."},
)
def dates_out_of_order(look: Look) -> Iterator[Found]:
    for table, pairs in ORDER.items():
        for row in rows_of(look, table):
            for first, second in pairs:
                if _before(row, first, second):
                    yield gap(subject_of(table, row), _order(table, row, first, second))
                    break


def _before(row: Row, first: str, second: str) -> bool:
    start, end = getattr(row, first), getattr(row, second)
    return bool(start and end and start.first and end.surely_before(start.first))


def _order(table: str, row: Row, first: str, second: str) -> str:
    headings = (BY_NAME[table].column(name).heading for name in (second, first))
    late, early = (f"'{heading}'" for heading in headings)
    return (
        f"{name_of(table, row)}: {late} ({getattr(row, second).text}) comes before "
        f"{early} ({getattr(row, first).text})."
    )


@rule(
    "P003",
    finds="an action said to be live whose end has passed",
    wants="a status that fits the dates",
    reads=("actions.status", "actions.end"),
    why="The check treats it as over. If it goes on, it is missed everywhere.",
    gap="the status is live, and all that the end can mean lies before the day of the "
    "check",
    fix="Close the action, or correct its end.",
    many={Level.GAP: "{n} actions are said to be live, and their end has passed."},
)
def live_past_their_end(look: Look) -> Iterator[Found]:
    codes = frozenset(look.tags("action-status", "live"))
    for row in look.plan.actions:
        if row.status in codes and row.end and passed(row.end, look.as_at):
            yield gap(
                f"actions/{row.action_id}",
                f"{row.action_id} is said to be '{_status(look, row)}', and it ended "
                f"{in_words(row.end)}.",
            )


def _status(look: Look, row: Action) -> str:
    return look.label("action-status", row.status or "")


@rule(
    "P004",
    finds="an action said to be over whose end lies ahead",
    wants="a status that fits the dates",
    reads=("actions.status", "actions.end"),
    why="The check treats it as over. If it goes on, it is missed everywhere.",
    gap="the status is ended, and all that the end can mean lies after the day of the "
    "check",
    fix="Correct the status, or write the day on which it ended.",
    many={Level.GAP: "{n} actions are said to be over, and their end lies ahead."},
)
def over_before_their_end(look: Look) -> Iterator[Found]:
    codes = frozenset(look.tags("action-status", "ended"))
    for row in look.plan.actions:
        if row.status in codes and row.end and row.end.surely_after(look.as_at):
            yield gap(
                f"actions/{row.action_id}",
                f"{row.action_id} is said to be '{_status(look, row)}', and it ends "
                f"{in_words(row.end)}.",
            )


@rule(
    "P013",
    finds="an accepted finding whose date has passed, or that no rule stands behind",
    wants="acceptances that still stand",
    reads=("accepted.rule", "accepted.until"),
    why="Accepting is for a time. When it ends, the finding counts again.",
    gap="the date has passed, or there is no such rule",
    fix="Look at the finding again: mend it, or accept it anew.",
    many={Level.GAP: "{n} accepted findings need another look."},
)
def acceptances_run_out(look: Look) -> Iterator[Found]:
    for row in look.plan.accepted:
        subject = subject_of("accepted", row)
        if row.rule not in REGISTRY:
            yield gap(subject, f"There is no rule called '{row.rule}' to accept.")
        elif row.until is not None and passed(row.until, look.as_at):
            yield gap(subject, _run_out(row))


def _run_out(row: Acceptance) -> str:
    until = in_words(row.until) if row.until else ""
    return f"The acceptance of {row.rule} for {row.subject} ended {until}."
