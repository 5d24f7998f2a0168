"""Names that reach up: 'northbank/O3' is the row O3 of the plan above.

A plan names the plan that it sits under (`parent`), and its rows may then refer
to rows of that plan, so that a district's action can serve the city's outcome.
Partners are the exception: every plan lists those that it names, so that it can
be read and checked alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from headwater.core.plan.cells import NONE
from headwater.core.plan.rows import Action, Plan


LISTED_IN_EVERY_PLAN = frozenset({"organisations"})


def qualified(plan_id: str, key: str) -> str:
    """The name of a row as other plans say it: 'northbank/O3'."""
    return f"{plan_id}/{key}"


def key_above(parent: str | None, reference: str) -> str | None:
    """The row of the plan above that a reference means; None where it means none."""
    start, key = qualified(parent or "", ""), reference
    return key.removeprefix(start) if parent and key.startswith(start) else None


def serves_above(plan: Plan, action: Action) -> bool:
    """Does an action serve an outcome of the plan above? Its measures stand there."""
    return any(key_above(plan.about.parent, o) for o in action.outcomes or ())


@dataclass(frozen=True)
class Above:
    """What a reference may name in the plan above.

    `ids` are those of one table there, by their small letters; None where that
    plan is not at hand, so that only the form of a name can be checked.
    """

    plan_id: str
    ids: Mapping[str, str] | None = None

    @classmethod
    def of(cls, parent: str, ids: Iterable[str] | None) -> Above | None:
        """None for a plan with nothing above it."""
        plain = " ".join(parent.split())
        if not plain or plain.casefold() == NONE:
            return None
        return cls(plain, None if ids is None else {i.casefold(): i for i in ids})

    def one(self, text: str) -> str | None:
        """The whole name of a row above; None where the text names none."""
        start = qualified(self.plan_id, "")
        key = text[len(start) :].strip()
        if not key or text[: len(start)].casefold() != start.casefold():
            return None
        if self.ids is not None:
            key = self.ids.get(key.casefold(), "")
        return qualified(self.plan_id, key) if key else None

    def hint(self, text: str) -> str:
        """For somebody who left out the name of the plan above."""
        key = (self.ids or {}).get(text.casefold())
        return f" Did you mean '{qualified(self.plan_id, key)}'?" if key else ""
