"""What is shown of a statement, in words: who contests it comes before any figure."""

from __future__ import annotations

from collections.abc import Sequence

from headwater.core.voice.consensus import Every, State
from headwater.core.voice.shown import Shown


COLLAPSED = {
    Every.YES: "Supported by every role: yes.",
    Every.NO: "Supported by every role: no.",
    Every.NOT_HEARD: "Supported by every role: not heard.",
}


def sentence(shown: Shown) -> str:
    """'Contested by victims-survivors. Supported by police and health.'"""
    if shown.every is None:
        return _of_everybody(shown)
    if not shown.roles:
        few = f" Fewer than ten votes of {listed(shown.few)}." if shown.few else ""
        return COLLAPSED[shown.every] + few
    if shown.every is Every.YES:
        return "Supported by every role."
    parts = (
        ("Contested by", State.OPPOSED),
        ("No clear view among", State.UNCLEAR),
        ("Supported by", State.SUPPORTED),
    )
    said = ((words, shown.roles_that(state)) for words, state in parts)
    return " ".join(f"{words} {listed(names)}." for words, names in said if names)


def listed(names: Sequence[str]) -> str:
    """'a', 'a and b', 'a, b and c'."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _of_everybody(shown: Shown) -> str:
    if shown.counts.votes is None:
        return "Fewer than ten votes."
    if shown.majority is None:
        return "No clear majority among those who voted."
    return f"A clear majority {shown.majority.value}s."
