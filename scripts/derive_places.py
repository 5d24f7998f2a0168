"""Make the package's small file of places from the published squared grid.

Run from the repository root, with the folder that holds london-squared-grid.csv:

    python scripts/derive_places.py ../shared/data/geo > src/headwater/core/places.toml
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path


GRID = "london-squared-grid.csv"
HEAD = '''\
# Areas with their official (GSS) codes, what they lie in, and a square for each
# London borough. Made by scripts/derive_places.py: change the script, not this file.
#
# Contains public sector information licensed under the Open Government Licence v3.0.
# Source of codes and names: Office for National Statistics.
#
# Source of the squares (tile = column and row, from the north west): London Squared,
# Copyright 2019 After the Flood Ltd. Permission to use, copy, modify, and/or
# distribute this software for any purpose with or without fee is hereby granted,
# provided that the above copyright notice and this permission notice appear in all
# copies.

source = """Area codes and names: Office for National Statistics. \\
Contains public sector information licensed under the Open Government Licence v3.0. \\
Tile positions: London Squared, Copyright 2019 After the Flood Ltd."""
tiles = "borough" # what an area with a tile is called

[areas]
K02000001 = { name = "United Kingdom" }
K03000001 = { name = "Great Britain", within = "K02000001" }
K04000001 = { name = "England and Wales", within = "K03000001" }
E92000001 = { name = "England", within = "K04000001" }
W92000004 = { name = "Wales", within = "K04000001" }
S92000003 = { name = "Scotland", within = "K03000001" }
N92000002 = { name = "Northern Ireland", within = "K02000001" }
E12000007 = { name = "London", within = "E92000001" }'''


def main(folder: Path) -> None:
    with (folder / GRID).open(encoding="utf-8", newline="") as file:
        rows = [
            {key.strip(): value.strip() for key, value in row.items()}
            for row in csv.DictReader(file)
        ]
    print(HEAD)
    for row in sorted(rows, key=lambda row: row["code"]):
        print(
            f'{row["code"]} = {{ name = "{row["name"]}", within = "E12000007", '
            f"tile = [{row['x']}, {row['y']}] }}"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
