"""The statements of a conversation, and who declared which role, from files."""

from __future__ import annotations

from dataclasses import dataclass

from headwater.exchange.figures.opened import Opened
from headwater.exchange.figures.problems import Problems, Remarks, shown
from headwater.exchange.figures.table import read_table


STATEMENTS_NEEDED = (
    "Headings are comment-id and comment-body, and perhaps moderated (-1 is rejected)."
)
ROLES_NEEDED = "Headings are voter-id and role, with one line for each person."
PEOPLE = ("voter-id", "voter_id", "voter", "person", "participant")
STATEMENTS = ("comment-id", "comment_id", "statement-id", "statement_id", "statement")
TEXTS = ("comment-body", "comment_body", "text")
LONGEST_ID, LONGEST_ROLE, LONGEST_STATEMENT = 100, 80, 2_000
MOST_ROLES = 20
REJECTED = ("-1", "rejected")


@dataclass(frozen=True, slots=True)
class Statements:
    """The words of each statement by its id, and those a moderator took out."""

    name: str
    texts: dict[str, str]
    rejected: frozenset[str]


@dataclass(frozen=True, slots=True)
class Roles:
    """The role that each person declared, and every role there is, in its order."""

    name: str
    of: dict[str, str]
    names: tuple[str, ...]


def read_statements(given: Opened, remarks: Remarks) -> Statements:
    """Statements with the columns comment-id, comment-body and perhaps moderated.

    Raises UserError with the place of what is blank, too long or there twice.
    """
    table, problems = read_table(given, remarks), Problems(given.name)
    at_id, at_text = (
        table.needed(STATEMENTS_NEEDED, *names) for names in (STATEMENTS, TEXTS)
    )
    at_moderated = table.column("moderated")
    texts: dict[str, str] = {}
    rejected = set()
    for record in table.records:
        one, text = id_of(record.cells[at_id]), " ".join(record.cells[at_text].split())
        if (what := _wrong(one, text, texts)) is not None:
            problems.add(*what, record.line)
        elif one is not None:
            texts[one] = text
            if at_moderated is not None and _rejected(record.cells[at_moderated]):
                rejected.add(one)
    problems.raise_any()
    return Statements(given.name, texts, frozenset(rejected))


def read_roles(given: Opened, remarks: Remarks) -> Roles:
    """Roles with the columns voter-id and role, one line for each person.

    Raises UserError with the place of what is blank or too long, of a person with two
    roles, and of more roles than a conversation has.
    """
    table, problems = read_table(given, remarks), Problems(given.name)
    at_person = table.needed(ROLES_NEEDED, *PEOPLE)
    at_role = table.needed(ROLES_NEEDED, "role")
    of: dict[str, tuple[str, int]] = {}
    spelled: dict[str, str] = {}
    for record in table.records:
        person, role = id_of(record.cells[at_person]), _role(record.cells[at_role])
        if person is None or role is None:
            what = "The voter or the role is blank, or too long."
            problems.add(what, ROLES_NEEDED, record.line)
            continue
        if spelled.setdefault(role.casefold(), role) != role:
            what = "This role differs from one above only by capitals."
            problems.add(what, "Write each role in one way.", record.line, "role")
        first, line = of.setdefault(person, (role, record.line))
        if first != role:
            problems.add(
                f"This person has another role in line {line:,}.",
                "Keep the one that the person declared for this conversation.",
                record.line,
            )
    _refuse_many(spelled, problems)
    problems.raise_any()
    names = tuple(sorted(spelled.values(), key=lambda role: (role.casefold(), role)))
    return Roles(given.name, {p: role for p, (role, _) in of.items()}, names)


def id_of(text: str) -> str | None:
    """An id without the spaces around it; None where it is blank or no id."""
    plain = text.strip()
    return plain if 0 < len(plain) <= LONGEST_ID else None


def in_order(one: str) -> tuple[int, int, str]:
    """2 before 10, numbers before words."""
    number = one.isascii() and one.isdigit()
    return (0, int(one), one) if number else (1, 0, one)


def _role(text: str) -> str | None:
    plain = " ".join(text.split())
    return plain if 0 < len(plain) <= LONGEST_ROLE else None


def _rejected(text: str) -> bool:
    return text.strip().casefold() in REJECTED


def _wrong(one: str | None, text: str, texts: dict[str, str]) -> tuple[str, str] | None:
    if one is None:
        return "The id is blank, or longer than an id.", STATEMENTS_NEEDED
    if one in texts:
        return f"Statement {shown(one)} stands here again.", "Keep one line for each."
    if not text:
        return f"Statement {shown(one)} has no words.", "Write it as people saw it."
    if len(text) > LONGEST_STATEMENT:
        return (
            f"Statement {shown(one)} has {len(text):,} characters.",
            f"Nobody can vote on more than {LONGEST_STATEMENT:,}. Is a quotation mark "
            "missing at its end?",
        )
    return None


def _refuse_many(roles: dict[str, str], problems: Problems) -> None:
    if not roles and not problems.found:
        problems.add("There are headings and no roles.", ROLES_NEEDED)
    if len(roles) > MOST_ROLES:
        problems.add(
            f"There are {len(roles):,} different roles.",
            f"Use up to {MOST_ROLES}, such as victims-survivors, voluntary sector and "
            "statutory services. Does the column hold names of people?",
        )
