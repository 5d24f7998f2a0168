"""What a written date says of a day."""

from __future__ import annotations

from datetime import date

import pytest

from headwater.core.plan.truth import Truth
from headwater.core.plan.when import endless, happened, in_words, passed, recent
from headwater.core.time import PartialDate, read_date


AS_AT = date(2026, 11, 1)
SINCE = date(2025, 11, 1)


def _read(text: str) -> PartialDate | None:
    return read_date(text) if text else None


# text: has it happened? since a year ago? has it passed, as a date that is due?
ANSWERS: dict[str, tuple[Truth, Truth, Truth]] = {
    "": (None, None, None),
    "tbc": (None, None, None),
    "none": (False, False, False),
    "ongoing": (True, True, False),
    "2026-11-01": (True, True, False),
    "2026-10-31": (True, True, True),
    "2025-11": (True, True, True),
    "2025": (True, None, True),
    "2024": (True, False, True),
    "2026": (None, None, False),
    "2026-12": (False, False, False),
    "by March 2026": (True, None, True),
}


@pytest.mark.parametrize(("text", "answers"), ANSWERS.items())
def test_a_written_date_and_a_day(
    text: str, answers: tuple[Truth, Truth, Truth]
) -> None:
    when = _read(text)
    assert (
        happened(when, AS_AT),
        recent(when, SINCE, AS_AT),
        passed(when, AS_AT),
    ) == answers


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2026-03-31", "on 2026-03-31"),
        ("2026-03", "in 2026-03"),
        ("March 2026", "in March 2026"),
        ("By end of 2027", "by end of 2027"),
        ("Q3 2025/26", "in Q3 2025/26"),
    ],
)
def test_a_date_within_a_sentence(text: str, words: str) -> None:
    assert in_words(read_date(text)) == words


def test_only_what_is_said_to_have_no_end_is_endless() -> None:
    assert endless(read_date("ongoing"))
    assert endless(read_date("none"))
    assert not endless(read_date("tbc"))
    assert not endless(None)
