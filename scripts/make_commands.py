"""Write docs/reference/commands.md: the real help of each command, and an example.

The examples are run, on the London sample and one fixed day, so they cannot lie.
"""

from __future__ import annotations

import io
import os
import shlex
import shutil
import sys
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import numpy as np

from headwater.cli import main
from headwater.cli.parser import COMMANDS
from headwater.exchange.sample import sample_folder


PAGE = Path(__file__).parents[1] / "docs/reference/commands.md"
WIDTH = "80"
SHOWN = 24  # lines of an example; a page is not a log
OPENING = """# Commands

Every command, with its real help and one real example. This page is made by
`python scripts/make_commands.py`; a test fails when it is out of date.

The examples hold the London sample against the principles as things stood on
1 November 2026. The sample is compiled from published facts. Findings describe
the sample, not London or any organisation. The figures in `figures.csv`,
`areas.csv`, `panel.csv` and `history.csv`, those of people, and the conversation in
`votes.csv` with its roles and statements, are invented. So is `leaflet.md`. Started by
the script, `headwater` is `./hw run`.

Exit codes: 0 fine; 1 findings at or above `--fail-on`; 2 something to put right in
what you gave, with a message that says what and where; 3 our fault.

Messages go to standard error, results to standard output, so that results can be
piped. With `HEADWATER_DEBUG=1` an error of ours shows its details.
`HEADWATER_WORKSPACE` names the workspace to use, `HEADWATER_WORKSPACES` the folder
of workspaces, and `HEADWATER_AS_AT` the day to check for. `HEADWATER_DATABASE` is the
address of a PostgreSQL database; blank keeps plans in the workspace.
"""
EXAMPLES = {
    "demo": None,  # builds, checks and serves; its check is the one below
    "check": ["check", "plan", "--as-at", "2026-11-01"],
    "coverage": ["coverage", "plan", "--as-at", "2026-11-01"],
    "money": ["money", "plan", "--as-at", "2026-11-01"],
    "network": ["network", "plan", "--as-at", "2026-11-01"],
    "diff": "diff plan plan --before 2025-01-01 --as-at 2026-11-01".split(),
    "explain": ["explain", "W402"],
    "framework": ["framework", "list"],
    "user": None,  # asks for a password
    "audit-log": ["audit-log", "--workspace", "northgate", "--check"],
    "work": None,  # works until it is stopped
    "remind": None,  # needs a workspace with returns: see the guide on keeping a plan
    "template": ["template", "-o", "plan.xlsx"],
    "import": [
        "import",
        "plan",
        "--workspace",
        "trial",
        "--dry-run",
        "--by",
        "A. Lead",
    ],
    "ingest": ["ingest", "mid-year-population"],
    "signals": ["signals", "figures.csv", "--differences"],
    "rates": ["rates", "areas.csv"],
    "funnel": ["funnel", "areas.csv"],
    "impact": [
        *("impact", "panel.csv", "--actions", "actions.csv", "--hoped", "-20"),
        *("--what", "recorded rape", "--area-word", "borough"),
        *("--selection", "need"),
    ],
    "power": [
        *("power", "--history", "history.csv", "--areas", "4", "--months", "12"),
        *("--what", "recorded rape", "--area-word", "borough", "--hoped", "-20"),
        "--table",
    ],
    "consensus": [
        *("consensus", "votes.csv", "--roles", "roles.csv"),
        *("--statements", "statements.csv"),
    ],
    "protect": [
        *("protect", "people.csv", "--hierarchy", "places.json"),
        *("--ledger", "released", "--subject", "people supported"),
        *("--periods", "2024-25", "--at", "2026-11-01"),
    ],
    "audit-table": "audit-table bulletin.csv --dims place,sex --value people".split(),
    "ledger": ["ledger", "released"],
    "language": ["language", "leaflet.md"],
    "board": ["board", "plan", "--as-at", "2026-11-01", "-o", "board.html"],
    "release": None,  # needs a workspace: see the guide on publishing as files
    "backup": ["backup", "kept.zip", "--workspace", "mine"],
    "restore": ["restore", "kept.zip", "--rehearse"],
    "serve": None,  # runs until somebody stops it
}
# Invented: three years of a month-by-month count with a yearly cycle, and five areas.
COUNTS = (
    *(121, 103, 90, 75, 68, 64, 78, 96, 86, 99, 97, 96),
    *(103, 109, 108, 75, 75, 64, 80, 89, 96, 109, 111, 114),
    *(114, 96, 93, 83, 81, 70, 74, 85, 94, 108, 123, 117),
)
AREAS = """\
area,count,population
Alder,412,61000
Birch,388,58000
Cedar,97,14500
Dogwood,655,70500
Elm,240,36000
"""
# Invented: people by place and sex, and a bulletin that hid its small count alone.
PEOPLE = """\
place,sex,n
North,F,3
North,M,71
South,F,43
South,M,52
West,F,67
West,M,38
"""
PLACES = """\
{"place": [{"code": "all", "parent": null}, {"code": "North", "parent": "all"},
           {"code": "South", "parent": "all"}, {"code": "West", "parent": "all"}],
 "sex": [{"code": "all", "parent": null}, {"code": "F", "parent": "all"},
         {"code": "M", "parent": "all"}]}
"""
BULLETIN = """\
place,sex,people
North,F,*
North,M,71
North,all,74
South,F,43
South,M,52
South,all,95
all,F,46
all,M,123
all,all,169
"""
# Invented: a leaflet with wording that nobody should copy.
LEAFLET = """\
# Staying safe

Women should avoid walking home alone. One survivor told us: "He said that I was
asking for it." We utilise her words with her consent.

Call us if you are in an abusive relationship. A woman was attacked here in May.
"""
# Invented: twelve boroughs over five years, four of them with an action from January
# 2024 on that takes a quarter off.
BOROUGHS = (
    *("Alder", "Ash", "Beech", "Birch", "Cedar", "Elm"),
    *("Hazel", "Holly", "Lime", "Oak", "Rowan", "Willow"),
)
WITH_ACTION, MONTHS, BEGAN = ("Ash", "Cedar", "Holly", "Rowan"), 60, 36
BEGINNINGS = (f"{b},{'2024-01' if b in WITH_ACTION else ''}" for b in BOROUGHS)
ACTIONS = "\n".join(("area,action_start", *BEGINNINGS, ""))
# Invented: a conversation of three roles, two of them small. By role, how many people
# it has; by statement, of a hundred in each role how many agree, and how many
# vote.
ROLES = {"Victims-survivors": 14, "Voluntary sector": 16, "Statutory services": 60}
ALL = (100, 100, 100)
STATEMENTS = {
    "Ask me again before what I said goes to anybody else.": ((96, 97, 92), ALL),
    "Every report should go to the police by itself.": ((8, 45, 88), ALL),
    "One worker should stay with a family from start to end.": ((93, 90, 85), ALL),
    "New lighting should be paid for first.": ((50, 45, 62), ALL),
    "Coaches should talk with boys before a match.": ((85, 85, 85), (8, 70, 70)),
}
STATEMENT_HEADINGS = "comment-id,comment-body"
SETTINGS = {"COLUMNS": WIDTH, "NO_COLOR": "1", "TERM": "dumb"}


def said(words: list[str]) -> str:
    """What a command prints, both streams together, as in a terminal."""
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(out):
        main(words)
    return out.getvalue()


def example(words: list[str]) -> Iterator[str]:
    lines = said(words).rstrip().splitlines()
    yield f"$ headwater {shlex.join(words)}"
    yield from lines[:SHOWN]
    if len(lines) > SHOWN:
        yield f"… and {len(lines) - SHOWN} more lines"


def figures() -> str:
    """A month-by-month count from August 2021 to July 2024."""
    months = (f"{2021 + n // 12}-{n % 12 + 1:02}" for n in range(7, 43))
    lines = (f"Northbank,{m},{y}" for m, y in zip(months, COUNTS, strict=True))
    return "\n".join(("id,date,y", *lines, ""))


def panel(months: int) -> str:
    """Counts by borough and month from January 2021, with a yearly cycle."""
    chance = np.random.default_rng(20)
    lines = ["area,month,count"]
    for at, borough in enumerate(BOROUGHS):
        for t, noise in enumerate(chance.normal(size=MONTHS)):
            action = borough in WITH_ACTION and t >= BEGAN
            mean = (28 + 3 * at) * (1 + 0.1 * np.sin(t * np.pi / 6))
            mean *= 0.75 if action else 1
            count = max(round(mean + noise * 1.2 * mean**0.5), 0)
            lines.append(f"{borough},{2021 + t // 12}-{t % 12 + 1:02},{count}")
    kept = [line for n, line in enumerate(lines[1:]) if n % MONTHS < months]
    return "\n".join((lines[0], *kept, ""))


def conversation() -> None:
    """Write the votes, roles and statements of an invented conversation."""
    chance, before = np.random.default_rng(20), 0
    votes, roles = ["voter-id,comment-id,vote"], ["voter-id,role"]
    for at, (role, people) in enumerate(ROLES.items()):
        for person in range(before + 1, before + people + 1):
            roles.append(f"p{person},{role}")
            for number, (agree, seen) in enumerate(STATEMENTS.values(), start=1):
                saw, side = chance.uniform(0, 100, size=2)
                if saw < seen[at]:
                    vote = 1 if side < agree[at] else -1
                    votes.append(f"p{person},{number},{vote}")
        before += people
    said = (f"{number},{text}" for number, text in enumerate(STATEMENTS, start=1))
    files = {"votes": votes, "roles": roles, "statements": [STATEMENT_HEADINGS, *said]}
    for name, lines in files.items():
        Path(f"{name}.csv").write_text("\n".join((*lines, "")), encoding="utf-8")


def let_people_in(folder: str) -> None:
    """A workspace with two invented leads, on a fixed day: a record of four lines."""
    from headwater.app.workspace import create_workspace

    create_workspace(folder)
    from headwater.app.actions.people import add_person, first_lead
    from headwater.core.access.roles import Role

    at = datetime(2026, 11, 1, 9, tzinfo=UTC)
    for name in ("ada", "grace"):
        person = add_person(
            username=name, name=f"{name.title()} (invented)", password=None, at=at
        )
        first_lead(
            person=person,
            plan="northgate",
            organisation="council",
            role=Role.PLAN_LEAD,
            at=at,
        )


def page() -> str:
    """The whole page. Runs every example in an empty folder."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("HEADWATER_")}
    with (
        TemporaryDirectory() as folder,
        chdir(folder),
        patch.dict(os.environ, kept | SETTINGS, clear=True),
    ):
        shutil.copytree(sample_folder(), "plan")
        Path("figures.csv").write_text(figures(), encoding="utf-8")
        Path("areas.csv").write_text(AREAS, encoding="utf-8")
        Path("panel.csv").write_text(panel(MONTHS), encoding="utf-8")
        Path("history.csv").write_text(panel(BEGAN), encoding="utf-8")
        Path("actions.csv").write_text(ACTIONS, encoding="utf-8")
        Path("people.csv").write_text(PEOPLE, encoding="utf-8")
        Path("places.json").write_text(PLACES, encoding="utf-8")
        Path("bulletin.csv").write_text(BULLETIN, encoding="utf-8")
        conversation()
        Path("leaflet.md").write_text(LEAFLET, encoding="utf-8")
        let_people_in("northgate")
        said(["import", "plan", "--workspace", "mine", "--by", "A. Lead"])
        return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield OPENING
    for name in COMMANDS:
        yield f"## {name}\n"
        yield f"```text\n{said([name, '--help']).rstrip()}\n```\n"
        words = EXAMPLES[name]
        if words:
            yield "For example:\n"
            yield "```text\n" + "\n".join(example(words)) + "\n```\n"


def up_to_date() -> bool:
    return PAGE.is_file() and PAGE.read_text(encoding="utf-8") == page()


if __name__ == "__main__":
    if sys.argv[1:] == ["check"]:
        sys.exit(0 if up_to_date() else "Run: python scripts/make_commands.py")
    PAGE.write_text(page(), encoding="utf-8")
