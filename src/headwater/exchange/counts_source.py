"""Counts of people that a workspace holds, to be broken down and never shown as such.

A counts source is a folder, counts/KEY, with counts.csv (one row a combination of the
finest categories, and how many people: n) and about.toml. It is secret: pages and
files are made from what protection releases, and this folder goes nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from headwater.core.disclosure.hierarchy import Hierarchy
from headwater.core.disclosure.ledger import About
from headwater.core.disclosure.profiles import Profile, strictest
from headwater.core.disclosure.tables import Key
from headwater.core.plan.assemble import shorten
from headwater.errors import UserError
from headwater.exchange.counts_about import PERIOD, CountsAbout, Dimension, read_about
from headwater.exchange.counts_file import MISSING
from headwater.exchange.csv_file import read_csv
from headwater.exchange.limits import LARGEST_FILE
from headwater.exchange.sheet import BadSheet, Line, cannot_open


FOLDER, COUNTS, ABOUT = "counts", "counts.csv", "about.toml"
PEOPLE = "n"  # the column of counts.csv that holds them
SHOWN = 5  # faulty rows that are named; the others are counted
_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_WHOLE = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, eq=False)
class CountsSource:
    """Secret counts, with all that is needed to break them down safely.

    `counts` maps the finest categories, in the order of `dimensions`, to people.
    The dimension `period` is one of them. `missing` has combinations without a count,
    and why.
    """

    key: str
    known: CountsAbout
    counts: Mapping[Key, int]
    missing: Mapping[Key, str] = field(default_factory=dict)

    @property
    def words(self) -> Mapping[str, str]:
        """title, subject, unit, source, licence, level, vintage, note, population."""
        return self.known.words

    @property
    def dimensions(self) -> Mapping[str, Dimension]:
        return self.known.dimensions

    @property
    def owners(self) -> Mapping[str, Profile]:
        """Who contributed these counts, each with the rule that they set."""
        return self.known.owners

    @property
    def profile(self) -> Profile:
        """The strictest rule of all owners."""
        return strictest(self.owners.values())

    @property
    def characteristics(self) -> dict[str, Dimension]:
        """Every dimension but the period."""
        return {name: d for name, d in self.dimensions.items() if name != PERIOD}

    @property
    def periods(self) -> tuple[str, ...]:
        """The codes of the periods that there are counts for, in their order."""
        return self.dimensions[PERIOD].hierarchy.leaves()

    def of(
        self, periods: Sequence[str]
    ) -> tuple[Mapping[Key, int], dict[str, Hierarchy]]:
        """Counts and hierarchies of some periods, for `disclosure.safe.release`.

        The counts are those of every period: a release of one is protected given
        those of others. The hierarchy of the period covers these only. Raises
        UserError for a period that is not there.
        """
        wanted = self._wanted(periods)
        hierarchies = {name: each.hierarchy for name, each in self.dimensions.items()}
        hierarchies[PERIOD] = hierarchies[PERIOD].only(wanted)
        return self.counts, hierarchies

    def about(self, periods: Sequence[str], at: str, title: str = "") -> About:
        """The words of a release of these periods on the day `at` (ISO)."""
        words, wanted = self.words, self._wanted(periods)
        labels = {name: dict(each.labels) for name, each in self.dimensions.items()}
        if wanted != self.periods:
            root = self.dimensions[PERIOD].hierarchy.root
            labels[PERIOD][root] = _and(labels[PERIOD][code] for code in wanted)
        return About(
            subject=words["subject"],
            title=title or words["title"],
            unit=words["unit"],
            periods=wanted,
            vintage=words["vintage"],
            at=at,
            source=words["source"],
            licence=words["licence"],
            level=words["level"],
            titles={name: each.title for name, each in self.dimensions.items()},
            labels=labels,
            population=words["population"],
            people={n: dict(d.people or {}) for n, d in self.dimensions.items()},
            unsaid={n: tuple(sorted(d.unsaid)) for n, d in self.dimensions.items()},
        )

    def _wanted(self, periods: Sequence[str]) -> tuple[str, ...]:
        """These periods in their own order, each once."""
        for code in periods:
            if code not in self.periods:
                raise UserError(
                    f"There are no counts for {code!r}.",
                    where=f"{FOLDER}/{self.key}:",
                    fix=f"Choose from: {', '.join(self.periods)}.",
                )
        if not periods:
            raise UserError("No period was chosen.", fix="Choose at least one.")
        return tuple(code for code in self.periods if code in periods)


def counts_keys(workspace: Path) -> list[str]:
    """The keys of the counts sources that a workspace holds, in order."""
    folder = workspace / FOLDER
    if not folder.is_dir():
        return []
    return sorted(p.name for p in folder.iterdir() if p.is_dir() and _is_key(p.name))


def read_counts_source(workspace: Path, key: str) -> CountsSource:
    """One counts source of a workspace. Raises UserError, with file, row and column."""
    folder = workspace / FOLDER / key
    if not _is_key(key) or not folder.is_dir():
        keys = ", ".join(counts_keys(workspace)) or "none"
        raise UserError(
            f"This workspace holds no counts called {shorten(key)!r}.",
            where=f"{FOLDER}/:",
            fix=f"Those that are there: {keys}.",
        )
    about = read_about(_bytes(folder, ABOUT), f"{FOLDER}/{key}/{ABOUT}:")
    rows = _Rows(about.dimensions, f"{FOLDER}/{key}/{COUNTS}")
    counts = rows.read(_bytes(folder, COUNTS))
    return CountsSource(key, about, counts, rows.missing)


def _and(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def _is_key(name: str) -> bool:
    return _KEY.fullmatch(name) is not None


def _bytes(folder: Path, name: str) -> bytes:
    path = folder / name
    if not path.is_file():
        raise UserError(
            f"There is no {name}.",
            where=f"{FOLDER}/{folder.name}:",
            fix=f"A counts source needs both {COUNTS} and {ABOUT}.",
        )
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise cannot_open(path, error) from None


class _Rows:
    """Reads counts.csv; what is wrong is kept with its row, column and value."""

    def __init__(self, dimensions: Mapping[str, Dimension], where: str) -> None:
        self._leaves = {
            name: frozenset(each.hierarchy.leaves())
            for name, each in dimensions.items()
        }
        self._every = {n: each.hierarchy.parents for n, each in dimensions.items()}
        self._where = where
        self._said: list[str] = []
        self._row_of: dict[Key, int] = {}
        self.missing: dict[Key, str] = {}

    def read(self, content: bytes) -> dict[Key, int]:
        try:
            lines = read_csv(self._where, content).lines
            return self._read(line for line in lines if _is_row(line))
        except BadSheet as bad:
            raise UserError(
                f"{bad.rule}.", where=f"{self._where}, row {bad.row}:", fix=bad.fix
            ) from None

    def _read(self, lines: Iterator[Line]) -> dict[Key, int]:
        at = self._headings(next(lines, None))
        counts: dict[Key, int] = {}
        for line in lines:
            key = tuple(line.text(at[name]).strip() for name in self._leaves)
            people = line.text(at[PEOPLE]).strip()
            if self._fits(line, key, people):
                if people in MISSING:
                    self.missing[key] = MISSING[people]
                else:
                    counts[key] = int(people)
        if self._said:
            raise self._refusal()
        if not counts:
            raise UserError(
                "There is no row of counts.",
                where=f"{self._where}:",
                fix="Give one row for each combination that has people in it.",
            )
        return counts

    def _headings(self, line: Line | None) -> dict[str, int]:
        texts = [text.strip().casefold() for text in line.texts] if line else []
        wanted = [*self._leaves, PEOPLE]
        wrong = [n for n in wanted if texts.count(n.casefold()) != 1]
        wrong += [text for text in texts if text not in map(str.casefold, wanted)]
        if wrong:
            raise UserError(
                f"The column {shorten(wrong[0])!r} is missing, stands twice, or is "
                f"none of those in {ABOUT}.",
                where=f"{self._where}, row {line.number if line else 1}:",
                fix=f"The headings are: {', '.join(wanted)}.",
            )
        return {name: texts.index(name.casefold()) for name in wanted}

    def _fits(self, line: Line, key: Key, people: str) -> bool:
        before = len(self._said)
        for bad in line.bad.values():
            self._say(line, "", f"{bad.rule}. {bad.fix}")
        known = self._every if people in MISSING else self._leaves
        for (name, codes), code in zip(known.items(), key, strict=True):
            if code not in codes:
                told = f"{shorten(code)!r} is no finest category of {ABOUT}"
                self._say(line, name, f"{told}. Correct it, or add it there.")
        if people not in MISSING and not _WHOLE.fullmatch(people):
            told = f"{shorten(people)!r} is not a number of people"
            fix = "Give a whole number; .. where not reported, z where not applicable"
            self._say(line, PEOPLE, f"{told}. {fix}.")
        first = self._row_of.setdefault(key, line.number)
        if first != line.number:
            told = f"the same combination stands in row {first}"
            self._say(line, "", f"{told}. Keep one row, with the sum.")
        return len(self._said) == before

    def _say(self, line: Line, column: str, told: str) -> None:
        place = f"row {line.number}" + (f", column {column}" if column else "")
        self._said.append(f"{place}: {told}")

    def _refusal(self) -> UserError:
        more = len(self._said) - SHOWN
        lines = self._said[:SHOWN] + ([f"and {more:,} more"] if more > 0 else [])
        return UserError(
            "\n  ".join(["Some rows cannot be used.", *lines]),
            where=f"{self._where}:",
            fix="\nNothing was read.",
        )


def _is_row(line: Line) -> bool:
    return not line.blank and not line.text(0).startswith("#")
