"""A cell and its value stand for each other, both ways, without loss."""

from __future__ import annotations

from decimal import Decimal

import pytest

from headwater.core.plan.cells import LONGEST, BadCell, Value, read_cell, write_cell
from headwater.core.plan.columns import LISTS, Column, Kind


def column(kind: Kind) -> Column:
    return Column("cell", kind, "A cell.")


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Kind.ID, "007", "007"),
        (Kind.ID, " C  01 ", "C 01"),
        (Kind.TEXT, "Talk to\n schools", "Talk to schools"),
        (Kind.PROSE, "One.\r\nTwo.", "One.\nTwo."),
        (Kind.WORDS, "a; b;; a ; c", ("a", "b", "c")),
        (Kind.CODE, "primary", "primary"),
        (Kind.CODES, "primary;secondary", ("primary", "secondary")),
        (Kind.REF, "mopac", "mopac"),
        (Kind.REFS, "mopac", ("mopac",)),
        (Kind.PLACES, "E12000007", ("E12000007",)),
        (Kind.MONEY, "£1,170,089", Decimal(1170089)),
        (Kind.MONEY, "3 183 094.27", Decimal("3183094.27")),
        (Kind.MONEY, "12 000", Decimal(12000)),
        (Kind.WHOLE, "12.0", 12),
        (Kind.NUMBER, "-0.5", -0.5),
        (Kind.YESNO, "Yes", True),
        (Kind.YESNO, "FALSE", False),
    ],
)
def test_a_cell_is_read_as_its_kind(kind: Kind, text: str, value: Value) -> None:
    assert read_cell(column(kind), text) == value


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("blank", ["", "  ", "\n", "\u00a0"])
def test_a_blank_is_not_written_down(kind: Kind, blank: str) -> None:
    assert read_cell(column(kind), blank) is None


@pytest.mark.parametrize("kind", sorted(LISTS))
def test_only_separators_are_a_blank_and_not_none(kind: Kind) -> None:
    assert read_cell(column(kind), " ; ;") is None


@pytest.mark.parametrize("kind", sorted(LISTS))
def test_none_in_a_list_is_the_empty_list(kind: Kind) -> None:
    assert read_cell(column(kind), "None") == ()
    assert write_cell(()) == "none"


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.PROSE, Kind.CODE, Kind.REF])
def test_none_in_a_text_is_the_empty_text(kind: Kind) -> None:
    assert read_cell(column(kind), "NONE") == ""
    assert write_cell("") == "none"


def test_none_in_a_date_is_kept_as_said() -> None:
    value = read_cell(column(Kind.DATE), "none")
    assert value is not None
    assert write_cell(value) == "none"


@pytest.mark.parametrize("kind", [Kind.MONEY, Kind.WHOLE, Kind.NUMBER])
def test_a_true_zero_survives(kind: Kind) -> None:
    value = read_cell(column(kind), "0")
    assert value is not None
    assert value == 0
    assert write_cell(value) == "0"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.DATE, "Q3 2025/26"),
        (Kind.DATE, "by end of 2027"),
        (Kind.DATE, "2025-04"),
        (Kind.DATE, "ongoing"),
        (Kind.MONEY, "0.0000001"),
        (Kind.MONEY, "3183094.27"),
        (Kind.NUMBER, "0.00001"),
        (Kind.NUMBER, "999999999999999"),
        (Kind.WORDS, "one; two"),
        (Kind.YESNO, "no"),
    ],
)
def test_what_is_written_reads_back(kind: Kind, text: str) -> None:
    assert write_cell(read_cell(column(kind), text)) == text


@pytest.mark.parametrize(
    ("kind", "text", "rule", "fix"),
    [
        (Kind.MONEY, "1,5", "only one way", "commas only between thousands"),
        (Kind.MONEY, "1.2m", "only one way", "digits"),
        (Kind.MONEY, "-3", "below zero", "in pounds"),
        (Kind.WHOLE, "2.5", "Not a whole number", "such as 12"),
        (Kind.NUMBER, "12%", "only one way", "digits"),
        (Kind.NUMBER, "1" * 16, "only one way", "digits"),
        (Kind.YESNO, "maybe", "Not yes or no", "leave it blank"),
        (Kind.DATE, "31/06/2025", "no such day as 31/6/2025", "2025-04-01"),
        (Kind.DATE, "soon", "Not a date", "leave it blank"),
        (Kind.DATE, "45748", "bare number", "We do not guess"),
        (Kind.WORDS, "none; one", "beside something else", "take it out"),
        (Kind.ID, "#1", "starts with #", "a letter or a digit"),
        (Kind.ID, "C\u200b1", "nobody sees (U+200B)", "Type it again"),
        (Kind.TEXT, "a\x07b", "U+0007", "Type the text again"),
        (Kind.TEXT, "a\x00b", "U+0000", "Type the text again"),
        (Kind.PROSE, "x" * (LONGEST + 1), "32,767", "Shorten it"),
    ],
)
def test_what_cannot_be_read_says_why_and_what_to_do(
    kind: Kind, text: str, rule: str, fix: str
) -> None:
    with pytest.raises(BadCell) as bad:
        read_cell(column(kind), text)
    assert rule in bad.value.rule
    assert fix in bad.value.fix
