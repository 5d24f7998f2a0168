"""A verdict read aloud: the estimate, and apart from it its meaning."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from asked_of import START, change, figures, treatment

from headwater.core.impact.design import Design, propose
from headwater.core.impact.estimate import Estimate, signed
from headwater.core.impact.evaluate import Evaluated
from headwater.core.impact.outlook import Outlook
from headwater.core.impact.treatment import Figures
from headwater.core.impact.verdict import Evidence, Kind, judge
from headwater.core.impact.verdict_words import Said, _way, say
from headwater.core.measures.definition import Direction


AHEAD = Outlook("A fall of 20% could be seen after 12 months.", {}, 12, True)
ALL = list(product(Kind, Direction))


def evaluated(kind: Kind, expected: float = 500, **changed: object) -> Evaluated:
    """A verdict of a kind; a firm estimate that one check speaks against if asked."""
    percent = {Kind.LOWER: -20, Kind.HIGHER: 20, Kind.NO_SIGN: -3}.get(kind, -15)
    estimate = Estimate(
        method="Poisson imputation",
        log_effect=float(np.log1p(percent / 100)),
        se=0.1 if kind is Kind.CANNOT_TELL else 0.04,
        freedom=30,
        p=0.01,
        observed=expected * (1 + percent / 100),
        expected=expected,
    )
    evidence = Evidence(estimate=estimate, hoped=-20.0)
    verdict = judge(replace(evidence, **changed))
    assert verdict.kind is kind
    return Evaluated(design=design(), estimate=estimate, verdict=verdict)


def design(**changed: object) -> Design:
    return propose(treatment(**changed), figures(), ())


def doubtful() -> Evaluated:
    """Firm, but one in three make-believe allocations is as large."""
    sure = evaluated(Kind.LOWER)
    evidence = Evidence(estimate=sure.estimate, other_areas=0.33, hoped=-20.0)
    return replace(sure, verdict=judge(evidence))


def said(kind: Kind, direction: Direction = Direction.AMBIGUOUS, **words: str) -> Said:
    return say(evaluated(kind), figures(direction=direction, **words), AHEAD)


WHERE = "in 2 boroughs from June 2022 to May 2023"


@pytest.mark.parametrize(
    ("kind", "estimate"),
    [
        (
            Kind.LOWER,
            f"Recorded rape was lower than expected {WHERE}: 400 where 500 were "
            "expected, -20% (95% interval -26% to -13%).",
        ),
        (
            Kind.HIGHER,
            f"Recorded rape was higher than expected {WHERE}: 600 where 500 were "
            "expected, +20% (95% interval +11% to +30%).",
        ),
        (
            Kind.NO_SIGN,
            f"There is no sign of the hoped fall of 20% in recorded rape {WHERE}: 485 "
            "where 500 were expected, -3% (95% interval -11% to +5%).",
        ),
        (
            Kind.CANNOT_TELL,
            f"We cannot tell yet whether recorded rape changed {WHERE}: 425 where 500 "
            "were expected, -15% (95% interval -31% to +4%).",
        ),
    ],
)
def test_the_estimate(kind: Kind, estimate: str) -> None:
    assert said(kind).estimate == estimate


CLEAR = (Direction.LOWER, Direction.HIGHER)  # a fall is hoped for in all of these
MEANINGS = {
    (Kind.LOWER, Direction.AMBIGUOUS): (
        "This does not tell us that rape fell: fewer people may have come forward, or "
        "less of it may have been recorded."
    ),
    (Kind.HIGHER, Direction.AMBIGUOUS): (
        "This does not tell us that rape rose: more people may have come forward, or "
        "more of it may have been recorded."
    ),
    **{(Kind.LOWER, d): "It went the way that was hoped for." for d in CLEAR},
    **{
        (Kind.HIGHER, d): "It went the other way from what was hoped for."
        for d in CLEAR
    },
}
WHATEVER = {
    Kind.NO_SIGN: "A smaller change than that is still possible.",
    Kind.CANNOT_TELL: (
        "This does not mean that there was no effect: there may be one, or none."
    ),
}


@pytest.mark.parametrize(("kind", "direction"), ALL)
def test_the_meaning(kind: Kind, direction: Direction) -> None:
    meaning = said(kind, direction).meaning
    wanted = MEANINGS.get((kind, direction)) or WHATEVER[kind]
    assert meaning.startswith(wanted)
    if direction is not Direction.AMBIGUOUS and kind not in WHATEVER:
        assert "could also be the reason" in meaning
    else:
        assert meaning == wanted


def test_where_nobody_hoped_for_anything_nothing_is_said_to_be_hoped_for() -> None:
    for direction in CLEAR:
        words = _way(Kind.LOWER, None, direction)
        assert words == f"For this measure, {direction.value} is better."


@pytest.mark.parametrize(("kind", "direction"), ALL)
def test_both_are_sentences_and_apart(kind: Kind, direction: Direction) -> None:
    each = said(kind, direction)
    for text in (each.estimate, each.meaning):
        assert text[0].isupper()
        assert text.endswith(".")
        assert ".." not in text
        assert "  " not in text
    assert each.estimate not in each.meaning
    assert each.meaning not in each.estimate


@pytest.mark.parametrize("kind", Kind)
def test_an_ambiguous_measure_never_tells_that_the_thing_itself_changed(
    kind: Kind,
) -> None:
    whole = " ".join((said(kind).estimate, said(kind).meaning)).lower()
    plain = whole.replace("does not tell us that rape fell", "")
    plain = plain.replace("does not tell us that rape rose", "")
    plain = plain.replace("recorded rape", "")
    assert "rape" not in plain
    for word in ("hoped for", "worked", "success", "better", "worse"):
        assert word not in plain


@pytest.mark.parametrize("kind", Kind)
def test_fewer_than_twenty_are_counts_and_never_a_percentage(kind: Kind) -> None:
    few = say(evaluated(kind, expected=19), figures(), AHEAD).estimate
    without_hope = few.replace("the hoped fall of 20%", "")
    assert "%" not in without_hope
    assert "where 19 were expected" in few
    assert "%" in say(evaluated(kind, expected=20), figures(), AHEAD).estimate


def test_when_is_told_only_where_nobody_can_tell() -> None:
    assert said(Kind.CANNOT_TELL).when == AHEAD.says
    for kind in (Kind.LOWER, Kind.HIGHER, Kind.NO_SIGN):
        assert said(kind).when == ""


def test_a_doubt_is_named_beside_what_was_found() -> None:
    each = say(doubtful(), figures(), AHEAD)
    assert each.estimate.startswith(
        f"We cannot tell. Recorded rape was lower than expected {WHERE}: 400 where"
    )
    assert "But there is a doubt. With make-believe starts" in each.estimate
    assert each.meaning == WHATEVER[Kind.CANNOT_TELL]
    assert "More months alone may not settle this" in each.when


def test_an_unshared_change_is_named_where_the_interval_is_wide_too() -> None:
    each = say(evaluated(Kind.CANNOT_TELL, alone=True), figures(), AHEAD)
    assert "The way figures are recorded changed near the start" in each.estimate


def test_a_refusal_is_told_as_it_is() -> None:
    refused = Evaluated(design=design(), why_not="All counts are zero. Wait.")
    each = say(refused, figures(), AHEAD)
    assert each.estimate == "We cannot tell yet. All counts are zero. Wait."
    assert each.when == AHEAD.says


def test_a_hoped_rise_is_a_rise() -> None:
    found = replace(evaluated(Kind.NO_SIGN), design=design(hoped=25))
    assert "no sign of the hoped rise of 25%" in say(found, figures(), AHEAD).estimate


@pytest.mark.parametrize(
    ("what", "verb"),
    [
        ("recorded rape", "was"),
        ("recorded harassment", "was"),
        ("public fear, alarm or distress", "was"),
        ("recorded violence against women and girls", "was"),
        ("visits to emergency departments", "were"),
        ("recorded offences of stalking", "were"),
        ("recorded sexual offences", "were"),
    ],
)
def test_the_verb_fits_what_was_counted(what: str, verb: str) -> None:
    assert f"{what[1:]} {verb} lower" in said(Kind.LOWER, what=what).estimate


@pytest.mark.parametrize("count", [1, 2])
def test_the_word_for_areas_fits_their_number(count: int) -> None:
    starts = dict.fromkeys("AB"[:count], START)
    found = replace(evaluated(Kind.LOWER), design=design(starts=starts))
    word = "borough " if count == 1 else "boroughs "
    assert f"in {count} {word}" in say(found, figures(), AHEAD).estimate


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (-20.4, "-20%"),
        (7, "+7%"),
        (0, "0%"),
        (-0.04, "0%"),
        (-0.3, "-0.3%"),
        (0.5, "+0.5%"),
        (-1, "-1%"),
        (1234, "+1234%"),
    ],
)
def test_signed(number: float, words: str) -> None:
    assert signed(number) == words


def unnamed(found: Figures) -> Figures:
    return replace(found, names={})


def test_an_area_without_a_name_is_called_by_its_code() -> None:
    made = propose(treatment(), unnamed(figures((change(START),))), ())
    assert "A from June 2022" in made.reasons[0].says
