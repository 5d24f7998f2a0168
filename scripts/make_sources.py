"""Write docs/reference/sources.md: what each source declares, and its quirks."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from headwater.core.measures.cube import WORDS
from headwater.engines.ingest.source import Dimension, Gap, Kind, Quirk, Source
from headwater.engines.ingest.sources import all_sources
from headwater.engines.ingest.sources.tidy import QUIRKS as TIDY_QUIRKS


PAGE = Path(__file__).parents[1] / "docs/reference/sources.md"
OPENING = """# Sources

The figures that `headwater ingest` can bring in, each as its adapter declares it. This
page is made by `python scripts/make_sources.py`; a test fails when it is out of date.

Each quirk names the test that holds us to it. 'No row means' says what it means that a
combination has no row in a month that a release reports: none, not reported and not
applicable are three different things. Figures may be added only along the dimensions
named. How to bring in a file of your own: [bring your own
figures](../guides/bring-your-own-figures.md). How to add a source: [a new
source](../guides/a-new-source.md).

| source | what it counts | by | from |
|---|---|---|---|"""
TIDY = """## tidy

A partner's own file, known by its headings: see [bring your own
figures](../guides/bring-your-own-figures.md).

### Good to know
"""


def page() -> str:
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    sources = all_sources().values()
    yield OPENING
    yield from (_row(source) for source in sources)
    yield "| [tidy](#tidy) | what a partner counts | the columns of the file | you |"
    for source in sources:
        yield ""
        yield from _section(source)
    yield ""
    yield TIDY
    yield from _quirks(TIDY_QUIRKS)


def _row(source: Source) -> str:
    by = ", ".join(d.name for d in source.dimensions)
    return (
        f"| [{source.name}](#{source.name}) | {source.value.unit} | {by} | "
        f"{source.publisher.split(',')[0]} |"
    )


def _section(source: Source) -> Iterator[str]:
    yield f"## {source.name}\n"
    yield f"{source.title}.\n"
    yield f"- Published by {source.publisher}; {source.licence}."
    yield f"- Counts {source.value.unit}{_scale(source)}."
    yield f"- Smallest area: {source.level}."
    yield f"- May be added along {_and(sorted(source.additive)) or 'nothing'}."
    yield f"- No row means {WORDS[source.missing]}{_gaps(source.gaps)}."
    if source.covers:
        yield (
            f"- Each figure covers {source.covers} months: shown as a level, never in "
            "a chart with limits."
        )
    for dimension in source.dimensions:
        for roll in dimension.rolls:
            yield f"- `{roll.name}` is a larger group of `{dimension.name}`."
    yield "\n| dimension | headings in the file | codes | totals, never added |"
    yield "|---|---|---|---|"
    yield from (_dimension(d) for d in source.dimensions)
    yield "\n### Good to know\n"
    yield from _quirks(source.quirks)


def _scale(source: Source) -> str:
    places = len(str(source.value.scale)) - 1
    return f", to {places} places" if places else ", in whole numbers"


def _gaps(gaps: tuple[Gap, ...]) -> str:
    return "".join(f"; {_gap(gap)}" for gap in gaps)


def _gap(gap: Gap) -> str:
    where = " and ".join(
        f"{name} {_and(sorted(codes))}" for name, codes in gap.where.items()
    )
    when = f" from {gap.first}" if gap.first else ""
    when += f" to {gap.last}" if gap.last else ""
    return f"{WORDS[gap.means]} for {where}{when}"


def _dimension(dimension: Dimension) -> str:
    headings = "one column each" if dimension.wide else _and(dimension.headings, " or ")
    return (
        f"| {dimension.name} | {headings} | {_codes(dimension)} | "
        f"{_and(sorted(dimension.totals))} |"
    )


def _codes(dimension: Dimension) -> str:
    if dimension.kind is not Kind.CODE:
        return f"{dimension.kind}s"
    count = len(set(dimension.codes.values()))
    return f"{count} known" if count else "as in the file"


def _quirks(quirks: Iterable[Quirk]) -> Iterator[str]:
    yield from (f"- {quirk.text} (`{quirk.test}`)" for quirk in quirks)


def _and(words: Iterable[str], last: str = ", ") -> str:
    return last.join(words)


def up_to_date() -> bool:
    return PAGE.is_file() and PAGE.read_text(encoding="utf-8") == page()


if __name__ == "__main__":
    if sys.argv[1:] == ["check"]:
        sys.exit(0 if up_to_date() else "Run: python scripts/make_sources.py")
    PAGE.write_text(page(), encoding="utf-8")
