"""The same series as the NHS rules see them: one click away from the honest view."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from headwater.app.selectors.figures import KEPT
from headwater.app.selectors.measured import FigureView, StrictView
from headwater.core.measures.definition import Direction
from headwater.core.signals.differences import differences
from headwater.core.signals.icons import Variation, cause_words
from headwater.core.signals.strict import Rules, Strict, strict


RULES = Rules(icons_from=13)  # as the NHS guidance asks, and our default
IMPROVEMENT = {Direction.LOWER: -1, Direction.HIGHER: 1}


@lru_cache(maxsize=KEPT)
def strict_view(view: FigureView) -> StrictView | None:
    """The NHS rules on a set of figures, without any rebase; None where no signals
    are looked for.

    A rebase needs a reason and a name, so none is made here: across a change in
    recording the two views differ, and say so.
    """
    if view.signals is None:
        return None
    direction = view.figures.definition.direction
    better = IMPROVEMENT.get(direction, 0) if direction else 0
    found = strict(view.table.numbers(), improvement=better, rules=RULES)
    said = differences(found, view.signals, view.period_labels)
    return StrictView(
        mean=found.mean,
        lower=found.lower,
        upper=found.upper,
        flagged=found.flagged,
        label=_labels(found),
        variation=_variations(found, view.table.numbers()),
        differences=tuple(
            f"{line.label}: {' '.join(sentences)}"
            for line, sentences in zip(view.series, said, strict=True)
            if sentences
        ),
    )


def _variations(found: Strict, numbers: NDArray[np.float64]) -> tuple[str, ...]:
    """The icon of each series in words; blank where it has none or no figure."""
    none = np.isnan(numbers).all(axis=1)
    return tuple(
        "" if empty else Variation(int(code)).word
        for code, empty in zip(found.variation, none, strict=True)
    )


def _labels(found: Strict) -> NDArray[np.str_]:
    words = cause_words(RULES.shift, RULES.trend)
    codes = sorted(words)
    return np.array([words[code] for code in codes])[found.cause - codes[0]]
