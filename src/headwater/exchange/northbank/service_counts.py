"""People supported by Northbank's services: invented counts, to break down safely.

Each person is drawn from the weights beside this with the one fixed seed, so the same
code makes the same counts. Most combinations of characteristics have nobody, or one
or two people, in them; that is what makes such figures hard to publish.
"""

from __future__ import annotations

import csv
import io
import os
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from random import Random
from shutil import rmtree

from headwater.core.disclosure.tables import Key
from headwater.exchange.counts_source import ABOUT, COUNTS, FOLDER, PEOPLE
from headwater.exchange.northbank.source import HERE, Place, districts, source
from headwater.exchange.northbank.works import chance


KEY = "northbank-services"
ABOUT_FILE = HERE / "service_about.toml"
DIMS = ("period", "place", "age", "sex", "ethnicity", "disability", "harm")
NOTE = "# Invented: no real person, place or service stands behind any of these counts."


def service_counts() -> dict[Key, int]:
    """People by period, place, age, sex, ethnicity, disability and harm; all invented.

    Combinations without anybody are left out.
    """
    found: Counter[Key] = Counter()
    for period, busy in source("service_weights")["years"].items():
        for place in districts():
            random = chance(place, f"supported {period}")
            for _ in range(_supported(place, busy)):
                found[(period, place.area, *_person(place, random))] += 1
    return dict(sorted(found.items()))


def write_service_counts(workspace: Path) -> bool:
    """Put the counts into a workspace; False where such a folder is there already.

    What people changed in it stays. The folder is for its owner's eyes only.
    """
    folder = workspace / FOLDER / KEY
    if folder.exists():
        return False
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = folder.with_name(f".{KEY}.{os.getpid()}")
    try:
        partial.mkdir(mode=0o700)
        (partial / COUNTS).write_text(_as_csv(service_counts()), encoding="utf-8")
        (partial / ABOUT).write_bytes(ABOUT_FILE.read_bytes())
        partial.rename(folder)
    finally:
        rmtree(partial, ignore_errors=True)
    return True


def _supported(place: Place, busy: float) -> int:
    rate = source("service_weights")["per_thousand"][place.plan_id]
    return int(place.people * rate * busy // 1000)


def _person(place: Place, random: Random) -> Key:
    """Age, sex, ethnicity, disability and harm of one person."""
    weights = source("service_weights")
    harm = _drawn(weights["harm"], random)
    age = _drawn(weights["age"][harm], random)
    return (
        age,
        _drawn(weights["sex"][harm], random),
        _drawn(weights["ethnicity"][place.plan_id], random),
        _drawn(weights["disability"][age], random),
        harm,
    )


def _drawn(weights: Mapping[str, int], random: Random) -> str:
    return random.choices(list(weights), list(weights.values()))[0]


def _as_csv(counts: Mapping[Key, int]) -> str:
    text = io.StringIO()
    text.write(f"{NOTE}\n")
    out = csv.writer(text, lineterminator="\n")
    out.writerow([*DIMS, PEOPLE])
    out.writerows([*key, people] for key, people in counts.items())
    return text.getvalue()
