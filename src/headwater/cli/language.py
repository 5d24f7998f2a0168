"""headwater language: wording that can do harm, and how hard a text is to read."""

from __future__ import annotations

import argparse
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from headwater.cli.arguments import Adder, format_argument, output_argument
from headwater.cli.output import write_text
from headwater.cli.paged import write_page
from headwater.errors import UserError


if TYPE_CHECKING:
    from headwater.exchange.language_out import Looked
    from headwater.exchange.prose import Prose
    from headwater.reports.terminal import TerminalReport

LEVELS = ("ask", "advise")  # firmest first
KINDS = (".txt", ".md", ".html", ".htm", ".docx", ".csv", ".pdf", ".doc", ".xlsx")
SHOWN = 20  # findings of each level, and words to change
LONGEST_NAME = 1_000  # letters; longer is a text and not the name of a file
ABOUT = """\
Look at wording: does it blame victims, share out the blame, soften a crime,
leave out who did it, or name people by one thing about them? And is it easy to
read?

Quotations, titles of laws and services, and survivors' own words are left alone.
A finding asks or advises; nothing is ever forbidden. Beside each stands why, and
what to write instead.
"""
EXAMPLES = """\
examples:
  headwater language 'She failed to engage with the service.'
  headwater language strategy.docx --fail-on ask
  headwater language leaflet.md --easy-read
  headwater language actions.csv --column title --column description --format csv
"""


def add(adder: Adder) -> None:
    parser = adder(
        help="find wording that can do harm, and what makes a text hard to read",
        description=ABOUT,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "text",
        metavar="FILE|TEXT",
        help="a file (.txt, .md, .html, .docx, .csv), the text itself, or - for a pipe",
    )
    parser.add_argument(
        "--easy-read",
        action="store_true",
        help="hold it against the rules of Easy Read too",
    )
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="NAME",
        help="only this column of a CSV file; may be repeated",
    )
    parser.add_argument("--all", action="store_true", help="show every finding")
    parser.add_argument(
        "--fail-on",
        choices=LEVELS,
        help="exit with 1 where something is found at this level or firmer",
    )
    format_argument(parser, "csv", "json")
    output_argument(parser, "write to this file and not to the terminal")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from headwater.exchange.language_out import as_csv, as_json, looked_at

    looked = looked_at(_prose(args.text, args.column), easy_read=args.easy_read)
    if args.format == "table":
        write_page(lambda report: _page(report, looked, args.all), args.output)
    else:
        write = as_csv if args.format == "csv" else as_json
        write_text(write(looked), args.output)
    failing = LEVELS[: LEVELS.index(args.fail_on) + 1] if args.fail_on else ()
    return int(any(f.level in failing for f in looked.look.findings))


def _prose(given: str, columns: list[str]) -> Prose:
    from headwater.exchange.figures.opened import opened
    from headwater.exchange.prose import prose_of_file, prose_of_text

    if given == "-" or _names_a_file(given):
        _refuse_folder(given)
        file = opened(given)
        return prose_of_file(file.name, file.content, columns)
    if columns:
        raise UserError(
            "Only a CSV file has columns.", where="--column:", fix="Leave it out."
        )
    return prose_of_text(given)


def _refuse_folder(given: str) -> None:
    if Path(given).is_dir():
        raise UserError(
            "This is a folder, not a file.",
            where=f"{given}:",
            fix="Name one file in it, or write the text in quotation marks.",
        )


def _names_a_file(given: str) -> bool:
    """A file or folder that is there, or a name that can only be meant as one."""
    if len(given) > LONGEST_NAME or "\n" in given or "\0" in given:
        return False
    try:
        there = bool(given) and Path(given).exists()
    except OSError:  # too long for a name
        return False
    one_word = len(given.split()) == 1
    return there or (one_word and PurePath(given).suffix.lower() in KINDS)


def _page(report: TerminalReport, looked: Looked, everything: bool) -> None:
    report.title(f"The language of {looked.prose.name}")
    report.paragraph(_reads(looked))
    for level, title in (
        ("ask", "Look at these"),
        ("advise", "Often better said another way"),
    ):
        _findings(report, looked, level, title, everything)
    if not looked.look.findings:
        report.paragraph("Nothing was found. That is no proof that nothing is there.")
    simpler = [(hard.word, hard.simpler or "?") for hard in looked.look.to_change]
    if simpler:
        report.lines("Words to change", simpler if everything else simpler[:SHOWN])
        _more(report, len(simpler), everything)
    if looked.easy_read:
        from headwater.core.language.easy_read import ONLY_PEOPLE

        report.paragraph("")
        report.paragraph(ONLY_PEOPLE)


def _reads(looked: Looked) -> str:
    reading = looked.look.reading
    many = f"{reading.words:,} words in {len(reading.sentences):,} sentences."
    if reading.grade is None:
        return many
    grade = max(reading.grade, 0)
    return f"{many} Reading grade {grade:.1f}: a reading age of about {grade + 5:.0f}."


def _findings(
    report: TerminalReport, looked: Looked, level: str, title: str, everything: bool
) -> None:
    from headwater.exchange.language_out import shortened

    found = [f for f in looked.look.findings if f.level == level]
    if not found:
        return
    rows = []
    for finding in found if everything else found[:SHOWN]:
        line, column, place = looked.prose.where(finding.start)
        where = f"{line}:{column} {place}".rstrip()
        said = f"'{shortened(finding.words)}'. {finding.message} {finding.instead}"
        rows.append((where, finding.rule, said))
    report.lines(f"{title} ({level}, {looked.prose.counted}:letter)", rows)
    _more(report, len(found), everything)


def _more(report: TerminalReport, many: int, everything: bool) -> None:
    if many > SHOWN and not everything:
        report.paragraph(f"{many - SHOWN:,} more: see them with --all.")
