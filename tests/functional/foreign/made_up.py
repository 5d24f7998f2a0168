"""Tables of actions made from a seed, with what is in them known beforehand."""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl import Workbook


HEADINGS = {
    "key": ["No.", "Ref", "Reference", "Action no.", "#", "ID", "Ref. no", "Number"],
    "title": [
        "Action",
        "What we will do",
        "Activity",
        "Key action",
        "Actions",
        "Commitment",
        "ACTION",
        "What will we do?",
        "Action required",
        "Deliverable",
        "Description of action",
        "Task",
    ],
    "leads": [
        "Lead",
        "Lead agency",
        "Owner",
        "Who",
        "Lead partner(s)",
        "Responsible",
        "Led by",
        "Lead organisation",
        "LEAD",
        "Lead Agency / Partner",
        "Responsible body",
    ],
    "date": [
        "Target date",
        "Timescale",
        "By when",
        "Deadline",
        "When",
        "Due date",
        "Timeframe",
        "Completion date",
        "Timescales",
        "Date",
        "Target Completion Date",
    ],
    "status_text": [
        "RAG",
        "Status",
        "RAG status",
        "BRAG",
        "Current status",
        "RAG Rating",
    ],
    "outcome": [
        "Outcome",
        "Success measure",
        "Intended outcome",
        "How will we know?",
        "What will success look like?",
        "Impact",
        "Measure of success",
        "Desired outcomes",
    ],
    "note": [
        "Progress",
        "Update",
        "Comments",
        "Notes",
        "Progress update",
        "Commentary",
    ],
    "resources": ["Resources", "Cost", "Budget", "Funding source"],
    "section": ["Priority", "Theme", "Objective", "Strategic priority", "Workstream"],
}
VERBS = (
    "Deliver Review Develop Train Launch Commission Map Agree Publish Recruit".split()
)
WORK = [
    "healthy relationships lessons in every secondary school",
    "staff in licensed venues to spot and stop harassment",
    "a shared referral route for young people",
    "the offer for women with no recourse to public funds",
    "safer routes home around the station",
    "a yearly survey of women and girls",
    "an advocate in the maternity unit",
    "work with men and boys through sports clubs",
    "the pathway for people who use harm",
    "joint guidance on stalking",
    "easy read leaflets and BSL films",
    "a charter for local employers",
    "peer mentors in alternative provision",
    "a review of lighting in parks",
    "training for dentists, pharmacists and GPs",
    "work on spiking with bars and taxi firms",
]
PLACES = "Ashmere Brindlow Carrick Dunmoor Eskley Fallowby Garth Hollin".split()
BODIES = [
    "{} Council",
    "Police",
    "Community Safety Partnership",
    "Health and Wellbeing Board",
    "{} Women's Aid",
    "Drug and Alcohol Action Team",
    "Probation",
    "Public Health",
    "{} NHS Trust",
    "Fire and Rescue Service",
    "Housing",
    "Ministry of Housing, Communities and Local Government",
    "VAWG Coordinator",
    "MPS",
    "CSP",
    "Youth Justice Service",
    "{} and Vale College",
    "Children, Young People and Families Service",
]
SIGNS = ["; ", ", ", "\n", " and ", " & ", " / "]
_MONTHS = """January February March April May June July August September October
November December"""
MONTHS = _MONTHS.split()
LAST = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
STATUSES = [
    "Green",
    "Amber",
    "Red",
    "Complete",
    "On track",
    "Not started",
    "In progress",
]
NOTES = [
    "* Subject to funding being agreed.",
    "Note: dates may change.",
    "RAG key: Red = late; Amber = at risk; Green = on track",
    "Last updated by the partnership team.",
    "Source: partnership board papers",
]
FIELDS = ("row", "key", "title", "leads", "date_text", "date_state", "start", "end")
FIELDS = (*FIELDS, "status_text", "outcome")


@dataclass
class MadeUp:
    """Rows of a table, and the truth about each of them."""

    rows: list[list[str]] = field(default_factory=list)
    truth: list[dict[str, Any]] = field(default_factory=list)
    title_rows: list[int] = field(default_factory=list)
    header_rows: list[int] = field(default_factory=list)
    section_rows: list[int] = field(default_factory=list)
    across: list[int] = field(default_factory=list)  # rows merged across
    width: int = 0

    def add(self, row: list[str]) -> int:
        self.rows.append(row)
        return len(self.rows)


def a_date(chance: random.Random) -> tuple[str, str, str | None, str | None]:
    """A date as written: text, state, start, end."""
    year, month = chance.randint(2024, 2030), chance.randint(1, 12)
    short, name = MONTHS[month - 1][:3], MONTHS[month - 1]
    day, last = chance.randint(1, 28), LAST[month - 1] + (month == 2 and year % 4 == 0)
    first, end = f"{year}-{month:02}-01", f"{year}-{month:02}-{last}"
    exact = f"{year}-{month:02}-{day:02}"
    financial = (f"{year}-04-01", f"{year + 1}-03-31")
    closing = f"{(year + 1) % 100:02}"
    return chance.choice(
        [
            (f"{day:02}/{month:02}/{year}", "exact", exact, exact),
            (f"{day}/{month}/{year % 100}", "exact", exact, exact),
            (f"{day} {name} {year}", "exact", exact, exact),
            (f"{name} {year}", "partial", first, end),
            (f"{short}-{year % 100}", "partial", first, end),
            (f"{short} {year}", "partial", first, end),
            (f"{year}/{closing}", "partial", *financial),
            (f"Q1 {year}/{closing}", "partial", f"{year}-04-01", f"{year}-06-30"),
            (f"{year}/{closing} Q3", "partial", f"{year}-10-01", f"{year}-12-31"),
            (f"By {name} {year}", "partial", None, end),
            (f"Summer {year}", "partial", f"{year}-06-01", f"{year}-08-31"),
            (f"April {year} \u2013 March {year + 1}", "partial", *financial),
            ("Ongoing", "open", None, None),
            (f"From {name} {year}", "open", first, None),
            ("TBC", "unclear", None, None),
            ("In due course", "unclear", None, None),
            (name, "unclear", None, None),
            ("N/A", "none", None, None),
            ("", "none", None, None),
        ]
    )


def some_leads(chance: random.Random) -> tuple[str, list[str]]:
    bodies = [body.format(chance.choice(PLACES)) for body in BODIES]
    names = chance.sample(bodies, chance.choice([1, 1, 1, 2, 2, 3]))
    return chance.choice(SIGNS).join(names), names


def make(seed: int) -> MadeUp:
    """One table with its truth; the same seed makes the same table."""
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    columns = _columns(chance)
    names = {column: chance.choice(HEADINGS[column]) for column in columns}
    made = MadeUp(width=len(columns))
    for text in chance.sample(
        ["Action plan", "Safer Ashmere Partnership", "Version 3, updated yearly", ""],
        chance.randint(0, 3),
    ):
        number = made.add([text])
        made.title_rows += [number] if text else []
    head = [names[column] for column in columns]
    made.header_rows.append(made.add(head))
    inside = "key" not in columns and chance.random() < 0.5
    for section in range(1, chance.randint(1, 4) + 1):
        _section(chance, made, columns, head, section, inside)
    for text in chance.sample(NOTES, chance.randint(0, 2)):
        made.add([])
        made.add([text])
    return made


def _columns(chance: random.Random) -> list[str]:
    columns = ["title", "leads", "date"]
    for extra in ("key", "status_text", "outcome", "note", "resources"):
        if chance.random() < 0.5:
            columns.append(extra)
    chance.shuffle(columns)
    if chance.random() < 0.2:
        columns.insert(0, "section")
    if "key" in columns and chance.random() < 0.8:
        columns.remove("key")
        columns.insert(0, "key")
    return columns


def _section(
    chance: random.Random,
    made: MadeUp,
    columns: list[str],
    head: list[str],
    section: int,
    inside: bool,
) -> None:
    themes = [
        "Prevention",
        "Support for victims-survivors",
        "Safer places",
        "People who harm",
    ]
    theme = themes[section - 1]
    if "section" not in columns and chance.random() < 0.6:
        text = chance.choice([f"Priority {section}: {theme}", theme.upper()])
        number = made.add([text])
        made.section_rows.append(number)
        if chance.random() < 0.5:
            made.across.append(number)
        if chance.random() < 0.3:
            made.header_rows.append(made.add(head))
    for index in range(1, chance.randint(2, 6) + 1):
        _action(chance, made, columns, f"{section}.{index}", theme, inside)
    if chance.random() < 0.3:
        made.add([])


def _action(
    chance: random.Random,
    made: MadeUp,
    columns: list[str],
    key: str,
    theme: str,
    inside: bool,
) -> None:
    text, state, start, end = a_date(chance)
    leads_text, leads = some_leads(chance)
    title = f"{chance.choice(VERBS)} {chance.choice(WORK)}"
    outcome = chance.choice(["More women say they feel safe", "Fewer repeat cases"])
    cells = {
        "key": key,
        "title": f"{key} {title}" if inside else title,
        "leads": leads_text,
        "date": text,
        "status_text": chance.choice(STATUSES),
        "outcome": outcome,
        "note": chance.choice(["", "The group met twice and agreed the next steps."]),
        "resources": chance.choice(
            ["", "£12,000 grant", "Within budget", "Staff time"]
        ),
        "section": theme,
    }
    row = made.add([cells[column] for column in columns])
    has_key = inside or "key" in columns
    values = (
        row,
        key if has_key else "",
        title,
        leads,
        text,
        state,
        start,
        end,
        cells["status_text"] if "status_text" in columns else "",
        outcome if "outcome" in columns else "",
    )
    made.truth.append(dict(zip(FIELDS, values, strict=True)))


def write_csv(made: MadeUp, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        for row in made.rows:
            writer.writerow([*row, *[""] * (made.width - len(row))])


def write_xlsx(made: MadeUp, path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "Plan"
    for number, row in enumerate(made.rows, start=1):
        for position, text in enumerate(row, start=1):
            if text:
                sheet.cell(number, position, text)
    for number in made.across:
        sheet.merge_cells(
            start_row=number, end_row=number, start_column=1, end_column=made.width
        )
    book.save(path)
