"""What a weighted answer rests on, in words, as JSON and as cells of a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from headwater.core.impact.harm import HarmSeries
from headwater.core.impact.harm_step import Effective
from headwater.exchange.figures.rows_out import Row
from headwater.exchange.impact_weights import Weights


TWO_LOOKS = (
    "Choose before you look which of the two is to count, the plain number or the "
    "weighted one. Taking whichever pleases gives chance two goes."
)


@dataclass(frozen=True, eq=False, slots=True)
class Harm:
    """The weights, and how few crimes the months from `first` to `last` come to.

    `start` is blank where nobody has said it. `series` is None where nothing that
    weighs anything was counted.
    """

    weights: Weights
    rests: Effective
    series: HarmSeries | None
    first: str
    start: str
    last: str

    @property
    def after(self) -> float | None:
        """The effective number from the start on; None where there is none."""
        return self.rests.after if self.start else None

    def __str__(self) -> str:
        after = (
            f", and {self.rests.after:,.0f} from {self.start} on" if self.start else ""
        )
        number = (
            f"The effective number of crimes is {self.rests.total:,.0f} in the months "
            f"from {self.first} to {self.last}{after}."
        )
        if self.series is None:
            return f"{number} Source of the weights: {self.weights.source}."
        return f"{number} {self.series}"

    @property
    def unit(self) -> str:
        """What the numbers of a weighted estimate are."""
        each = self.rests.each
        shown = f"{each:,.0f}" if each >= 100 else f"{each:.3g}"
        return f"Both numbers are in effective crimes, of weight {shown} each."


def harm_as_json(harm: Harm) -> dict[str, Any]:
    """All but the plain answer: docs/reference/impact-files.md."""
    series = harm.series
    return {
        "says": str(harm),
        "effective_crimes": harm.rests.total,
        "effective_crimes_before": harm.rests.before if harm.start else None,
        "effective_crimes_after": harm.after,
        "weight_of_one": harm.rests.each if series else None,
        "crimes": series.crimes_total if series else 0,
        "heaviest": series.heaviest if series else None,
        "heaviest_share": series.its_share if series else None,
        "source": harm.weights.source,
        "weights": [
            {"offence": each.offence, "weight": each.weight, "source": each.source}
            for each in harm.weights.each
        ],
    }


def harm_as_row(harm: Harm) -> Row:
    """The cells that a line of a table gets beside those of the plain answer."""
    whole = harm_as_json(harm)
    return {
        **{name: whole[name] for name in whole if name.startswith("effective")},
        "weight_of_one": whole["weight_of_one"],
        "crimes": whole["crimes"],
        "heaviest": whole["heaviest"],
        "heaviest_share": whole["heaviest_share"],
        "weights_source": whole["source"],
    }
