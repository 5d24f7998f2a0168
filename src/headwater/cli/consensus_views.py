"""What a conversation came to, on a page of the terminal: what is contested first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from headwater.core.voice.consensus import Every
from headwater.core.voice.said import sentence
from headwater.core.voice.shown import GroupView, Shown
from headwater.reports.words import count


if TYPE_CHECKING:
    from headwater.exchange.consensus_out import Result
    from headwater.reports.terminal import TerminalReport

SHOWN = 20  # statements of a part; a page is not a log
STABILITY = (
    "Stability is how alike the groups are when others take part: 1 the same, 0 as by "
    "chance. Under 0.7 no group is named."
)


def page(report: TerminalReport, result: Result) -> None:
    """Contested; not supported by every role; not heard; supported; then groups."""
    report.title("What every role supports")
    report.paragraph(_of_whom(result))
    for note in result.notes():
        report.paragraph(note)
    for title, part in _parts(result.shown):
        _part(report, title, part, result)
    _groups(report, result)


def _of_whom(result: Result) -> str:
    voted = f"About {result.people:,} people voted on {_statements(result.shown)}."
    names = result.conversation.roles
    sized = (
        role if size is None else f"{role} ({size:,})"
        for role, size in zip(names, result.sizes, strict=True)
    )
    return f"{voted} Roles: {'; '.join(sized)}." if names else voted


def _statements(shown: Sequence[Shown]) -> str:
    return count(len(shown), "statement")


def _parts(shown: Sequence[Shown]) -> list[tuple[str, list[Shown]]]:
    contested = [one for one in shown if one.contested_by]
    rest = [one for one in shown if not one.contested_by]
    titles = {
        Every.NO: "Not supported by every role",
        Every.NOT_HEARD: "Not heard by every role",
        Every.YES: "Supported by every role",
        None: "Statements",
    }
    by_answer = (
        (title, [one for one in rest if one.every is every])
        for every, title in titles.items()
    )
    return [("Contested", contested), *by_answer]


def _part(
    report: TerminalReport, title: str, part: Sequence[Shown], result: Result
) -> None:
    if not part:
        return
    rows = [row for one in part[:SHOWN] for row in _rows(one, result)]
    report.lines(f"{title}: {len(part):,}", rows)
    if len(part) > SHOWN:
        more = _statements(part[SHOWN:])
        report.paragraph(f"{more} not shown here; --format csv has them all.")


def _rows(shown: Shown, result: Result) -> list[tuple[str, str]]:
    name, text = result.id_of(shown.statement), result.text_of(shown.statement)
    said = sentence(shown)
    return [(name, text), ("", said)] if text else [(name, said)]


def _groups(report: TerminalReport, result: Result) -> None:
    groups = result.groups
    report.paragraph("")
    report.title("Groups of people who vote alike")
    if groups.why_none:
        report.paragraph(f"{groups.why_none} Stability: {groups.stability:.2f}.")
    else:
        report.paragraph(f"Stability: {groups.stability:.2f}.")
    report.paragraph(STABILITY)
    for number, group in enumerate(groups.groups, start=1):
        _group(report, number, group, result)


def _group(
    report: TerminalReport, number: int, group: GroupView, result: Result
) -> None:
    title = f"Group {number}, about {group.people:,} people"
    if not group.apart:
        report.lines(title, [("Nothing sets it apart that may be shown.",)])
        return
    rows = [
        (
            f"{one.side.value}s",
            result.text_of(one.statement) or result.id_of(one.statement),
        )
        for one in group.apart
    ]
    report.lines(title, rows)
