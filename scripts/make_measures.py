"""Write docs/reference/{recording-changes,figure-sets}.md from what the package holds.

python scripts/make_measures.py [check]
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from headwater.core import place
from headwater.core.measures.figures import FigureSet
from headwater.core.measures.register import RecordingChange, load_register
from headwater.engines.samples.figure_sets import figure_sets


FOLDER = Path(__file__).parents[1] / "docs/reference"
MADE = (
    "This page is made by `python scripts/make_measures.py`; a test fails when it is "
    "out of date."
)
CHANGES_OPENING = f"""# Changes in recording

{MADE}

Over such a change figures step without any change in violence. Each is drawn on every
chart that it touches, and is a step of its own in every judgement, so that it is never
announced as a rise or a fall. A change to a group of offences touches its parts. What
is still to be confirmed says so. A partnership adds its own in a file of its
workspace: see [Measures and their figures](../guides/measures.md).
"""
SETS_OPENING = f"""# Sets of figures

{MADE}

Real published figures that come with Headwater for the London sample, as demonstration
and not as the official record. Where they come from, and what was changed, stands in
`src/headwater/engines/samples/london/SOURCES.md`. Contains public sector information
licensed under the Open Government Licence v3.0.
"""
AREAS = {"": "England and Wales", "E23000001": "Metropolitan Police area"}
SHOWN = {
    "signals": "with limits and signals",
    "level": "as a level, without limits",
    "points": "as points, without limits",
}


def changes_page() -> Iterator[str]:
    yield CHANGES_OPENING
    yield "| from | where | offences | what | expected | how sure | source |"
    yield "|---|---|---|---|---|---|---|"
    register = load_register()
    for change in register.changes:
        yield _row(_change(change))
    yield "\n## Parts of larger groups\n\n| offence | is part of |\n|---|---|"
    for part, wholes in register.part_of.items():
        yield _row((part, ", ".join(wholes) or "no other"))


def _change(change: RecordingChange) -> Iterator[str]:
    expected = change.expected
    if not change.step:
        expected += "; explains, and moves nothing at once"
    if change.unsettled:
        expected += f"; nothing can be told from {change.unsettled} months"
    yield change.month
    yield AREAS.get(change.area) or place.name(change.area)
    yield ", ".join(change.offences)
    yield from (change.what, expected, change.checked, change.source)


def sets_page() -> Iterator[str]:
    yield SETS_OPENING
    for code, figures in figure_sets().items():
        yield from _set(code, figures)


def _set(code: str, figures: FigureSet) -> Iterator[str]:
    definition, said = figures.definition, figures.published
    yield f"## {figures.title}\n"
    yield f"`{code}`, of the dataset `{figures.dataset}`: {SHOWN[figures.shown]}.\n"
    yield f"- Counts: {definition.numerator}."
    if definition.denominator not in ("", "none"):
        yield f"- Out of: {definition.denominator}."
    yield f"- Which way is better: {definition.direction}."
    yield f"- From: {said.publisher} ({said.licence}), down to {said.level}."
    if figures.base:
        yield f"- Rates: for each 1,000 women and girls of mid-{figures.base_year}."
    if figures.no_limits:
        yield f"- Why no limits: {figures.no_limits}"
    yield f"- What counts as a change: {definition.change_means}"
    for each in figures.stands_for:
        yield f"- Shows {each.measure} of `{each.plan}`, {each.near}: {each.differs}"
    yield from (f"- Mind: {caveat}" for caveat in definition.caveats)
    yield ""


def _row(cells: Iterator[str] | tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


PAGES = {"recording-changes.md": changes_page, "figure-sets.md": sets_page}


def main() -> None:
    stale = []
    for name, made in PAGES.items():
        text = "\n".join(made()).rstrip() + "\n"
        page = FOLDER / name
        if sys.argv[1:] != ["check"]:
            page.write_text(text, encoding="utf-8")
        elif not page.is_file() or page.read_text(encoding="utf-8") != text:
            stale.append(name)
    if stale:
        sys.exit(f"Run: python scripts/make_measures.py ({', '.join(stale)})")


if __name__ == "__main__":
    main()
