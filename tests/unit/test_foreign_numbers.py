"""Their numbers inside the title."""

from __future__ import annotations

import pytest

from headwater.exchange.foreign.numbers import numbers_in, part_of_title, split_number


@pytest.mark.parametrize(
    ("title", "number", "bare"),
    [
        ("1.2 Deliver training", "1.2", "Deliver training"),
        ("A3: Deliver training", "A3", "Deliver training"),
        ("Action 4 - Deliver training", "4", "Deliver training"),
        ("3) Deliver training", "3", "Deliver training"),
        ("2.2 24 hour helpline", "2.2", "24 hour helpline"),
        ("24 hour helpline", "", "24 hour helpline"),
        ("16 Days of Activism", "", "16 Days of Activism"),
        ("1.5 million leaflets", "", "1.5 million leaflets"),
        ("Year 7 lessons", "", "Year 7 lessons"),
    ],
)
def test_number_that_opens_a_title(title: str, number: str, bare: str) -> None:
    assert split_number(title) == (number, bare)


def test_titles_are_numbered_where_most_of_them_are() -> None:
    assert numbers_in(["1. Map", "2. Share", "Meet"])
    assert not numbers_in(["Map", "16 Days of Activism", "Meet"])


def test_number_in_its_own_column_is_taken_off_the_title_once() -> None:
    assert part_of_title("1.2 Deliver", "1.2", False) == ("1.2", "Deliver")
    assert part_of_title("1.2 Deliver", "7", False) == ("7", "1.2 Deliver")
