"""Write the register of recording changes in the package from the compiled one.

    python scripts/derive_register.py

Reads ../shared/data/impact-reference/recording_changes.csv. What is added here, and
why, stands beside each list below.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path


ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT.parent / "shared/data/impact-reference/recording_changes.csv"
TARGET = ROOT / "src/headwater/core/measures/data/recording_changes.toml"

AREAS = {"England and Wales": "", "Metropolitan Police": "E23000001"}
# An inspection explains figures; it does not move them.
CONTEXT = {"context"}
# A change to a whole touches its parts. Our reading of the counting rules' classes.
PART_OF = {
    "rape": ["sexual offences"],
    "other sexual offences": ["sexual offences"],
    "exposure and voyeurism": ["other sexual offences"],
    "violence with injury": ["violence"],
    "violence without injury": ["violence"],
    "stalking": ["violence without injury"],
    "harassment": ["violence without injury"],
    "coercive control": ["violence without injury"],
    "malicious communications": [
        "violence without injury",
        "image and communications offences",
    ],
    "image and communications offences": [],
    "public fear, alarm or distress": ["public order"],
    "public order": [],
    "modern slavery": [],
    "domestic abuse": ["violence", "sexual offences"],
    "violence": [],
    "sexual offences": [],
}
# Months in which records were still moving to the new system: some places have far too
# many one month and far too few the next (Havering's VAWG dashboard: 417, then 262).
UNSETTLED = {"2024-02": 3}
# What makes no sense away from the row before it, begins with a name, or would be taken
# for a change in recording, which it is not.
REWORDED = {
    "2017-04": "Letters and messages intended to cause distress moved into a class of "
    "their own, malicious communications",
    "2020-03": "First national lockdown begins 23 March, a change in daily life and "
    "not in recording; further restrictions November 2020 and January to spring 2021",
    "2024-01": "Offences of the Online Safety Act were added, and the counting rules "
    "updated by 15 March 2024",
}
HEAD = """\
# Changes in how crime is recorded in England and Wales. Made by
# scripts/derive_register.py; a partnership adds its own in a file of this form.
# `step = false`: it explains figures and does not move them at once. `unsettled`: for
# so many months records were still moving, and nothing can be told from them.
"""


def text(value: object) -> str:
    """A TOML value; a JSON string or list of strings is one as well."""
    return json.dumps(value, ensure_ascii=False)


def change(row: dict[str, str]) -> str:
    what = REWORDED.get(row["month"], row["what_changed"])
    lines = [
        f'[changes."{row["month"]}"]',
        f"month = {text(row['month'])}",
        f"what = {text(what[:1].upper() + what[1:])}",
        f"offences = {text([part.strip() for part in row['offences'].split(';')])}",
        f"area = {text(AREAS[row['area']])}",
        f"expected = {text(row['expected_direction'])}",
        *(["step = false"] if row["expected_direction"] in CONTEXT else []),
        *(f"unsettled = {n}" for m, n in UNSETTLED.items() if m == row["month"]),
        f"source = {text(row['source'])}",
        f"checked = {text(row['checked'])}",
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    if not SOURCE.is_file():
        sys.exit("The compiled register is not beside this repository.")
    with SOURCE.open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: row["month"])
    parts = [f"{text(k)} = {text(v)}" for k, v in PART_OF.items()]
    parts = ["[part_of]", *parts]
    TARGET.parent.mkdir(exist_ok=True)
    blocks = [HEAD, "\n".join(parts) + "\n", *map(change, rows)]
    TARGET.write_text("\n".join(blocks), encoding="utf-8")
    print(f"{len(rows)} changes")


if __name__ == "__main__":
    main()
