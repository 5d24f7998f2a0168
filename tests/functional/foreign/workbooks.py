"""Workbooks in the way that councils and partnerships keep theirs.

Places, bodies and words are invented. Each function fills a workbook; the file
of the same name under `tables` says what a competent person would read.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Font, PatternFill


def _put(sheet: Any, rows: list[list[Any]], first: int = 1) -> None:
    for number, row in enumerate(rows, start=first):
        for position, value in enumerate(row, start=1):
            if value is not None:
                sheet.cell(number, position, value)


def fenwater(book: Workbook) -> None:
    """Merged titles and themes, headings in two rows, dates shown as months."""
    sheet = book.active
    sheet.title = "Delivery plan"
    _put(
        sheet,
        [
            ["Fenwater Safer Communities Board: VAWG delivery plan"],
            ["Agreed by the board, to be reviewed each autumn"],
            [],
            ["Theme", "Ref", "Action", "Lead", "Timescale", None, "RAG"],
            [None, None, None, None, "Start", "End", None],
            [
                "Prevention",
                1.1,
                "Offer a theatre workshop in every school",
                "Education",
            ],
            [None, 1.2, "Work with football clubs on sexism", "Fenwater FC & Leisure"],
            [None, 1.1, "Add consent to apprentice inductions", "Fenwater College"],
            [
                "Protection",
                2.1,
                "Recruit a specialist advocate",
                "Police; Fenwater Haven",
            ],
            [None, 2.2, "Offer rooms for counselling", "GP Federation"],
        ],
    )
    months = [
        (date(2025, 9, 1), date(2026, 7, 1), "G"),
        (date(2025, 4, 1), date(2027, 3, 1), "A"),
        (date(2026, 1, 1), None, "G"),
    ]
    for number, (start, end, rag) in enumerate(months, start=6):
        sheet.cell(number, 5, start).number_format = "mmm-yy"
        if end:
            sheet.cell(number, 6, end).number_format = "mmm-yy"
        sheet.cell(number, 7, rag)
    sheet.cell(9, 5, date(2025, 6, 16)).number_format = "dd/mm/yyyy"
    sheet.cell(9, 6, date(2026, 6, 15)).number_format = "dd/mm/yyyy"
    sheet.cell(9, 7, "R")
    sheet.cell(10, 5, "TBC")
    sheet.cell(8, 2).number_format = "0.00"  # shows 1.10
    for place in ("A1:G1", "A2:G2", "E4:F4", "A6:A8", "A9:A10"):
        sheet.merge_cells(place)
    for column in "ABCDG":
        sheet.merge_cells(f"{column}4:{column}5")


def lowmoor(book: Workbook) -> None:
    """A front page, two priorities on two sheets, and sheets of other things."""
    front = book.active
    front.title = "Front page"
    _put(front, [["Lowmoor VAWG strategy"], ["Contents"], ["1 Prevent"], ["2 Support"]])
    head = ["No", "What", "Who", "By when", "RAG status", "Progress update"]
    prevent = book.create_sheet("1 Prevent")
    _put(
        prevent,
        [
            ["Priority 1: Prevent"],
            head,
            [
                1,
                "Teach about online harm",
                "Schools",
                "July 26",
                "Green",
                "In 4 schools",
            ],
            [
                2,
                "Reach fathers through children's centres",
                "Early Help",
                "Q2",
                "Amber",
            ],
        ],
    )
    support = book.create_sheet("2 Support")
    _put(
        support,
        [
            ["Priority 2: Support"],
            [],
            head,
            [
                1,
                "Open an evening surgery",
                "Lowmoor ICB, Lowmoor Light",
                "FY26/27",
                "Red",
            ],
            [2, "Publish waiting times", "Commissioning Board", "each quarter", "Blue"],
            [None, None, None, None, None, "First figures shared in May"],
        ],
    )
    contacts = book.create_sheet("Contacts")
    _put(
        contacts,
        [["Name", "Organisation", "Telephone"], ["The duty desk", "Police", "101"]],
    )
    risks = book.create_sheet("Risk register")
    _put(
        risks,
        [
            ["Risk", "Likelihood", "Impact", "Mitigation", "Score"],
            ["Funding ends", "High", "High", "Bid early", 16],
        ],
    )
    budget = book.create_sheet("Budget")
    _put(budget, [["Item", "2025/26", "2026/27"], ["Advocate", 42000, 43000]])
    chart = BarChart()
    chart.add_data(Reference(budget, min_col=2, min_row=1, max_row=2))
    book.create_chartsheet("Chart").add_chart(chart)
    old = book.create_sheet("Old plan")
    _put(
        old,
        [["No", "Action", "Lead", "When"], [1, "Print a leaflet", "Police", "2019"]],
    )
    old.sheet_state = "hidden"


def quayside(book: Workbook) -> None:
    """A key to colours and totals under the table; footnote signs in cells."""
    sheet = book.active
    sheet.title = "Action tracker"
    _put(
        sheet,
        [
            [None, "QUAYSIDE PARTNERSHIP AGAINST VIOLENCE"],
            [],
            [
                None,
                "Action ref",
                "Action",
                "Action owner",
                "Deadline",
                "BRAG",
                "Comments",
            ],
            [
                None,
                "Q-01",
                "Sign up ten bars to the charter",
                "Quayside BID",
                "30.09.25",
                "B",
            ],
            [
                None,
                "Q-02",
                "Refresh the spiking pathway\u00b9",
                "Hospital Trust/Police",
                "Oct/Nov 2025",
                "G",
                "Swabs ordered",
            ],
            [
                None,
                "Q-03",
                "Buy purple lights for the pier",
                "Harbour Authority",
                "1 March 2026 (subject to bid)",
                "A",
            ],
            [
                None,
                "Q-04",
                "Offer drop-ins on fishing boats",
                "Mission to Seafarers and Quayside Rape Crisis",
                "Completed May 2025",
                "B",
            ],
            [],
            [None, "Key"],
            [None, "B", "Complete"],
            [None, "G", "On track"],
            [None, "A", "Some delay"],
            [None, "R", "Off track"],
            [],
            [None, "Total actions", 4],
            [None, "\u00b9 The pathway covers drinks and needles."],
        ],
    )


def marlstone(book: Workbook) -> None:
    """Sections across the sheet, and headings again in another order."""
    sheet = book.active
    sheet.title = "Plan 2025"
    _put(
        sheet,
        [
            ["Marlstone Town and Parish Alliance"],
            ["Objective 1: Everyone knows that it is not acceptable"],
            ["Action", "Lead partner", "Timescales", "Outcome"],
            [
                "Put posters in changing rooms",
                "Marlstone Leisure Trust",
                "May 2025",
                "People recognise harassment",
            ],
            [
                "Hold a men's breakfast each term",
                "Rotary Group and Faith Leaders",
                "termly",
                "Men talk with men",
            ],
            ["Objective 2: Help is near"],
            ["Lead partner", "Action", "Outcome", "Timescales"],
            [
                "Citizens Advice Service",
                "Train volunteers to spot money abuse",
                "Earlier advice",
                "2025 - 2027",
            ],
            [
                "Library Service",
                "Give a quiet room and a safe phone",
                "People can call in private",
                "from 1 June 2025",
            ],
            ["This plan is a draft and may change."],
        ],
    )
    for row in (1, 2, 6, 10):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=4)
        sheet.cell(row, 1).font = Font(bold=True)
    for row in (3, 7):
        for cell in sheet[row]:
            cell.fill = PatternFill("solid", fgColor="DDDDDD")


def thornley(book: Workbook) -> None:
    """A lead officer beside the lead agency; a figure to follow; money."""
    sheet = book.active
    sheet.title = "VAWG actions"
    _put(
        sheet,
        [
            [
                "Ref No.",
                "Strategic Aim",
                "Action Required",
                "Lead Agency",
                "Lead Officer",
                "Partners",
                "Target Date",
                "Review date",
                "Cost (£)",
                "Success criteria",
                "KPI",
                "Current Status",
            ],
            [
                "1a",
                "Safer nights",
                "Staff a safe space on Fridays",
                "Thornley Street Angels",
                "Night-time Manager",
                "Police, Ambulance Service",
                date(2025, 12, 31),
                "Mar 2026",
                12000,
                "People get home",
                "People helped",
                "In progress",
            ],
            [
                "1b",
                "Safer nights",
                "Check CCTV on the station path",
                "British Rail Police and Thornley Council",
                "CCTV Supervisor",
                "n/a",
                "Spring/Summer 2026",
                None,
                None,
                "N/A",
                None,
                "Not started",
            ],
            [
                "2a",
                "Believed",
                "Offer trauma training to housing officers",
                "Housing",
                "Head of Housing",
                "Thornley Tenants' Union",
                "31st of March 2026",
                None,
                "Within budget",
                "Tenants feel believed",
                "Staff trained",
                "Complete",
            ],
        ],
    )
    sheet.cell(2, 7).number_format = "dd mmmm yyyy"


def brackendale(book: Workbook) -> None:
    """Actions merged over the rows of their milestones."""
    sheet = book.active
    sheet.title = "Sheet1"
    _put(
        sheet,
        [
            ["Brackendale Council \u2013 Ending abuse together"],
            ["Ref", "Key actions", "Milestones", "Lead", "Target", "Progress"],
            [
                1,
                "Bring in a one-stop referral line",
                "Agree the number",
                "ICT",
                "June 2025",
                "Done",
            ],
            [None, None, "Go live", "Contact Centre", "Sept 2025", None],
            [
                2,
                "Help employers to respond",
                "Write a model policy",
                "Chamber of Commerce",
                "Dec 2025",
                None,
            ],
            [
                None,
                None,
                "Sign up 20 firms",
                "Chamber of Commerce",
                "Dec 2026",
                "Three so far",
            ],
            [
                3,
                "Ask children what safe means",
                None,
                "Children, Young People and Families Service",
                "Year 1",
                None,
            ],
        ],
    )
    for place in ("A1:F1", "A3:A4", "B3:B4", "A5:A6", "B5:B6", "D5:D6"):
        sheet.merge_cells(place)


def ludgate(book: Workbook) -> None:
    """A long preamble, numbered themes in the number column, sums by formula."""
    sheet = book.active
    sheet.title = "Action Plan"
    _put(
        sheet,
        [
            ["Ludgate Hundred"],
            ["Chair:", "Independent"],
            ["Period:", "April 2025 to March 2028"],
            [
                "Our vision",
                "A hundred in which women and girls live free from fear, and in "
                "which everyone plays a part in keeping it so.",
            ],
            [],
            [
                "Number",
                "Action",
                "Led by",
                "Start",
                "Finish",
                "Funding source",
                "How will success be measured",
                "State",
            ],
            [1, "Education and awareness"],
            [
                "1.1",
                "Show the film in all sixth forms",
                "Ludgate Academy Trust",
                "01/09/2025",
                "31/07/2026",
                "Violence Reduction Unit",
                "Pupils can name two sources of help",
                "On track",
            ],
            [
                "1.2",
                "Ask barbers to share the message",
                "Public Health",
                "Q3 25/26",
                "Q4 25/26",
                "None",
                "Ten barbers take part",
                "Not due",
            ],
            [2, "Justice"],
            [
                "2.1",
                "Help women through special measures",
                "Witness Service",
                "ongoing",
                "ongoing",
                "Ministry of Justice grant",
                "More women stay with their case",
                "=B2",
            ],
        ],
    )


WORKBOOKS: dict[str, Callable[[Workbook], None]] = {
    "fenwater": fenwater,
    "lowmoor": lowmoor,
    "quayside": quayside,
    "marlstone": marlstone,
    "thornley": thornley,
    "brackendale": brackendale,
    "ludgate": ludgate,
}
