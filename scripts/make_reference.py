"""Write the pages of docs/reference that come from what the code declares.

The rules come with the examples that test them, and with what each one finds.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path


ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests/support"))  # where the specs' helpers live

from spec_case import Case  # noqa: E402
from spec_files import all_specs  # noqa: E402
from spec_tables import find, sections  # noqa: E402

from headwater.app.permissions import ROUTES, Access  # noqa: E402
from headwater.core.access.permissions import SAYS, Permission  # noqa: E402
from headwater.core.access.roles import ROLES  # noqa: E402
from headwater.core.disclosure.profiles import PROFILES  # noqa: E402
from headwater.core.framework.load import load_framework  # noqa: E402
from headwater.core.framework.model import Framework, Scheme  # noqa: E402
from headwater.core.language.reading_rules import reading_rules  # noqa: E402
from headwater.core.language.wording import rules  # noqa: E402
from headwater.core.language.wording_data import wording_data  # noqa: E402
from headwater.core.plan.check import rules_for  # noqa: E402
from headwater.core.plan.checks.rule import Rule  # noqa: E402
from headwater.core.plan.columns import Column, Table  # noqa: E402
from headwater.core.plan.tables import TABLES  # noqa: E402


FOLDER = ROOT / "docs/reference"
ROWS_SHOWN = 8  # of an example; some need twenty rows to be true
MADE = (
    "This page is made by `python scripts/make_reference.py`; a test fails when it "
    "is out of date.\n"
)
RULES_OPENING = f"""# Rules

Each rule looks for one thing in a plan. {MADE}
What a rule finds has a level:

- **gap**: something is missing, however the blanks are filled. A gap needs a table
  that its author calls complete, or the word `none`.
- **ask**: filling a blank, or adding rows, could change it.
- **note**: worth knowing.

A blank cell means 'not written down' and is never a gap. Where a blank hides
whether a rule is about a row at all, the rule asks once, with a count. Where a
table is empty and not complete, the rule asks once too. An action that may be over
already gives a question and not a gap.

The examples are the tests of the rule. Columns that an example leaves out are
blank, but for the status of an action, which is `active`. The day is 1 November
2026 unless the example says otherwise. Nothing in them is about a real body.
"""
TABLES_OPENING = f"""# Tables

The sheets of a plan, column by column. {MADE}
A blank cell means 'not written down'. The word `none` means 'there is none'. The
two are never the same thing. Lists have a semicolon between their parts. Only the
columns marked 'yes' under 'needed' must be filled in. Only those marked 'yes' under
'published' stand on pages and in open data; the others are for partners.
"""
ROLES_OPENING = f"""# Roles

Who may do what. {MADE}
A role is held for one organisation in one plan. *Own* things are those that this
organisation answers for. A plan lead acts for every organisation. What somebody may not
see answers as if it were not there.
"""
PROFILES_OPENING = f"""# Disclosure profiles

The rules by which small counts are withheld. {MADE}
Each is to be confirmed with the owner of the figures before a first release. Where
several owners contribute, the strictest applies: the highest threshold, and a base that
all of theirs divide. A partnership sets its own with `headwater protect --threshold N
--because TEXT`, or under `[rules.NAME]` in the `about.toml` of its counts.

- **small**: the counts that are withheld, with whatever would give them away. Zeros
  are printed, unless the rule says that they are small too.
- **kept apart**: an attacker's lowest and highest guess at a small count, by all that
  is published, differ by at least so much.
- **rounded to**: what the other figures are rounded to. They are attacked as they were
  before it.
"""
LANGUAGE_OPENING = f"""# Language rules

What `headwater language` looks for. {MADE}
Nothing is ever blocked. A finding has a level:

- **ask**: likely to do harm, or hard to read: look at it.
- **advise**: often better said another way.

Left alone are words in quotation marks, paragraphs that begin with `>` or with a
speaker such as `Survivor 3:`, sentences in the first person, and titles: names in
capitals that end with a word such as Act, Service or Fund, and those listed at the end.
So survivors' own words are never corrected. Some rules have further exceptions in the
same sentence, such as a *not* or *myth*.

The rules are data: `wording.toml` and `reading_rules.toml` in `core/language`.

The rules know the wordings that they were made for, and few others. In sentences of our
own that were written afterwards they found 10 of 31 harmful wordings, and nothing
wrongly. So what is found is worth a look, and that nothing is found proves nothing.
`tests/data/language/README.md` says how the sentences were written.
"""
VOCABULARIES_OPENING = f"""# Vocabularies

The lists of codes of {{title}}. {MADE}
Cells take the code or the label. An entry that stands under another counts as that
one too, and the other way round. An entry that means 'all' counts as every entry.
"""


def pages() -> dict[str, str]:
    """The text of every page, by its file name."""
    london = load_framework("london")
    return {
        "rules.md": _joined(_rules(london)),
        "tables.md": _joined(_tables()),
        "vocabularies.md": _joined(_vocabularies(london)),
        "disclosure-profiles.md": _joined(_profiles()),
        "roles.md": _joined(_roles()),
        "language.md": _joined(_language()),
    }


def out_of_date() -> list[str]:
    """The pages whose file is not what the code declares."""
    files = {name: FOLDER / name for name in pages()}
    return [
        name
        for name, text in pages().items()
        if not files[name].is_file() or files[name].read_text("utf-8") != text
    ]


def _joined(parts: Iterable[str]) -> str:
    return "\n".join(parts).rstrip() + "\n"


def _grid(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """A Markdown table."""
    head = list(head)
    for cells in (head, ["---"] * len(head), *rows):
        yield "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"
    yield ""


def _roles() -> Iterator[str]:
    yield ROLES_OPENING
    yield from _grid(
        ("role", "what it is for", "two people grant it", "second factor"),
        (
            (str(role), d.says, _yes(d.needs_two), _yes(d.second_factor))
            for role, d in ROLES.items()
        ),
    )
    yield "## What each role lets people do\n"
    yield from _grid(
        ("to", *map(str, ROLES)),
        (
            (says, *(_yes(p in d.permissions) for d in ROLES.values()))
            for p, says in SAYS.items()
        ),
    )
    yield "## Who may open which route\n"
    yield from _grid(
        ("route", "who", *map(str, ROLES)),
        (
            (f"`{route}`", *_who(access))
            for route, access in sorted(ROUTES.items())
            if access is not Access.PUBLIC_READ
        ),
    )
    public = sorted(r for r, a in ROUTES.items() if a is Access.PUBLIC_READ)
    yield f"Everybody may read: {', '.join(f'`{route}`' for route in public)}.\n"


def _who(access: Access | Permission) -> Iterator[str]:
    if isinstance(access, Access):
        yield str(access)
        yield from ("",) * len(ROLES)
        return
    yield f"to {SAYS[access]}"
    yield from (_yes(access in d.permissions) for d in ROLES.values())


def _profiles() -> Iterator[str]:
    yield PROFILES_OPENING
    yield from _grid(
        ("profile", "small", "kept apart", "rounded to", "where it comes from"),
        (
            (
                f"`{each.name}`",
                f"{each.floor} to {each.threshold - 1}",
                str(each.width),
                str(each.base) if each.base > 1 else "not rounded",
                each.source,
            )
            for each in PROFILES.values()
        ),
    )


def _language() -> Iterator[str]:
    yield LANGUAGE_OPENING
    for family, found in groupby(rules(), key=lambda rule: rule.family):
        yield f"## {family.capitalize()}\n"
        yield from _grid(
            ("rule", "level", "found in", "why", "what to write instead"),
            ((f"`{r.id}`", r.level, r.example, r.message, r.instead) for r in found),
        )
    for family, read in groupby(reading_rules(), key=lambda rule: rule.family):
        yield f"## {family.capitalize()}\n"
        yield from _grid(
            ("rule", "level", "found in", "better", "why", "what to write instead"),
            (
                (f"`{r.id}`", r.level, r.example, r.better, r.message, r.instead)
                for r in read
            ),
        )
    yield "## Titles that are left alone\n"
    yield from (f"- {title}" for title in wording_data()["titles"])


def _rules(framework: Framework) -> Iterator[str]:
    yield RULES_OPENING
    rules, specs = rules_for(framework), all_specs()
    yield from _grid(
        ("rule", "finds", "serves"),
        (
            (
                f"[{r.code}](#{r.code.lower()})",
                r.finds,
                ", ".join(_serves(framework, r)),
            )
            for r in rules
        ),
    )
    for rule in rules:
        yield from _rule(framework, rule, specs[rule.code])


def _serves(framework: Framework, rule: Rule) -> tuple[str, ...]:
    use = framework.use(rule.code)
    return use.principles if use else ("every plan",)


def _rule(framework: Framework, rule: Rule, cases: list[Case]) -> Iterator[str]:
    yield f"## {rule.code}\n"
    yield f"Finds {rule.finds}.\n"
    yield f"{rule.why}\n"
    yield from _elements(framework, rule)
    yield f"- **Reads:** {', '.join(_place(place) for place in rule.reads)}"
    for level, words in (("Gap", rule.gap), ("Ask", rule.ask), ("Note", rule.note)):
        if words:
            yield f"- **{level} when:** {words}."
    yield f"- **How to put it right:** {rule.fix}\n"
    for number, case in enumerate(cases, start=1):
        yield f"### {rule.code} example {number}: {case.shows}\n"
        yield from _case(framework, rule, case)


def _place(place: str) -> str:
    return place if " " in place else f"`{place}`"


def _elements(framework: Framework, rule: Rule) -> Iterator[str]:
    use = framework.use(rule.code)
    texts = {e.code: e.text for p in framework.principles for e in p.elements}
    for code in use.elements if use else ():
        yield f"- **Serves {code}:** {texts[code]}"


def _case(framework: Framework, rule: Rule, case: Case) -> Iterator[str]:
    yield f"{case.says}\n"
    if case.as_at != Case.as_at:
        yield f"The day is {case.as_at}.\n"
    if not case.tables.strip():
        yield "The plan holds nothing yet.\n"
    for name, (columns, *rows) in sections(case.tables):
        yield f"`{name}`\n"
        yield from _grid(columns, rows[:ROWS_SHOWN])
        if len(rows) > ROWS_SHOWN:
            yield f"… and {len(rows) - ROWS_SHOWN} more rows like these.\n"
    yield from _found(framework, rule, case)


def _found(framework: Framework, rule: Rule, case: Case) -> Iterator[str]:
    found = find(rule, case, framework)
    if found is None:
        yield "The rule does not apply.\n"
    elif not found:
        yield "It finds nothing.\n"
    else:
        yield "It finds:\n"
        for one in found:
            yield f"- **{one.level}** `{one.subject}`: {one.message}"
        yield ""


def _tables() -> Iterator[str]:
    yield TABLES_OPENING
    yield from _grid(
        ("sheet", "what a row is"),
        ((f"[{t.name}](#{t.name})", t.one_row) for t in TABLES),
    )
    for table in TABLES:
        yield from _table(table)


def _table(table: Table) -> Iterator[str]:
    key = " and ".join(f"`{name}`" for name in table.key)
    yield f"## {table.name}\n"
    row = table.one_row[0].upper() + table.one_row[1:]
    yield f"**{table.title}.** {row}. Named by {key}.\n"
    yield from _grid(
        ("column", "holds", "needed", "published", "what to write"),
        (
            (f"`{c.name}`", _holds(c), _yes(c.required), _yes(c.public), c.help)
            for c in table.columns
        ),
    )


def _yes(answer: bool) -> str:
    return "yes" if answer else ""


def _holds(column: Column) -> str:
    """The kind of cell, with a link to the list or table it draws on."""
    if column.scheme:
        page = f"[{column.scheme}](vocabularies.md#{column.scheme})"
        return f"{column.kind}: {page}"
    if column.table:
        return f"{column.kind}: [{column.table}](#{column.table})"
    return str(column.kind)


def _vocabularies(framework: Framework) -> Iterator[str]:
    yield VOCABULARIES_OPENING.format(title=framework.title)
    facets = {c.scheme: "" for t in TABLES for c in t.columns if c.scheme}
    used = {facet: framework.scheme(facet) for facet in facets}
    told = {scheme.name for scheme in used.values()}
    others = {n: s for n, s in framework.schemes.items() if n not in told}
    yield "Lists that the tables use come first, then lists kept for reference.\n"
    for facet, scheme in (used | others).items():
        yield from _vocabulary(facet, scheme, framework)


def _vocabulary(facet: str, scheme: Scheme, framework: Framework) -> Iterator[str]:
    yield f"## {facet}\n"
    name = "" if facet == scheme.name else f" The list `{scheme.name}`."
    source = scheme.source.rstrip(".")
    yield f"{scheme.title.rstrip('.')}.{name} Source: {source}.\n"
    where = [
        f"`{t.name}.{c.name}`" for t in TABLES for c in t.columns if c.scheme == facet
    ]
    if where:
        yield f"Used in {', '.join(where)}.\n"
    yield from _grid(
        ("code", "label", "under", "note"),
        ((f"`{c.code}`", c.label, c.parent, c.note) for c in scheme.codes.values()),
    )


if __name__ == "__main__":
    if sys.argv[1:] == ["check"]:
        late = ", ".join(out_of_date())
        sys.exit(f"{late}: run python scripts/make_reference.py" if late else 0)
    for file, text in pages().items():
        (FOLDER / file).write_text(text, encoding="utf-8")
