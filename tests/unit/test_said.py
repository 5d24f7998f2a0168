"""The honest rules in plain sentences."""

from __future__ import annotations

import re
from calendar import month_name
from dataclasses import replace

import numpy as np
import pytest
from quiet_series import counts

from headwater.core.measures.definition import Direction
from headwater.core.signals.family import false_discovery
from headwater.core.signals.honest import honest
from headwater.core.signals.sentences import Said, Subject, say, sentences


PERIODS = [f"{month_name[n % 12 + 1]} {2019 + n // 12}" for n in range(72)]
RAPE = Subject(what="recorded rape", happens="rape", periods=PERIODS, place="Ashby")
GOOD_OR_BAD = ("good", "bad", "better", "worse", "improve", "hoped")


def made(level: float, points: int = 60) -> np.ndarray:
    chance = np.random.default_rng(11)
    return counts(np.full(points, level), 1.3, chance)


def said(values: np.ndarray, about: Subject = RAPE, **options: object) -> Said:
    months = np.arange(len(values)) % 12 + 1
    found = honest(values[None], months=months, **options)  # type: ignore[arg-type]
    return say(found, 0, values, about, None)


def test_an_ambiguous_rise_is_never_good_or_bad_and_no_rise_in_rape() -> None:
    values = made(40)
    values[-1] = 95
    found = said(values)
    assert found.what == (
        "Recorded rape in Ashby was higher than expected in December 2023."
    )
    assert found.sure == "Chance alone would do this less than once in 1,000 looks."
    assert found.means.startswith("This does not tell us that rape rose;")
    assert "more people may have come forward" in found.means
    assert not any(word in str(found) for word in GOOD_OR_BAD)


def test_an_ambiguous_fall_is_not_one_either() -> None:
    values = made(40)
    values[-1] = 5
    found = said(values)
    assert "lower than expected" in found.what
    assert "does not tell us that rape fell" in found.means
    assert not any(word in str(found) for word in GOOD_OR_BAD)


@pytest.mark.parametrize(
    ("direction", "last", "words"),
    [
        (Direction.LOWER, 5, "This is the way hoped for."),
        (Direction.LOWER, 95, "This is not the way hoped for."),
        (Direction.HIGHER, 95, "This is the way hoped for."),
        (Direction.HIGHER, 5, "This is not the way hoped for."),
    ],
)
def test_a_direction_is_said_and_no_cause(
    direction: Direction, last: float, words: str
) -> None:
    values = made(40)
    values[-1] = last
    found = said(values, replace(RAPE, direction=direction))
    assert found.means.startswith(words)
    assert "nor that any one action did it" in found.means


def test_a_shift_is_said_since_when() -> None:
    values = made(100)
    values[-6:] = 70
    found = said(values)
    assert found.what == (
        "Recorded rape in Ashby has been lower than expected since July 2023."
    )


def test_a_silence_is_said_since_when() -> None:
    values = np.zeros(72)
    values[:36:2] = 1.0
    found = said(values)
    assert found.what == (
        "There has been no recorded rape in Ashby from December 2021 on, for longer "
        "than expected."
    ).replace("December 2021", PERIODS[35])


def test_a_quiet_series_says_what_it_cannot_rule_out() -> None:
    often, rare = said(made(100)), said(made(0.2))
    assert "no sign of a sudden change in recorded rape" in often.what
    assert "would not show within a year" in often.sure
    assert "%" in often.sure
    assert "too rare to tell even a halving" in rare.sure
    assert "several places taken together" in rare.sure
    assert not often.means


def test_too_few_points_are_cannot_tell_with_what_is_needed() -> None:
    found = said(made(40, 8))
    assert found.what == (
        "We cannot tell whether recorded rape has changed: there are 8 months, and it "
        "takes at least 13."
    )
    assert not found.sure


def test_the_first_month_after_a_break_cannot_tell_yet() -> None:
    values = made(40)
    values[-1] = 5
    found = said(values, breaks=[59])
    assert found.what == (
        "We cannot tell yet whether recorded rape has changed: there are too few "
        "months from December 2023 on to judge the latest by."
    )
    assert "not read as a change in violence" in found.recording
    assert not found.means


def test_nothing_at_all_cannot_tell() -> None:
    found = said(np.zeros(60))
    assert found.what == (
        "There was no recorded rape in Ashby in any of the 60 months, so we cannot "
        "tell whether it has changed."
    )


def test_drift_stands_apart_with_its_interval() -> None:
    found = said(np.round(200 * 0.995 ** np.arange(60)))
    assert "no sign of a sudden change in recorded rape" in found.what
    assert re.fullmatch(
        r"Apart from this there is a steady fall of 6% a year \(\d% to \d%\)\.",
        found.drift,
    )


def test_no_percentage_on_fewer_than_twenty() -> None:
    slow = np.zeros(60)
    slow[:40:2], slow[40:] = 3.0, 1.0
    found = said(slow)
    assert "%" not in str(found)


def test_a_break_is_said_and_not_read_as_a_change_in_violence() -> None:
    values = made(100, 72)
    values[60:] = np.round(values[60:] * 0.8)
    about = replace(RAPE, breaks={60: "the recording system changed"})
    found = said(values, about, breaks=[60])
    assert found.recording == (
        "In January 2024 the recording system changed; the step there is not read as a "
        "change in violence."
    )
    assert "no sign of a sudden change in recorded rape" in found.what


def test_missing_months_are_said() -> None:
    values = made(40)
    values[[3, 17]] = np.nan
    assert said(values).missing == "2 months are missing: April 2019, June 2020."
    values[20:40] = np.nan
    assert said(values).missing == "22 months are missing."


def test_a_flag_among_many_may_be_no_signal() -> None:
    table = np.tile(made(40), (50, 1))
    table[0, -1] = 66
    found = honest(table, months=np.arange(60) % 12 + 1)
    family = false_discovery(found.p)
    assert found.side[0, -1] == 1
    assert not family.flagged[0]
    every = list(sentences(found, table, [RAPE] * 50, family))
    assert "among the 50 series that were looked at" in every[0].sure
    assert len(every) == 50
