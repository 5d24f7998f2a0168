"""What everybody sees of returns, where none has been asked for."""

from __future__ import annotations

from routes import PAGES


def test_a_plan_without_returns_says_so_and_names_no_partner(page) -> None:
    found = page(PAGES["returns-public"])
    assert found.h1 == "Returns of partners"
    assert "No returns have been asked for in this plan." in found.main
    assert "<table" not in found.html
