"""What the dry run of a return's file shows. Of a large file it is kept beside it.

It is the same whether the file was compared in the request or by a worker: counts,
sums, the first of what would change, and the most frequent of what is to be mended.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from headwater.app import drafts
from headwater.app.drafts import Draft
from headwater.app.models import ValueRevision
from headwater.app.selectors.returns import KeptReturn
from headwater.app.selectors.returns_files import Compared
from headwater.app.selectors.returns_values import cells_of, entry_of
from headwater.core.plan.assemble import Problem
from headwater.core.returns.compare import Change, Effect, Sums, Tally
from headwater.core.returns.values import Entry
from headwater.exchange.returns_annotated import annotate


GROUPS = 50  # of things to mend; the copy has all of them
EXAMPLES = 3  # of each
CHANGES = 100  # of what would change
_SHOWN = "shown.json"


@dataclass(frozen=True, slots=True)
class Group:
    """One thing to mend, how often it is there, and the first of them."""

    column: str
    rule: str
    fix: str
    count: int
    examples: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """One dry run. `revision` is of the values that the file was compared with."""

    revision: int
    rows: int
    columns: tuple[str, ...]
    unknown: tuple[str, ...]
    remarks: tuple[str, ...]
    counts: dict[str, int]
    groups: tuple[Group, ...]
    more: int  # groups that are not shown
    unanswered: int
    sums: tuple[Sums, ...]
    changes: tuple[Change, ...]
    change: int  # how many values would change
    values: int  # how many there are to take in, changed or not


def shown(kept: KeptReturn, found: Compared, draft: Draft) -> Shown:
    """What a page says of a comparison."""
    read, run = found.read, found.run
    groups = grouped(as_named(draft, each) for each in read.problems)
    change = [each for each in run.changes if each.effect is not Effect.UNCHANGED]
    return Shown(
        kept.revision,
        read.rows,
        read.columns,
        read.unknown,
        tuple(f"{each.says} {each.fix}".strip() for each in read.remarks),
        run.counts,
        tuple(groups[:GROUPS]),
        max(len(groups) - GROUPS, 0),
        len(run.unanswered),
        run.sums,
        tuple(change[:CHANGES]),
        len(change),
        len(run.changes),
    )


def grouped(problems: Iterable[Problem]) -> list[Group]:
    """The same thing to mend told once, the most frequent first."""
    found: dict[tuple[str, str, str], list[Problem]] = {}
    for each in problems:
        found.setdefault((each.column, each.rule, each.fix), []).append(each)
    groups = [
        Group(*key, len(each), tuple(each[:EXAMPLES])) for key, each in found.items()
    ]
    return sorted(groups, key=lambda each: -each.count)


def as_named(draft: Draft, problem: Problem) -> Problem:
    """A CSV file is kept under another name than the one that people know."""
    if problem.sheet == draft.path.name:
        return replace(problem, sheet=draft.name)
    return problem


def with_remarks(draft: Draft, problems: Sequence[Problem]) -> bytes:
    """A copy of their file with what is to be mended marked in it."""
    with TemporaryDirectory(dir=draft.folder) as folder:
        copy = Path(folder) / f"copy{draft.suffix}"
        annotate(draft.path, problems, copy)
        return copy.read_bytes()


def keep_shown(draft: Draft, told: Shown, copy: bytes | None) -> None:
    """Keep a dry run, and the marked copy where there is something to mend. Raises
    Gone."""
    if copy is not None:
        drafts.keep(draft, _copy(draft), copy)
    sums = [[*asdict(each).values()] for each in told.sums]
    changes = [
        [each.effect, _cells(each.after), _cells(each.before)] for each in told.changes
    ]
    says = asdict(replace(told, sums=(), changes=()))
    text = json.dumps(says | {"sums": sums, "changes": changes}, default=str)
    drafts.keep(draft, _SHOWN, text.encode())


def _copy(draft: Draft) -> str:
    return f"copy{draft.suffix}"


def kept_copy(draft: Draft) -> bytes | None:
    return drafts.kept(draft, _copy(draft))


def kept_shown(draft: Draft) -> Shown | None:
    """The dry run as a worker left it; None where none has yet."""
    text = drafts.kept(draft, _SHOWN)
    if text is None:
        return None
    says: dict[str, Any] = json.loads(text)
    for name in ("columns", "unknown", "remarks"):
        says[name] = tuple(says[name])
    says["groups"] = tuple(map(_group, says["groups"]))
    says["sums"] = tuple(map(_sums, says["sums"]))
    says["changes"] = tuple(
        Change(Effect(effect), _needed(after), _entry(before))
        for effect, after, before in says["changes"]
    )
    return Shown(**says)


def _group(said: dict[str, Any]) -> Group:
    examples = tuple(Problem(**each) for each in said["examples"])
    return Group(**said | {"examples": examples})


def _sums(said: list[str]) -> Sums:
    measure, tally, *three = said
    before, after, proposed = map(Decimal, three)
    return Sums(measure, Tally(tally), before, after, proposed)


def _cells(entry: Entry | None) -> dict[str, Any] | None:
    return cells_of(entry) if entry else None


def _entry(cells: dict[str, Any] | None) -> Entry | None:
    return _needed(cells) if cells else None


def _needed(cells: dict[str, Any]) -> Entry:
    return entry_of(ValueRevision(**cells))
