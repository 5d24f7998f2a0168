"""'About these data', as a text that travels with the folder."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from headwater.core.plan.check import CheckResult
from headwater.exchange.open_data.cell_words import HOW_TO_READ
from headwater.exchange.open_data.resource import Resource


_WIDTH = 78


def about_text(result: CheckResult, resources: Sequence[Resource]) -> str:
    """Plain text: what the data are, whose, how to read a cell, which files."""
    about, framework = result.plan.about, result.framework
    named = [f"{r.path}: {r.shape.title}. {_rows(r.rows)}." for r in resources]
    read = [f"{term}: {meaning}" for term, meaning in HOW_TO_READ]
    parts = (
        about.title,
        about.notice,
        about.summary,
        f"Licence of the plan: {about.licence}." if about.licence else None,
        f"Held against {framework.title} (version {framework.version}) as things "
        f"stood on {result.as_at.isoformat()}. {framework.attribution}",
        f"The framework: {framework.licence}",
        "HOW TO READ A CELL",
        *read,
        "FILES",
        *named,
    )
    return "\n\n".join(_wrapped(part for part in parts if part)) + "\n"


def _wrapped(parts: Iterable[str]) -> Iterable[str]:
    return (textwrap.fill(" ".join(part.split()), _WIDTH) for part in parts)


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"
