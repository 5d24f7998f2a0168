"""Hundreds of made-up layouts: nearly every cell must be read as it was meant."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from made_up import FIELDS, MadeUp, make, write_csv, write_xlsx

from headwater.exchange.foreign.dry_run import dry_run, read_all
from headwater.exchange.foreign.grids import read_grids
from headwater.exchange.foreign.mapping import guess_mapping


SEEDS = 300


def _read(path: Path) -> dict[str, object]:
    grids = read_grids(path)
    mapping, _ = guess_mapping(path.name, grids)
    return dry_run(path.name, read_all(grids, mapping))[0]


def _compare(made: MadeUp, read: dict[str, object], seen: Counter[str]) -> list[str]:
    wrong = []
    rows = {row["row"]: row for row in read["rows"]}  # type: ignore[attr-defined]
    for truth in made.truth:
        row = rows.pop(truth["row"], {})
        for name in FIELDS:
            seen[name] += 1
            if row.get(name) != truth[name]:
                seen[f"{name} wrong"] += 1
                wrong.append(f"{name}: {row.get(name)!r} for {truth[name]!r}")
    for name in ("title_rows", "header_rows", "section_rows"):
        seen[name] += 1
        if read[name] != getattr(made, name):
            seen[f"{name} wrong"] += 1
            wrong.append(f"{name}: {read[name]} for {getattr(made, name)}")
    return wrong + [f"extra row {number}" for number in rows]


@pytest.mark.slow
def test_made_up_tables_are_read_as_they_were_meant(tmp_path: Path) -> None:
    seen: Counter[str] = Counter()
    perfect, wrong = 0, []
    for seed in range(SEEDS):
        made = make(seed)
        workbook = seed % 5 == 0
        path = tmp_path / f"{seed}.{'xlsx' if workbook else 'csv'}"
        (write_xlsx if workbook else write_csv)(made, path)
        found = _compare(made, _read(path), seen)
        perfect += not found
        wrong += [f"seed {seed}: {text}" for text in found]
    cells = sum(seen[name] for name in FIELDS)
    bad = sum(seen[f"{name} wrong"] for name in FIELDS)
    report = f"{perfect}/{SEEDS} perfect, {bad}/{cells} cells wrong\n" + "\n".join(
        wrong[:40]
    )
    assert bad <= 0.002 * cells, report
    assert perfect >= 0.97 * SEEDS, report
