"""On figures and questions made up at random, the engines agree to the last digit."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from cube_case import AT, engine
from hypothesis import example, given, settings
from hypothesis import strategies as st
from made_up_sources import MONTH, made_up

from headwater.core.measures.cube import Cube, Status
from headwater.engines import expression, grains
from headwater.engines.ingest.ingest import ingest
from headwater.engines.ingest.source import MISSING, Dimension, Gap, Roll, Source, Value
from headwater.engines.port import CubeSpec
from headwater.errors import UserError


WORDS = {"c": Status.WITHHELD, "x": Status.NOT_REPORTED, "z": Status.NOT_APPLICABLE}
MONTHS = ("2023-11", "2023-12", "2024-01", "2024-02", "2024-04")
LISTS = {"area": ("a", "b", "c", "all"), "kind": ("p", "q", "r"), "sex": ("f", "m")}
GROUP = Roll(
    "half", lambda code, label: {"a": "one", "b": "one", "c": "two"}.get(code, "")
)
Rows = list[tuple[str, ...]]


def dimension(name: str) -> Dimension:
    codes = LISTS[name]
    return Dimension(
        name,
        (name,),
        codes={code: code for code in codes},
        totals=frozenset({"all"} & set(codes)),
        rolls=(GROUP,) if name == "area" else (),
    )


@st.composite
def gaps(draw: st.DrawFn) -> Gap:
    over = {}
    for name, codes in LISTS.items():
        if draw(st.booleans()):
            some = st.lists(st.sampled_from(codes), min_size=1, unique=True)
            over[name] = frozenset(draw(some))
    first, last = draw(st.sampled_from([("", ""), ("2024-01", ""), ("", "2023-12")]))
    return Gap(draw(st.sampled_from(MISSING)), over, first, last)


@st.composite
def sources(draw: st.DrawFn) -> Source:
    names = {"month", *LISTS}
    return made_up(
        "random",
        value=Value("things", ("count",), words=WORDS),
        dimensions=(MONTH, *map(dimension, LISTS)),
        missing=draw(st.sampled_from(MISSING)),
        additive=frozenset(draw(st.sets(st.sampled_from(sorted(names)), min_size=2))),
        gaps=tuple(draw(st.lists(gaps(), max_size=3))),
    )


@st.composite
def releases(draw: st.DrawFn) -> Rows:
    key = st.tuples(st.sampled_from(MONTHS), *map(st.sampled_from, LISTS.values()))
    keys = draw(st.lists(key, min_size=1, max_size=40, unique=True))
    number = st.sampled_from(["0", "1", "7", "41", "c", "x", "z"])
    plain = draw(st.booleans())  # often there is nothing but numbers
    return [
        (*k, "3" if plain and not v.isdigit() else v)
        for k, v in ((k, draw(number)) for k in keys)
    ]


@st.composite
def questions(draw: st.DrawFn) -> dict[str, Any]:
    roll = {}
    if draw(st.booleans()):
        roll["area"] = "half"
    if draw(st.booleans()):
        roll["month"] = draw(st.sampled_from(["quarter", "year", "financial-year"]))
    names = [roll.get(name, name) for name in ("month", *LISTS)]
    axes = draw(st.lists(st.sampled_from(names), unique=True))
    where = {}
    for name, codes in {**LISTS, "month": MONTHS}.items():
        if draw(st.integers(0, 2)) == 0:
            some = st.lists(st.sampled_from(codes), min_size=1, unique=True)
            where[name] = tuple(draw(some))
    return {"axes": tuple(axes), "where": where, "roll": roll}


def answer(name: str, folder: Path, spec: CubeSpec) -> Cube | str:
    try:
        return engine(name, folder).cube(spec)
    except UserError as error:
        return str(error)


def bring(source: Source, several: list[Rows], folder: Path) -> None:
    for nth, rows in enumerate(several):
        file = folder / f"{nth}.csv"
        lines = [("month", *LISTS, "count"), *rows]
        file.write_text("".join(",".join(line) + "\n" for line in lines))
        ingest(source, [file], folder / "lake", by="chance", at=AT, older=True)


PLAIN = [("2024-01", "a", "p", "f", "7"), ("2024-02", "b", "q", "m", "0")]
MARKED = [("2024-01", "a", "p", "f", "7"), ("2024-02", "b", "q", "m", "z")]
ALL_IN_ONE = [
    {"axes": (), "where": {}, "roll": {}},
    {"axes": (), "where": {"area": ("c",)}, "roll": {}},
]
ADDITIVE = made_up(
    "random",
    dimensions=(MONTH, *map(dimension, LISTS)),
    value=Value("things", ("count",), words=WORDS),
    additive=frozenset({"month", *LISTS}),
)


@pytest.mark.slow
@settings(max_examples=30)
@given(
    sources(),
    st.lists(releases(), min_size=1, max_size=2, unique_by=repr),
    st.lists(questions(), min_size=1, max_size=4),
)
@example(ADDITIVE, [PLAIN], ALL_IN_ONE)
@example(ADDITIVE, [MARKED], ALL_IN_ONE)
def test_engines_agree(
    source: Source, several: list[Rows], asked: list[dict[str, Any]]
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        bring(source, several, folder)
        for question in asked:
            spec = CubeSpec("random", **question)
            plain = answer("memory", folder, spec)
            with pytest.MonkeyPatch.context() as patch:
                # Sift codes afterwards and group in the engine; then neither.
                for few, worth in ((0, 0), (100, 1_000_000)):
                    patch.setattr(grains, "NAMED", few)
                    patch.setattr(expression, "WORTH", worth)
                    agree(answer("ibis", folder, spec), plain)


def agree(found: Cube | str, plain: Cube | str) -> None:
    if isinstance(found, str) or isinstance(plain, str):
        assert found == plain
        return
    assert found.axes == plain.axes
    np.testing.assert_array_equal(found.status, plain.status)
    np.testing.assert_array_equal(found.values, plain.values)
    assert (found.additive, found.unit, found.scale, found.vintage) == (
        plain.additive,
        plain.unit,
        plain.scale,
        plain.vintage,
    )
