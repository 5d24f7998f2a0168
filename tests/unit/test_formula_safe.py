"""What a spreadsheet would run goes out as text, and comes back as it was."""

from __future__ import annotations

import pytest

from headwater.exchange.formula_safe import guard, unguard


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+44 20",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "\uff1d1+1",
        "\uff0b1",
        "\uff0d1",
        "\uff20a",
        "'=1+1",
    ],
)
def test_a_risky_text_is_guarded_and_comes_back(text: str) -> None:
    assert guard(text) == f"'{text}"
    assert unguard(guard(text)) == text


@pytest.mark.parametrize("text", ["", "a=b", "1-2", "'tis", "a@b.example", " "])
def test_another_text_is_left_alone(text: str) -> None:
    assert guard(text) == text
    assert unguard(text) == text
