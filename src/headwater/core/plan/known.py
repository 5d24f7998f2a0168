"""What may stand in a coded column: the words people write, and what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from headwater.core.framework.model import Scheme
from headwater.core.plan.above import Above
from headwater.core.plan.cells import BadCell
from headwater.core.plan.columns import Table


# Looking for the nearest word is slow, so it is done for the first unknown
# words only, and not where there are very many to compare with.
_MOST_HINTS = 20
_MOST_COMPARED = 2_000


@dataclass
class Known:
    """Spellings in lower case, and the code or id that each stands for.

    An empty id marks a spelling of more than one row; `gone` holds ids of rows
    that a partial reading has left out; `above` knows those of the plan above.
    """

    what: str  # 'the list vawg-type'
    spellings: Mapping[str, str]
    gone: frozenset[str] = frozenset()
    above: Above | None = None
    hints: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of_scheme(cls, scheme: Scheme) -> Known:
        """Codes and labels; where both exist, the code wins."""
        labels = {c.label.casefold(): c.code for c in scheme.codes.values()}
        codes = {c.code.casefold(): c.code for c in scheme.codes.values()}
        return cls(f"the list {scheme.name}", labels | codes)

    def one(self, text: str) -> str:
        """The code or id that a text stands for. Raises BadCell where none."""
        found = self.spellings.get(text.casefold())
        if found is None and self.above:
            found = self.above.one(text)
        if found:
            return found
        shown = f"'{text[:80]}'"
        if found == "":
            raise BadCell(
                f"{shown} is the name of more than one row in {self.what}",
                "Write the identifier of the one that you mean.",
            )
        if text.casefold() in self.gone:
            raise BadCell(
                f"{shown} was left out, so this row is left out too",
                f"Mend the row in {self.what} first.",
            )
        raise BadCell(f"{shown} is not in {self.what}", self._fix(text))

    def _fix(self, text: str) -> str:
        if text not in self.hints and len(self.hints) < _MOST_HINTS:
            self.hints[text] = self._hint(text)
        return f"Use one from {self.what}.{self.hints.get(text, '')}"

    def _hint(self, text: str) -> str:
        if self.above and (higher := self.above.hint(text)):
            return higher
        parts = [part.strip().casefold() for part in text.split(",")]
        if len(parts) > 1 and any(part in self.spellings for part in parts):
            return " Put a semicolon between entries, not a comma."
        if len(self.spellings) > _MOST_COMPARED:
            return ""
        close = get_close_matches(text.casefold()[:80], self.spellings, 1, 0.6)
        return f" Did you mean '{self.spellings[close[0]]}'?" if close else ""


def references(
    table: Table,
    rows: Iterable[Mapping[str, str]],
    gone: frozenset[str],
    above: Above | None = None,
) -> Known:
    """The ids of a table; organisations may be called by their names too."""
    ids: dict[str, str] = {}
    names: dict[str, str] = {}
    for cells in rows:
        key = _plain(cells.get(table.key[0], ""))
        ids[key.casefold()] = key
        for name in _names(table, cells):
            if names.setdefault(name, key) != key:
                names[name] = ""
    spellings = {name: key for name, key in (names | ids).items() if name}
    return Known(f"the {table.name} table", spellings, gone, above)


def _names(table: Table, cells: Mapping[str, str]) -> Iterator[str]:
    if table.name == "organisations":
        yield _plain(cells.get("name", "")).casefold()
        others = cells.get("other_names", "").split(";")
        yield from (_plain(name).casefold() for name in others)


def _plain(text: str) -> str:
    return " ".join(text.split())
