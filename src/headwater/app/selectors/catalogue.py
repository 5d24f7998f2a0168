"""Which sets of figures there are, and which belong to a plan.

Those in the package, of London and of Northbank, and those that a partnership
describes in its own workspace (figures.toml), with the changes in recording that it
adds (recording_changes.toml).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from headwater.app.selectors.held import Held
from headwater.app.selectors.lake import in_lake
from headwater.app.selectors.measured import FigureLink
from headwater.core import place
from headwater.core.measures.figures import FigureSet, Published, read_figure_sets
from headwater.core.measures.register import (
    BadRegister,
    Register,
    load_register,
    read_changes,
)
from headwater.core.plan.rows import Measure
from headwater.errors import UserError


OWN_FIGURES, OWN_CHANGES = "figures.toml", "recording_changes.toml"


def figure_sets() -> Mapping[str, FigureSet]:
    """Every set of figures by its code. Raises UserError for a bad own file."""
    from headwater.engines.samples.figure_sets import figure_sets as in_package
    from headwater.exchange.northbank.figures import figure_sets as invented

    own = settings.WORKSPACE / OWN_FIGURES
    return {**in_package(), **invented(), **_own_sets(own, _mark(own))}


def register() -> Register:
    """The register of recording changes, with Northbank's and the workspace's own."""
    own = settings.WORKSPACE / OWN_CHANGES
    return _register(own, _mark(own))


def sets_of(held: Held) -> tuple[FigureSet, ...]:
    """The sets of figures of a plan that the lake holds: those that its measures name
    or that stand for one of them, and those about its area."""
    named = {code for row in held.plan.measures for code in row.figures or ()}
    areas = held.plan.about.area or ()
    return tuple(
        figures
        for figures in figure_sets().values()
        if in_lake(figures.dataset)
        and (
            figures.code in named
            or any(s.plan == held.plan_id for s in figures.stands_for)
            or (figures.area and _about(figures.area, areas))
        )
    )


def links_of(held: Held, row: Measure) -> tuple[FigureLink, ...]:
    """The sets of figures that a measure names and the lake holds, nearest first."""
    every = figure_sets()
    links = []
    for code in row.figures or ():
        figures = every.get(code)
        if figures and in_lake(figures.dataset):
            links.append(_link(figures, held.plan_id, row.measure_id))
    return tuple(sorted(links, key=lambda link: str(link.near)))  # exact before near


def standing_for(
    held: Held, code: str, series: str = ""
) -> Iterator[tuple[Measure, FigureLink]]:
    """The measures that a set of figures stands for; with `series`, those that this
    one series of it stands for."""
    for row in held.plan.measures:
        for link in links_of(held, row):
            if link.figures.code == code and (
                not series or not link.series or series in link.series
            ):
                yield row, link


def _link(figures: FigureSet, plan: str, measure: str) -> FigureLink:
    stands = figures.stands(plan, measure)
    if stands is None:
        return FigureLink(figures, None, "")
    return FigureLink(figures, stands.near, stands.differs, stands.series)


def _about(area: str, areas: Iterable[str]) -> bool:
    return any(place.overlap(area, each) for each in areas)


def _mark(file: Path) -> int:
    """Changes whenever the file does; 0 where there is none."""
    return file.stat().st_mtime_ns if file.is_file() else 0


@lru_cache(maxsize=4)
def _own_sets(file: Path, mark: int) -> dict[str, FigureSet]:
    if not mark:
        return {}
    data = _toml(file)
    try:
        published = {
            name: Published(row["publisher"], row["licence"], row["level"])
            for name, row in data.pop("datasets", {}).items()
        }
        return read_figure_sets(data, published)
    except KeyError as error:
        said = f"A dataset does not say its {error}"
        raise UserError(f"{said}.", where=f"{file.name}:") from None
    except (AttributeError, TypeError):
        raise UserError(
            "A dataset must be a table, [datasets.ITS-NAME].", where=f"{file.name}:"
        ) from None
    except ValueError as error:
        raise UserError(f"{error}.", where=f"{file.name}:") from None


@lru_cache(maxsize=4)
def _register(file: Path, mark: int) -> Register:
    from headwater.exchange.northbank.effects import recording_changes

    known = load_register().with_more(recording_changes())
    if not mark:
        return known
    try:
        changes = read_changes(_toml(file).get("changes", {}), "this partnership")
        return known.with_more(changes)
    except BadRegister as error:
        raise UserError(f"{error}.", where=f"{file.name}:") from None


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError(
            f"This is not a TOML file: {error}.", where=f"{file.name}:"
        ) from None
    except OSError as error:
        raise UserError(
            f"This file cannot be read ({error.strerror}).", where=f"{file.name}:"
        ) from None
