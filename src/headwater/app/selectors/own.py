"""What an organisation answers for, as its keepers have it: kept-in cells too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from headwater.app.selectors import people, rows
from headwater.app.selectors.duties import Duty, duties
from headwater.app.selectors.held import Held
from headwater.app.selectors.people import Member
from headwater.core.plan.findings import Finding
from headwater.core.plan.tables import BY_NAME
from headwater.core.plan.when import passed


@dataclass(frozen=True, slots=True)
class Owes:
    """What falls due: what is late first, then what comes, then what is found in the
    rows that the organisation answers for."""

    late: tuple[Duty, ...]
    coming: tuple[Duty, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Own:
    """One organisation for those who work with it."""

    cells: Mapping[str, str]
    owes: Owes
    members: tuple[Member, ...]
    skills: tuple[tuple[str, str, str], ...]  # action, its title, what it needs


def own(held: Held, key: str) -> Own:
    """Raises NotThere."""
    row = rows.row(held.plan_id, "organisations", key)
    found = people.members(held.plan_id)
    return Own(
        row.cells,
        _owes(held, key),
        tuple(m for m in found if m.organisation == key and not m.waits),
        tuple(_skills(held, key)),
    )


def _owes(held: Held, key: str) -> Owes:
    due = duties(held, key)
    late = tuple(d for d in due if passed(d.due, held.as_at))
    coming = tuple(d for d in due if d not in late)
    return Owes(late, coming, tuple(_findings(held, key)))


def _findings(held: Held, key: str) -> list[Finding]:
    """The open findings about rows that the organisation answers for."""
    found = held.result.findings
    named = {f.subject.partition("/")[0] for f in found} & set(BY_NAME)
    mine = {
        f"{table}/{row.key}"
        for table in sorted(named)
        for row in rows.rows(held.plan_id, table)
        if key in row.owners
    }
    return [f for f in found if f.subject in mine]


def _skills(held: Held, key: str) -> list[tuple[str, str, str]]:
    """The skills and capacity that its actions are said to need."""
    return [
        (row.key, row.title, row.cells["skills_needed"])
        for row in rows.rows(held.plan_id, "actions")
        if key in row.owners and row.cells.get("skills_needed")
    ]
