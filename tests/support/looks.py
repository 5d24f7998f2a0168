"""What must hold of any page in a browser: it fits, and axe finds nothing."""

from __future__ import annotations

from typing import Any


TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def fits(page: Any) -> None:
    """The page, once it is there, is no wider than its window."""
    page.wait_for_load_state()
    assert not page.evaluate(TOO_WIDE), page.url


def accessible(page: Any, axe: str) -> None:
    """axe, put into the page, finds no problem."""
    page.evaluate(axe)
    found = page.evaluate("axe.run(document)")
    assert found["passes"], "axe looked at nothing"
    problems = [
        (v["id"], v["help"], [node["target"] for node in v["nodes"]][:3])
        for v in found["violations"]
    ]
    assert problems == [], page.url


def looked_at(page: Any, axe: str, *, scripts: bool = True) -> None:
    """Both; a page without scripts can be measured, but not run axe."""
    fits(page)
    if scripts:
        accessible(page, axe)
