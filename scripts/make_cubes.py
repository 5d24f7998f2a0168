"""Write docs/reference/cubes.md: how figures become cubes, by the specs for it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path


ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests/support"))  # where the specs' helpers live

from cube_case import CubeCase, rows_of  # noqa: E402
from spec_files import cube_specs  # noqa: E402

from headwater.core.measures.cube import WORDS  # noqa: E402
from headwater.engines.ingest.source import Gap, Source  # noqa: E402


PAGE = ROOT / "docs/reference/cubes.md"
SHOWN = 8  # rows of a table; one has fifteen
OPENING = """# Cubes

What comes back when figures of the lake are asked for. This page is made by `python
scripts/make_cubes.py`; a test fails when it is out of date. Every example is a test
that runs on every engine, and all must agree to the last digit. Everything in them is
invented.

A question names a dataset and the axes. What is no axis is added up, where the source
says that its numbers may be added; otherwise it is taken at its total, or the question
has to name one code. A cell has a number, or says why it has none:

| words | meaning |
|---|---|
| a number | reported; 0 is reported as none, or known to be none |
| not reported | there may be a number; nobody gave it |
| not applicable | there can be no number |
| withheld | there is a number, kept back to protect people |

Of a sum the first of these holds: a withheld part makes it withheld, one that is not
reported makes it not reported, and parts that cannot apply add nothing.
"""


def page() -> str:
    """The text of the page."""
    return "\n".join(_lines()).rstrip() + "\n"


def _lines() -> Iterator[str]:
    yield OPENING
    yield "## The sources of the examples\n"
    specs = cube_specs()
    used = {c.source.name: c.source for cases in specs.values() for c in cases}
    for source in used.values():
        yield f"- **{source.name}**: {_source(source)}"
    for title, cases in specs.items():
        yield f"\n## {title}"
        for case in cases:
            yield from _case(case)


def _source(source: Source) -> str:
    names = ", ".join(dimension.name for dimension in source.dimensions)
    added = ", ".join(d.name for d in source.dimensions if d.name in source.additive)
    gaps = "".join(f"; {_gap(gap)}" for gap in source.gaps)
    return (
        f"{source.value.unit} by {names}. May be added along {added or 'nothing'}. "
        f"No row means {WORDS[source.missing]}{gaps}."
    )


def _gap(gap: Gap) -> str:
    over = " and ".join(f"{n} {', '.join(sorted(c))}" for n, c in gap.where.items())
    return f"{WORDS[gap.means]} for {over}" + (f" to {gap.last}" if gap.last else "")


def _case(case: CubeCase) -> Iterator[str]:
    yield f"\n### {case.says.removesuffix('.')}\n"
    for nth, release in enumerate(case.releases, start=1):
        which = f" {nth}" if len(case.releases) > 1 else ""
        yield f"Release{which} of {case.source.name}:\n"
        yield from _table(rows_of(release))
        yield ""
    yield f"Asked for: {_asked(case)}.\n"
    if case.error:
        yield f"> {case.error} …"
    else:
        yield from _table(rows_of(case.cube))


def _asked(case: CubeCase) -> str:
    asked = [f"by {', '.join(case.axes)}" if case.axes else "one number"]
    where = case.asks.get("where", {})
    asked += [f"{name} only {', '.join(codes)}" for name, codes in where.items()]
    asked += [f"{name} as {roll}" for name, roll in case.asks.get("roll", {}).items()]
    asked += [
        f"{word} {case.asks[end]}"
        for end, word in (("first", "from"), ("last", "to"))
        if end in case.asks
    ]
    if case.release is not None:
        asked.append(f"as in release {case.release + 1}")
    return "; ".join(asked)


def _table(rows: list[list[str]]) -> Iterator[str]:
    heading, *body = rows
    yield _row(heading)
    yield "|" + "---|" * len(heading)
    yield from map(_row, body[:SHOWN])
    if body[SHOWN:]:
        yield f"\nand {len(body) - SHOWN} more rows"


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def up_to_date() -> bool:
    return PAGE.is_file() and PAGE.read_text(encoding="utf-8") == page()


if __name__ == "__main__":
    if sys.argv[1:] == ["check"]:
        sys.exit(0 if up_to_date() else "Run: python scripts/make_cubes.py")
    PAGE.write_text(page(), encoding="utf-8")
