"""What is asked of an action, from the words of the command line."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from headwater.errors import UserError


if TYPE_CHECKING:
    from headwater.exchange.impact_judged import Asked

SELECTIONS = (
    "worst-first",
    "recent-rise",
    "need",
    "volunteers",
    "by-lot",
    "everywhere",
)
RECORDED = ("police recorded ", "police-recorded ", "recorded ", "reported ")


def hope_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--hoped",
        type=float,
        metavar="PERCENT",
        help="the change hoped for among those whom the action reaches: -20 is a fall "
        "of a fifth. Without it nothing can say that there is no sign of it",
    )
    parser.add_argument(
        "--reach",
        type=float,
        default=100.0,
        metavar="PERCENT",
        help="how many of every 100 people of its areas the action reaches (usually "
        "100)",
    )
    parser.add_argument(
        "--selection",
        choices=SELECTIONS,
        default="",
        help="how its areas were chosen; those chosen because figures were high fall "
        "back by themselves, and that is looked at",
    )
    parser.add_argument(
        "--after",
        type=int,
        metavar="N",
        help="months after which it is judged (usually 12)",
    )
    parser.add_argument(
        "--before",
        type=int,
        metavar="N",
        help="months before the start to look at (usually all, up to 60)",
    )


def words_arguments(parser: argparse.ArgumentParser) -> None:
    """What is counted, and what an area is called, in sentences."""
    parser.add_argument(
        "--what",
        default="the count",
        metavar="WORDS",
        help="what was counted, for the sentences: 'recorded rape'",
    )
    parser.add_argument(
        "--area-word",
        default="area",
        metavar="WORD",
        help="what an area is called: borough (usually area)",
    )


def seed_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--seed",
        type=int,
        default=0,
        metavar="N",
        help="for the make-believe actions; the same seed gives the same answer "
        "(usually 0)",
    )


def refuse_together(args: argparse.Namespace) -> None:
    """What does not go together, said before any file is read."""
    if bool(args.file) == bool(args.series):
        raise UserError(
            "Nothing says what to look at."
            if not args.file
            else "A panel and --series were given at once.",
            where="PANEL, --series:",
            fix="Name a file of counts by area and month with --actions, or a file "
            "with --series and --at.",
        )
    if args.file and (args.at or not args.actions):
        raise UserError(
            "A panel needs --actions, which says where the action began when.",
            where="--actions:",
            fix="Name a file with the columns area and action_start. --at is for "
            "--series only.",
        )
    if args.series and bool(args.at) == bool(args.actions):
        raise UserError(
            "A series needs the month in which the action began, once.",
            where="--at, --actions:",
            fix="Write --at 2022-06; or, where it began in different months, name a "
            "file with the columns series and action_start.",
        )
    if args.weights and not args.series:
        raise UserError(
            "Weights are for series only.",
            where="--weights:",
            fix="Name a file with the columns month, offence and count with --series.",
        )
    given = [args.file, args.series, args.actions, args.recording, args.weights]
    if given.count("-") > 1:
        raise UserError(
            "Only one file can come through a pipe.", fix="Name the others."
        )


def asked_of(args: argparse.Namespace) -> Asked:
    from headwater.core.measures.definition import Direction
    from headwater.exchange.impact_judged import Asked

    hoped_of(args.hoped)
    within(args.reach, "--reach", 100, above=0)
    within(args.after, "--after", 120, least=3)
    within(args.before, "--before", 600, least=12)
    within(args.seed, "--seed", least=0)
    area, areas = ("series", "series") if args.series else area_words(args.area_word)
    return Asked(
        what=args.what.strip() or "the count",
        happens=_happens(args.what.strip()),
        direction=Direction(args.direction),
        hoped=args.hoped,
        reach=args.reach,
        selection=args.selection,
        before=args.before,
        after=args.after,
        one_by_one=bool(args.series),
        area_word=area,
        areas_word=areas,
        seed=args.seed,
        naive=args.naive,
    )


def hoped_of(hoped: float | None) -> None:
    """Raise UserError where nobody can look for such a change."""
    if hoped is not None and not (-100 < hoped < 1_000 and hoped):
        raise UserError(
            f"A hoped change of {hoped:g}% cannot be looked for.",
            where="--hoped:",
            fix="Write -20 for a fall of a fifth, say; more than -100, and not 0.",
        )


def within(
    value: float | None,
    name: str,
    most: float = float("inf"),
    *,
    least: float = float("-inf"),
    above: float = float("-inf"),
) -> None:
    """Raise UserError where a number that was given is out of its range."""
    if value is None or (least <= value <= most and value > above):
        return
    low = f"above {above:g}" if above > least else f"{least:g} or more"
    high = f", and at most {most:g}" if most < float("inf") else ""
    raise UserError(
        f"'{value:g}' is out of range.", where=f"{name}:", fix=f"Write {low}{high}."
    )


def area_words(word: str) -> tuple[str, str]:
    """One and many: borough, boroughs; county, counties."""
    one = word.strip() or "area"
    if one.endswith("y") and one[-2:-1] not in "aeiou":
        return one, f"{one[:-1]}ies"
    return one, f"{one}s"


def _happens(what: str) -> str:
    """What people may take a figure for: 'rape' of 'recorded rape'."""
    for word in RECORDED:
        if what.casefold().startswith(word):
            return what[len(word) :]
    return "what lies behind the figures"
