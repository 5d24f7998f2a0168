"""Their actions as the tables of a plan, for the one gate (`assemble`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from headwater.core.plan.assemble import Problem, RawRow, RawTable, shorten
from headwater.core.plan.rows import Organisation
from headwater.core.plan.tables_of_learning import OUTCOMES
from headwater.core.plan.tables_of_work import ACTIONS, ORGANISATIONS, PLAN
from headwater.errors import UserError
from headwater.exchange.foreign.dates import TheirDate
from headwater.exchange.foreign.grid import plain
from headwater.exchange.foreign.known_bodies import DOUBT, NEW, NOBODY
from headwater.exchange.foreign.lasting_ids import Standing, action_ids, outcome_ids
from headwater.exchange.foreign.mapping import Mapping
from headwater.exchange.foreign.overlay import cells_of, join_words, overlay
from headwater.exchange.foreign.rows import SheetRead, TheirAction


_LONGEST_TITLE = 300  # characters of an outcome's title; the whole is described


@dataclass(frozen=True)
class Brought:
    """Tables for `assemble`, and what a person has to settle first.

    With any problem nothing should be imported. `places` gives the sheet and
    the row in their file for each row number of the actions table.
    """

    tables: dict[str, RawTable]
    problems: tuple[Problem, ...]
    places: dict[int, tuple[str, int]]


def bring(
    reads: Sequence[SheetRead],
    mapping: Mapping,
    organisations: Sequence[Organisation] = (),
    standing: Standing | None = None,
) -> Brought:
    """Make the tables of a plan from the sheets as read.

    `organisations` are those that the plan knows; `standing` is what it holds,
    so that the same file twice changes nothing. Raises UserError where the
    mapping gives the plan no id.
    """
    prefix = _plan_id(mapping)
    maker = _Maker(mapping, reads, organisations, standing or Standing(), prefix)
    return maker.make()


def _plan_id(mapping: Mapping) -> str:
    if not mapping.plan_id.strip():
        raise UserError(
            "The mapping does not say which plan this is.",
            where="[plan]:",
            fix='Give it a short name that never changes, such as id = "northgate".',
        )
    return mapping.plan_id.strip()


class _Maker:
    def __init__(
        self,
        mapping: Mapping,
        reads: Sequence[SheetRead],
        organisations: Sequence[Organisation],
        standing: Standing,
        prefix: str,
    ) -> None:
        self.mapping, self.prefix, self.standing = mapping, prefix, standing
        self.known = {body.organisation_id: body for body in organisations}
        self.targets = {plain(name): id_ for name, id_ in mapping.leads.items()}
        self.new_ids = {plain(b.name): k for k, b in mapping.organisations.items()}
        self.actions = [action for read in reads for action in read.actions]
        self.problems = [problem for read in reads for problem in read.problems]
        self.stand = {action.action_id: action for action in self.standing.actions}
        self.asked: set[str] = set()

    def make(self) -> Brought:
        texts = [action.outcome for action in self.actions if action.outcome]
        self.outcomes = outcome_ids(self.prefix, texts, self.standing.outcomes)
        ids = action_ids(self.prefix, self.actions, self.standing.actions)
        rows = [
            RawRow(number, self._cells(key, action))
            for number, (key, action) in enumerate(
                zip(ids, self.actions, strict=True), start=2
            )
        ]
        tables = {
            "plan": _table("plan", [self._plan()]),
            "organisations": _table("organisations", list(self._organisations())),
            "actions": RawTable("actions", rows, {}),
            "outcomes": _table("outcomes", list(self._outcome_rows())),
        }
        places = {
            row.number: (action.sheet, action.row)
            for row, action in zip(rows, self.actions, strict=True)
        }
        kept = {name: table for name, table in tables.items() if table.rows}
        return Brought(kept, tuple(self.problems), places)

    def _plan(self) -> dict[str, str]:
        stands = cells_of(PLAN, self.standing.about)
        title = self.mapping.plan_title or stands.get("title") or self.prefix
        return stands | {"plan_id": self.prefix, "title": title}

    # Actions

    def _cells(self, key: str, action: TheirAction) -> dict[str, str]:
        start, end = _our_dates(action.when)
        cells = {
            "action_id": key,
            "other_numbers": action.key,
            "title": action.title,
            "description": action.description,
            "lead_organisations": self._refs(action, action.leads),
            "delivery_organisations": self._refs(action, action.helpers),
            "start": start,
            "end": end,
            "resources_note": " ".join(action.resources.split()),
            "outcomes": self.outcomes.get(action.outcome, ""),
            "note": "\n".join(_note(action, (start, end))),
        }
        return overlay(cells_of(ACTIONS, self.stand.get(key)), cells)

    def _refs(self, action: TheirAction, names: Sequence[str]) -> str:
        found = (self._body(action, name) for name in names)
        return "; ".join(dict.fromkeys(body for body in found if body))

    def _body(self, action: TheirAction, name: str) -> str:
        """The id that a name stands for; asked about once where it is not settled."""
        target = self.targets.get(plain(name), DOUBT)
        if target == NEW:
            return self.new_ids.get(plain(name), "")
        if not target.startswith(DOUBT.strip()):
            if target not in self.known and target not in self.mapping.organisations:
                return self._ask(action, name, target)
            return target
        return self._ask(action, name, target)

    def _ask(self, action: TheirAction, name: str, target: str) -> str:
        if target == NOBODY or name in self.asked:
            return ""
        self.asked.add(name)
        likely = target.removeprefix("?").strip()
        if target.startswith("?"):
            rule = "We are not sure which organisation this is"
            guess = f" We think that it is '{likely}'." if likely else ""
        else:
            rule, guess = f"There is no organisation with the id '{likely}'", ""
        self.problems.append(
            Problem(
                action.sheet,
                action.row,
                "lead_organisations",
                shorten(name),
                rule,
                f"Settle it under [leads] in the mapping.{guess}",
            )
        )
        return ""

    # Organisations and outcomes

    def _organisations(self) -> Iterator[dict[str, str]]:
        """Known ones, with the spellings that this file taught us; then new ones."""
        for key, body in self.known.items():
            cells = cells_of(ORGANISATIONS, body)
            taught = (name.replace(";", ",") for name in self._taught(key, body))
            cells["other_names"] = join_words((cells.get("other_names", ""), *taught))
            yield {name: text for name, text in cells.items() if text}
        for key, new in self.mapping.organisations.items():
            if key in self.known:
                continue
            if not new.sector or new.sector.startswith(DOUBT.strip()):
                self._ask_sector(key, new.sector)
            yield {
                "organisation_id": key,
                "name": new.name,
                "sector": new.sector.removeprefix(DOUBT).strip("?"),
                "note": "First named in a partner's own table.",
            }

    def _taught(self, key: str, body: Organisation) -> list[str]:
        held = {plain(t) for t in (key, body.name, *(body.other_names or ()))}
        return [
            name
            for name, target in self.mapping.leads.items()
            if target == key and plain(name) not in held
        ]

    def _ask_sector(self, key: str, sector: str) -> None:
        likely = sector.removeprefix("?").strip()
        guess = f" If it is '{likely}', take out the ?." if likely else ""
        self.problems.append(
            Problem(
                "the mapping",
                0,
                f"organisation.{key}.sector",
                sector,
                "A new organisation needs a sector, and we do not guess it unasked",
                f"Write the code of its sector in the mapping.{guess}",
            )
        )

    def _outcome_rows(self) -> Iterator[dict[str, str]]:
        stand = {o.outcome_id: o for o in self.standing.outcomes}
        for outcome in stand.values():
            yield cells_of(OUTCOMES, outcome)
        for text, key in self.outcomes.items():
            if key in stand:
                continue
            line = " ".join(text.split())
            cells = {"outcome_id": key, "title": line}
            if len(line) > _LONGEST_TITLE or "\n" in text:
                cells |= {"title": shorten(line), "description": text}
            yield cells


def _joined(ours: tuple[str, str]) -> tuple[str, str]:
    """A start and an end as they stand in one text."""
    return plain(" \u2013 ".join(ours)), plain(" - ".join(ours))


def _table(name: str, rows: Sequence[dict[str, str]]) -> RawTable:
    numbered = [RawRow(number, cells) for number, cells in enumerate(rows, start=2)]
    return RawTable(name, numbered, {})


def _our_dates(when: TheirDate) -> tuple[str, str]:
    """Start and end for our table. A target date is an end; a range gives both.

    Nothing unclear becomes a date.
    """
    if when.opens or when.closes:
        return when.opens, when.closes
    return "", when.ours


def _note(action: TheirAction, ours: tuple[str, str]) -> Iterator[str]:
    """Their words, each with where it comes from; a status is never a measure."""
    if action.section:
        yield f"Section: {action.section}"
    written = " ".join(action.when.text.split())
    if written and plain(written) not in (*map(plain, ours), *_joined(ours)):
        yield f"Date as written: {written}"
    if action.status_text:
        yield f"Status in the authors' words: {action.status_text}"
    for heading, text in action.notes:
        yield f"{heading}: {text}"
