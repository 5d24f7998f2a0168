"""Write London's demonstration figures in the package from published open data.

    python scripts/derive_figures.py

Reads ../shared/data and writes one small tidy file a dataset into the package, beside
the TOML that declares it. Every step is a sum over published rows or a choice of
published rows: nothing is estimated. Nothing is smaller than a borough. Run it again
after the data change; SOURCES.md says what is in each file.
"""

from __future__ import annotations

import csv
import gzip
import io
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from headwater.core.place import boroughs


ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "data"
TARGET = ROOT / "src/headwater/engines/samples/london"

CITY, LONDON = "E09000001", "E12000007"
CODES = {area.name: area.code for area in boroughs()} | {
    "City of Westminster": "E09000033",
    "Richmond Upon Thames": "E09000027",
    "Unknown": "unknown",
    "Other": "other",
    "London Heathrow and London City Airports": "other",
}
PLACES = [*(area.code for area in boroughs()), "other", "unknown"]
NOT_THERE = "not applicable"  # the City of London has a police force of its own

# The dashboard's classes, and ours where they are finer or wider. Homicide and
# exploitation of prostitution are left out: a few a month, too close to single people.
CLASSES = {
    "Rape": "Rape",
    "Other Sexual Offences": "Other sexual offences",
    "Violence with Injury": "Violence with injury",
    "Public fear, alarm, distress": "Public fear, alarm or distress",
    "Modern Slavery": "Modern slavery",
    "Other flagged offences outside of VAWG": "Other flagged offences outside of VAWG",
}
FINER = {
    "Exposure and Voyeurism": "Exposure and voyeurism",
    "Stalking": "Stalking",
    "Harassment offences": "Harassment",
    "Racially or Religiously Aggravated Harassment": "Harassment",
    "Malicious Communications": "Malicious communications",
    "Controlling or Coercive Behaviour": "Controlling or coercive behaviour",
}
LEFT_OUT = {"Homicide", "Exploitation of prostitution"}
RECORDED = {
    "RAPE": "Rape",
    "OTHER SEXUAL OFFENCES": "Other sexual offences",
    "VIOLENCE WITH INJURY": "Violence with injury",
}
QUESTIONS = {
    "Trust MPS": "Trust the police",
    '"Good Job" local': "Police do a good job locally",
    "Relied on to be there": "Police can be relied on to be there",
}
WOMEN = {
    "Women aged 16 to 59": "Women aged 16 to 59, England and Wales",
    "Women aged 16 to 74": "Women aged 16 to 74, England and Wales",
    "Women aged 16 and over": "Women aged 16 and over, England and Wales",
}

Cells = tuple[object, ...]


def rows(file: str, delimiter: str = ",") -> Iterator[dict[str, str]]:
    path = DATA / file
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8-sig", newline="") as text:
        yield from csv.DictReader(text, delimiter=delimiter)


def write(name: str, headings: str, found: Iterable[Cells]) -> None:
    """A gzip file with the same bytes each time: no date, no name inside."""
    text = io.StringIO(newline="")
    out = csv.writer(text, lineterminator="\n")
    out.writerow(headings.split())
    out.writerows(sorted(found, key=lambda row: [str(cell) for cell in row]))
    with (TARGET / f"{name}.csv.gz").open("wb") as file:
        with gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
            packed.write(text.getvalue().encode())
        lines = text.getvalue().count("\n") - 1
        print(f"{name}: {lines:,} rows, {file.tell():,} bytes")


def every_place(
    counts: Counter[tuple[str, ...]], kinds: Iterable[str]
) -> Iterator[Cells]:
    """Every month, place and kind: zero where nobody wrote a row, but for the City."""
    months = sorted({key[0] for key in counts})
    for month in months:
        for area in PLACES:
            for kind in kinds:
                where = (month, area, kind)[: 3 if kind else 2]
                if area == CITY:
                    yield (*where, "", NOT_THERE)
                else:
                    yield (*where, counts[where], "")


def dashboard(unit: str) -> Iterator[Cells]:
    counts: Counter[tuple[str, ...]] = Counter()
    for row in rows(f"mps/vawg-{unit}-by-place.csv.gz"):
        month = row["recorded_date_months"][:7]
        counts[month, CODES[row["borough_name"]]] += int(row["count"])
    return every_place(counts, [""])


def classes() -> Iterator[Cells]:
    counts: Counter[tuple[str, str]] = Counter()
    for row in rows("mps/vawg-offences-by-offence.csv.gz"):
        group, fine = row["crimsec_group"], row["crimseccodeexpansion"]
        if group not in LEFT_OUT:
            month = row["recorded_date_months"][:7]
            counts[month, FINER.get(fine) or CLASSES[group]] += int(row["count"])
    for month in sorted({month for month, _ in counts}):
        for name in sorted({*CLASSES.values(), *FINER.values()}):
            yield month, name, counts[month, name], ""


def recorded() -> Iterator[Cells]:
    counts: Counter[tuple[str, ...]] = Counter()
    for span in ("2010-04_2023-07", "2023-08_2025-07"):
        for row in rows(f"mps/recorded-crime-borough-{span}.csv.gz"):
            if offence := RECORDED.get(row["minortext"]):
                area = CODES[row["boroughname"]]
                for heading, cell in row.items():
                    if heading.isdigit():
                        month = f"{heading[:4]}-{heading[4:]}"
                        counts[month, area, offence] += int(cell)
    return every_place(counts, RECORDED.values())


def attitudes() -> Iterator[Cells]:
    """Boroughs, and London where the publisher gives it; no average is made."""
    survey = "surveys/mopac-public-attitude-survey"
    for place in ("boroughs", "london"):
        for row in rows(f"{survey}-{place}-2014-12_2023-12.csv", ";"):
            if question := QUESTIONS.get(row["Measure"]):
                day, month, year = row["Date"].split("/")
                area = LONDON if place == "london" else CODES[row["Borough"]]
                share = row["Proportion"].replace(",", ".")
                yield f"{year}-{month}-{day}", area, question, share, ""


def only(row: dict[str, str], *kept: str) -> bool:
    """Is every breakdown blank but those that are kept?"""
    free = {"Year", "Series", "Units", "Unit multiplier", "Unit measure", "GeoCode"}
    free |= {"Value", "Observation status", *kept}
    return not any(text for name, text in row.items() if name not in free)


def estimate(row: dict[str, str], measure: str, group: str) -> Cells:
    """A share to six places; why it is not there, where it is not."""
    status = row["Observation status"]
    if status == "Normal value":
        return row["Year"], measure, group, f"{float(row['Value']) / 100:.6f}", ""
    why = "withheld" if "suppressed" in status else "not reported"
    return row["Year"], measure, group, "", why


def partner_abuse() -> Iterator[Cells]:
    kinds = {
        "": "Any partner abuse",
        "Stalking by a partner/ex-partner": "Stalking by a partner",
    }
    for row in rows("ons-sdg/indicator_5-2-1.csv"):
        kind = kinds.get(row["Type of partner abuse"])
        if kind and only(row, "Type of partner abuse"):
            yield estimate(row, kind, WOMEN[row["Series"]])


def sexual_violence() -> Iterator[Cells]:
    for row in rows("ons-sdg/indicator_16-1-3.csv"):
        asked = row["Series"].removeprefix("(c) Sexual violence - ")
        group = WOMEN.get(f"Women aged {asked}")
        one_year = row["Year"] != "2018 to 2020"
        if group and one_year and row["Sex"] == "Female" and only(row, "Sex"):
            yield estimate(row, "Sexual violence", group)
    for row in rows("ons-sdg/indicator_5-2-2.csv"):
        kept = ("Type of non-partner abuse", "Relationship to perpetrator", "Age")
        if row["Type of non-partner abuse"].startswith("Sexual") and only(row, *kept):
            group = WOMEN[f"Women aged {row['Age']}"]
            yield estimate(row, "Sexual violence by a family member", group)


def feel_safe() -> Iterator[Cells]:
    named = {
        ("Female", ""): "Women aged 16 and over, England and Wales",
        ("", "London"): "Everybody aged 16 and over, London",
    }
    for row in rows("ons-sdg/indicator_16-1-4.csv"):
        group = named.get((row["Sex"], row["Region"]))
        if group and only(row, "Sex", "Region"):
            yield estimate(row, "Feel safe walking alone after dark", group)


def women() -> Iterator[Cells]:
    counts: Counter[tuple[str, str]] = Counter()
    for row in rows(
        "population/mid-year-population-london-boroughs-sex-single-year-of-age-"
        "2019-2021.csv.gz"
    ):
        if row["sex"] == "females":
            counts[row["mid_year"], row["code"]] += int(row["population"])
    return ((*key, count, "") for key, count in counts.items())


def main() -> None:
    if not DATA.is_dir():
        sys.exit("The published data are not beside this repository.")
    TARGET.mkdir(parents=True, exist_ok=True)
    by_place = "month area value status"
    write("vawg-offences-by-borough", by_place, dashboard("offences"))
    write("vawg-victims-by-borough", by_place, dashboard("victims"))
    write("vawg-offences-by-class", "month offence value status", classes())
    write("recorded-by-borough", "month area offence value status", recorded())
    write("public-attitudes", "quarter area question value status", attitudes())
    estimates = [*partner_abuse(), *sexual_violence(), *feel_safe()]
    write("survey-estimates", "year measure group value status", estimates)
    write("women-and-girls", "year area value status", women())


if __name__ == "__main__":
    main()
