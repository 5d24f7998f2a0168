"""headwater consensus: what every role supports, and who contests what."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from headwater.cli.arguments import Adder, format_argument, output_argument
from headwater.cli.output import tell, write_text
from headwater.cli.paged import write_page
from headwater.cli.steps import steps


if TYPE_CHECKING:
    from headwater.exchange.consensus_out import Result
    from headwater.exchange.figures.problems import Remarks
    from headwater.exchange.votes_in import Conversation

ABOUT = """\
Say which statements every declared role supports, which are contested, and by whom.

VOTES has the columns voter-id, comment-id and vote (1 agree, 0 pass, -1 disagree), and
perhaps timestamp, as Polis gives them out (CSV, XLSX or JSON), or is - for standard
input. ROLES has voter-id and role, one line for each person. The last vote of each
person on a statement counts.

Each role counts once, however many people it has: a statement stands as high as the
role that agrees least. Supported, opposed: with nine in ten certainty more than half of
the role agrees, or disagrees. Contested statements come first.

Then groups of people who vote alike, whatever their roles, where they would be found
again among other people (stability of 0.7 or more); else statements only.

Nothing is shown about fewer than ten people. Where a role is smaller, all that is said
is whether every role supports a statement: yes, no, or not heard.
"""
EXAMPLES = """\
examples:
  headwater consensus votes.csv --roles roles.csv --statements statements.csv
  headwater consensus votes.csv --roles roles.csv --format json -o consensus.json
"""


def add(adder: Adder) -> None:
    parser = adder(
        help="say what every role supports, and who contests what",
        description=ABOUT,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("votes", metavar="VOTES", help="votes; - for standard input")
    parser.add_argument(
        "--roles", metavar="ROLES", help="the role that each person declared"
    )
    parser.add_argument(
        "--statements",
        metavar="FILE",
        help="the words of statements: comment-id, comment-body, and perhaps "
        "moderated, -1 for those that were rejected",
    )
    parser.add_argument(
        "--seed",
        type=int,
        default=20,
        metavar="N",
        help="which draw of people tells how stable groups are (usually 20)",
    )
    format_argument(parser, "csv", "json")
    output_argument(parser, "write to this file and not to the terminal")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from headwater.cli.impact_asked import within
    from headwater.exchange.figures.problems import Remarks

    within(args.seed, "--seed", least=0)
    remarks = Remarks()
    asked = _read(args, remarks)
    result = _result(asked, args.seed)
    for line in remarks.lines():
        tell(line)
    _write(args, result)
    return 0


def _read(args: argparse.Namespace, remarks: Remarks) -> Conversation:
    from headwater.exchange.figures.opened import opened
    from headwater.exchange.statements_in import read_roles, read_statements
    from headwater.exchange.votes_in import Votes, conversation

    votes = Votes(opened(args.votes), remarks)
    statements = roles = None
    if args.statements:
        statements = read_statements(opened(args.statements), remarks)
    if args.roles:
        roles = read_roles(opened(args.roles), remarks)
    return conversation(votes, statements, roles)


def _result(asked: Conversation, seed: int) -> Result:
    import numpy as np

    from headwater.core.voice.groups import opinion_groups
    from headwater.core.voice.shown import people_of, show, show_groups
    from headwater.core.voice.stability import RESAMPLES, stability
    from headwater.exchange.consensus_out import Result

    ballots = asked.ballots
    shown = show(ballots, asked.role_of, asked.roles)
    groups = opinion_groups(ballots)
    with steps("Trying how stable groups are", RESAMPLES) as step:
        chance = np.random.default_rng(seed)
        stable = stability(ballots, groups, chance, step=step)
    people, sizes = people_of(ballots, asked.role_of, len(asked.roles))
    return Result(asked, people, sizes, shown, show_groups(ballots, groups, stable))


def _write(args: argparse.Namespace, result: Result) -> None:
    if args.format == "table":
        from headwater.cli.consensus_views import page

        write_page(lambda report: page(report, result), args.output)
        return
    from headwater.exchange.consensus_out import result_as_csv, result_as_json

    as_csv = args.format == "csv"
    write_text(result_as_csv(result) if as_csv else result_as_json(result), args.output)
