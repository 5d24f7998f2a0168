"""Values and subjects in plain words, for pages."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse

from headwater.app.selectors.held import Held
from headwater.core import place
from headwater.core.plan.cells import write_cell
from headwater.core.plan.columns import LISTS, Column, Kind
from headwater.core.plan.rows import Row
from headwater.core.plan.tables import BY_NAME
from headwater.errors import InternalError


BLANK = "Not written down"
NONE = "None"
CAPITALS = {"Vawg": "VAWG", "Bsl": "BSL"}
LEVELS = {
    "gap": ("Gap", "something is missing"),
    "ask": ("To ask", "not written down, so we cannot tell"),
    "note": ("To note", "worth knowing"),
}
STATUSES = {
    "held": ("Holds", "what is written down meets it"),
    "gap": ("Gap", "something is missing"),
    "ask": ("To ask", "not written down, so we cannot tell"),
    "not applicable": ("Does not apply", "nothing in this plan for it to look at"),
}
VERDICTS = {
    "held": "Held",
    "partly held": "Partly held",
    "not held": "Not held",
    "cannot tell": "Cannot tell",
}


@dataclass(frozen=True, slots=True)
class Link:
    """Words, and where they lead; nowhere where `href` is blank."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One cell: its heading, what it says, and whether anybody wrote it down."""

    heading: str
    links: tuple[Link, ...]
    written: bool


def money(amount: Decimal) -> str:
    """£1,170,089."""
    whole = amount == amount.to_integral_value()
    return f"£{amount:,.0f}" if whole else f"£{amount:,.2f}"


def slug(text: str) -> str:
    """'not held' as a class name: not-held."""
    return str(text).replace(" ", "-")


def facts(held: Held, table: str, row: Row, *columns: str) -> list[Fact]:
    """The named cells of a row in words. Only what is published may be named."""
    chosen = [BY_NAME[table].column(name) for name in columns]
    if kept := [column.name for column in chosen if not column.public]:
        raise InternalError(f"a page asks for {table}.{kept[0]}, which is not public")
    return [fact(held, column, getattr(row, column.name)) for column in chosen]


def heading(column: Column) -> str:
    """The heading of a column, with its capitals: 'VAWG types'."""
    return " ".join(CAPITALS.get(word, word) for word in column.heading.split())


def lowered(text: str) -> str:
    """With a small first letter, but for capitals such as VAWG."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def heading_of(table: str, column: str) -> str:
    """The heading of a column by its name; the name where there is no such column."""
    found = [each for each in BY_NAME[table].columns if each.name == column]
    return heading(found[0]) if found else column


def fact(held: Held, column: Column, value: Any) -> Fact:
    title = heading(column)
    if value is None:
        return Fact(title, (Link(BLANK),), False)
    if value in ("", ()):
        return Fact(title, (Link(NONE),), True)
    values = value if column.kind in LISTS else (value,)
    return Fact(title, tuple(_one(held, column, v) for v in values), True)


def _one(held: Held, column: Column, value: Any) -> Link:
    if column.scheme == "principle":
        return principle_link(held, value)
    if column.scheme:
        return Link(held.look.label(column.scheme, value))
    if column.table:
        return row_link(held, column.table, value)
    if column.kind is Kind.PLACES:
        return Link(place.name(value))
    if column.kind is Kind.MONEY:
        return Link(money(value))
    return Link(write_cell(value))


def principle_link(held: Held, code: str) -> Link:
    if code not in held.verdicts:
        return Link(code)
    short = held.framework.principle(code).short
    return Link(f"{code} {short}", reverse("principle", args=(held.plan_id, code)))


def row_link(held: Held, table: str, key: str) -> Link:
    """A row of the plan by name, with its page where it has one."""
    if table == "actions" and key in held.actions:
        address = reverse("action", args=(held.plan_id, key))
        return Link(held.actions[key].title, address)
    if table == "organisations" and key in held.organisations:
        address = reverse("organisation", args=(held.plan_id, key))
        return Link(held.organisations[key].name, address)
    if table == "measures" and key in held.measures:
        address = reverse("measure", args=(held.plan_id, key))
        return Link(held.measures[key].name, address)
    if table == "principle":
        return principle_link(held, key)
    return Link(f"{BY_NAME[table].title}: {key}" if table in BY_NAME else key)


def subject(held: Held, name: str) -> Link:
    """What a finding is about."""
    table, _, key = name.partition("/")
    if not key:
        return Link("The whole plan", reverse("plan", args=(held.plan_id,)))
    if table in held.framework.schemes or table in held.framework.facets:
        if table == "principle":
            return principle_link(held, key)
        return Link(held.look.label(table, key))
    if table in BY_NAME:
        return row_link(held, table, key)
    return Link(key.replace("-", " ").capitalize())


def size(count: int) -> str:
    """Bytes in words: '850 bytes', '45 kB', '2.3 MB'."""
    if count < 1000:
        return f"{count} bytes"
    return f"{count / 1000:.0f} kB" if count < 1e6 else f"{count / 1e6:.1f} MB"
