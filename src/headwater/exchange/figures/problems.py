"""What is wrong with a file of figures, said all at once and with its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from headwater.core.plan.assemble import shorten
from headwater.errors import UserError


SHOWN = 6  # problems; one misread column can make thousands
EXAMPLES = 3  # remarks of one kind


@dataclass
class Problems:
    """Problems with one file. Nothing is handed on while there is one."""

    name: str
    found: list[tuple[str, str, str]] = field(default_factory=list)

    def add(self, what: str, fix: str, line: int = 0, column: str = "") -> None:
        self.found.append((place(self.name, line, column), what, fix))

    def raise_any(self) -> None:
        """Raise one UserError for the lot."""
        if not self.found:
            return
        lines = [f"{where} {what}" for where, what, _ in self.found[:SHOWN]]
        if len(self.found) > SHOWN:
            lines.append(f"… and {len(self.found) - SHOWN:,} more.")
        fixes = dict.fromkeys(fix for _, _, fix in self.found[:SHOWN])
        raise UserError("\n".join(lines), fix="\n".join(fixes))


def place(name: str, line: int = 0, column: str = "") -> str:
    """'figures.csv, line 7, column y:'."""
    parts = (
        name,
        f"line {line:,}" if line else "",
        f"column {column}" if column else "",
    )
    return f"{', '.join(part for part in parts if part)}:"


def shown(value: str) -> str:
    """A value in quotation marks, cut where it is long."""
    return f"'{shorten(value)}'"


@dataclass
class Remarks:
    """What does not stop the reading and should be known, by kind."""

    found: dict[str, list[str]] = field(default_factory=dict)

    def add(self, kind: str, says: str) -> None:
        self.found.setdefault(kind, []).append(says)

    def lines(self) -> Iterable[str]:
        """A few of each kind, in words."""
        for said in self.found.values():
            yield from said[:EXAMPLES]
            if len(said) > EXAMPLES:
                yield f"… and {len(said) - EXAMPLES:,} more like that."
