"""What a comment may be about: a row of a plan, a finding on it, or a return."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from headwater.app.models import Round
from headwater.app.selectors import rows
from headwater.app.selectors.naming import organisation_names
from headwater.app.selectors.standing import NotThere
from headwater.core.plan.checks import load as load_rules
from headwater.core.plan.tables import BY_NAME


FINDING, RETURN = "finding", "return"


@dataclass(frozen=True, slots=True)
class About:
    """A thing that is talked about. `table` and `row` name the row that it belongs to,
    `stands` says whether that row has not been taken out."""

    kind: str
    key: str
    title: str
    table: str = ""
    row: str = ""
    stands: bool = False
    part: tuple[str, str] | None = None  # of a return: its period and organisation


def finding_key(rule: str, subject: str) -> str:
    """What a finding is called: 'W402 actions/N51'."""
    return f"{rule} {subject}"


def about(plan_id: str, kind: str, key: str) -> About:
    """The thing of this kind and key. Raises NotThere."""
    if kind in BY_NAME:
        return _row(plan_id, kind, key)
    if kind in FINDERS:
        return FINDERS[kind](plan_id, key)
    raise NotThere(kind)


def _row(plan_id: str, table: str, key: str) -> About:
    """A row as it stands, or as it last stood."""
    try:
        found = rows.row(plan_id, table, key)
    except NotThere:
        if not rows.revision(plan_id, table, key):
            raise
        return About(table, key, key, table, key)
    return About(table, key, found.title, table, key, stands=True)


def _finding(plan_id: str, key: str) -> About:
    rule, _, subject = key.partition(" ")
    table, _, row = subject.partition("/")
    if rule not in load_rules() or table not in BY_NAME:
        raise NotThere(key)
    found = _row(plan_id, table, row)
    title = f"What check {rule} says of {found.title}"
    return About(FINDING, key, title, table, row, found.stands)


def return_key(organisation: str, period: str) -> str:
    """What a return is called: 'tallowgate 2026-Q3'."""
    return f"{organisation} {period}"


def _return(plan_id: str, key: str) -> About:
    organisation, _, period = key.partition(" ")
    names = organisation_names(plan_id)
    asked = Round.objects.filter(plan=plan_id, period=period)
    if organisation not in names or not asked.exists():
        raise NotThere(key)
    title = f"the return of {names[organisation]} for {period}"
    return About(RETURN, key, title, part=(period, organisation))


# Whatever else can be talked about adds itself here, by its kind.
FINDERS: dict[str, Callable[[str, str], About]] = {FINDING: _finding, RETURN: _return}
