"""What was found in a text, as CSV or JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from headwater.core.language.look import Finding, Look, look
from headwater.core.language.wording import Level
from headwater.exchange.formula_safe import guard
from headwater.exchange.prose import Prose


SHAPE = "headwater-language/1"
COLUMNS = (
    *("file", "line", "column", "place", "level", "family", "rule"),
    *("words", "message", "instead"),
)
LONGEST = 200  # letters shown of a long sentence


@dataclass(frozen=True, slots=True)
class Looked:
    """A text, what was found in it, and which rules it was held against."""

    prose: Prose
    look: Look
    easy_read: bool


def looked_at(prose: Prose, *, easy_read: bool) -> Looked:
    return Looked(prose, look(prose.text, easy_read=easy_read), easy_read)


def row(prose: Prose, finding: Finding) -> tuple[str | int, ...]:
    """A finding in the order of COLUMNS, placed as in the file."""
    line, column, place = prose.where(finding.start)
    return (
        *(prose.name, line, column, place, finding.level.value, finding.family),
        *(finding.rule, shortened(finding.words), finding.message, finding.instead),
    )


def shortened(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= LONGEST else f"{flat[: LONGEST - 1]}\u2026"


def as_csv(looked: Looked) -> str:
    """One line for each finding; no text that a spreadsheet would run."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for finding in looked.look.findings:
        cells = row(looked.prose, finding)
        writer.writerow([guard(c) if isinstance(c, str) else c for c in cells])
    return out.getvalue()


def as_json(looked: Looked) -> str:
    """The whole of it: counts, reading, words to change and every finding."""
    found, reading = looked.look, looked.look.reading
    grade = reading.grade
    whole: dict[str, Any] = {
        "shape": SHAPE,
        "file": looked.prose.name,
        "counted_by": looked.prose.counted,
        "easy_read": looked.easy_read,
        "words": reading.words,
        "sentences": len(reading.sentences),
        "reading_grade": None if grade is None else round(grade, 1),
        "counts": {level.value: found.count(level) for level in Level},
        "words_to_change": [
            {"word": hard.word, "times": hard.times, "simpler": hard.simpler}
            for hard in found.to_change
        ],
        "findings": [_entry(row(looked.prose, f)) for f in found.findings],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _entry(cells: Sequence[str | int]) -> dict[str, str | int]:
    return dict(zip(COLUMNS[1:], cells[1:], strict=True))
