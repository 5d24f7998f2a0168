"""Northbank's counts of people: invented, always the same, mostly very small."""

from __future__ import annotations

import stat
import subprocess
import sys
from collections import Counter
from hashlib import sha256
from pathlib import Path

from headwater.core.disclosure.safe import release
from headwater.exchange.counts_source import counts_keys, read_counts_source
from headwater.exchange.northbank.service_counts import (
    DIMS,
    KEY,
    service_counts,
    write_service_counts,
)


HASH = "0a72d665d498deff"
PRINT_HASH = """
from hashlib import sha256
from headwater.exchange.northbank.service_counts import service_counts
print(sha256(repr(service_counts()).encode()).hexdigest()[:16])
"""


def test_the_same_counts_in_every_process() -> None:
    here = sha256(repr(service_counts()).encode()).hexdigest()[:16]
    there = subprocess.run(
        [sys.executable, "-c", PRINT_HASH], capture_output=True, text=True, check=True
    )
    assert there.stdout.strip() == here == HASH


def test_as_many_people_as_services_see_and_few_in_most_combinations() -> None:
    counts = service_counts()
    by_year: Counter[str] = Counter()
    for key, people in counts.items():
        by_year[key[0]] += people
    assert all(2000 < people < 3500 for people in by_year.values())
    assert len(by_year) == 3
    assert sum(people < 5 for people in counts.values()) / len(counts) > 0.9


def test_what_is_written_is_read_and_every_category_has_somebody(
    tmp_path: Path,
) -> None:
    assert write_service_counts(tmp_path)
    assert counts_keys(tmp_path) == [KEY]
    found = read_counts_source(tmp_path, KEY)
    assert found.counts == service_counts()
    assert tuple(found.dimensions) == DIMS
    for at, each in enumerate(found.dimensions.values()):
        assert {key[at] for key in found.counts} == set(each.hierarchy.leaves())
    populations = {
        d.people[d.hierarchy.root] for d in found.dimensions.values() if d.people
    }
    assert populations == {770_100}


def test_it_says_everywhere_that_it_is_invented(tmp_path: Path) -> None:
    write_service_counts(tmp_path)
    found = read_counts_source(tmp_path, KEY)
    for name in ("title", "source", "licence", "note", "population"):
        assert "invented" in found.words[name].casefold()
    for file in (tmp_path / "counts" / KEY).iterdir():
        assert "nvented" in file.read_text(encoding="utf-8").splitlines()[0]


def test_what_a_person_changed_is_left_alone(tmp_path: Path) -> None:
    write_service_counts(tmp_path)
    own = tmp_path / "counts" / KEY / "about.toml"
    own.write_text("mine", encoding="utf-8")
    assert not write_service_counts(tmp_path)
    assert own.read_text(encoding="utf-8") == "mine"
    assert [p.name for p in (tmp_path / "counts").iterdir()] == [KEY]


def test_nobody_else_on_the_machine_can_look_into_the_folder(tmp_path: Path) -> None:
    write_service_counts(tmp_path)
    for folder in (tmp_path / "counts", tmp_path / "counts" / KEY):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_breakdown_of_it_hides_some_and_prints_more(tmp_path: Path) -> None:
    write_service_counts(tmp_path)
    found = read_counts_source(tmp_path, KEY)
    counts, hierarchies = found.of(["2025-26"])
    about = found.about(["2025-26"], "2026-11-25")
    tables = [["place", "age", "sex"]]
    made = release(about, counts, hierarchies, tables, found.profile)
    assert 0 < len(made.entry.hidden) < len(made.entry.printed)
