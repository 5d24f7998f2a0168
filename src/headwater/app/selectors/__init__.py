"""Everything that reads: from the database to the values of core."""

from headwater.app.selectors.held import Held, NotThere, held, plans
from headwater.app.selectors.receipts import Provenance, provenance
from headwater.app.selectors.standing import PlanName, load_plan


__all__ = [
    "Held",
    "NotThere",
    "PlanName",
    "Provenance",
    "held",
    "load_plan",
    "plans",
    "provenance",
]
