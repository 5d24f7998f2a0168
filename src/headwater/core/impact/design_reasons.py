"""Why a design is as it is, in words for whoever signs it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from headwater.core.impact.months import in_words
from headwater.core.impact.treatment import (
    AFTER,
    CHOSEN_BY_FIGURES,
    Break,
    Figures,
    Treatment,
)


OTHERS_NAMED = "the plan names others to compare with"
NEAR = 3  # months: a change in recording so near cannot be told from an action


def where(
    treated: tuple[tuple[str, str], ...], busy: Mapping[str, str], figures: Figures
) -> str:
    listed = "; ".join(
        f"{figures.names.get(a, a)} from {in_words(month)}" for a, month in treated
    )
    also = _listed([(a, busy[a]) for a, _ in treated if a in busy], figures)
    if not also:
        return f"{listed}."
    return (
        f"{listed}. Another action began in them too, and cannot be told apart: {also}."
    )


def compared(
    treatment: Treatment,
    comparison: tuple[str, ...],
    left_out: tuple[tuple[str, str], ...],
    busy: Mapping[str, str],
    figures: Figures,
) -> str:
    """`busy`: areas in which another action began, and which; those that the plan
    names are compared with all the same."""
    gone = _listed([each for each in left_out if each[1] != OTHERS_NAMED], figures)
    also = f" Left out: {gone}." if gone else ""
    if not comparison:
        return f"No other area.{also}"
    names = ", ".join(figures.names.get(area, area) for area in comparison)
    why = "named in the plan" if treatment.compared_with else "without this action"
    word = figures.area_word if len(comparison) == 1 else figures.areas_word
    kept = _listed([(a, busy[a]) for a in comparison if a in busy], figures)
    if kept:
        also += f" Not untouched: {kept}."
    return f"{len(comparison)} {word} {why}: {names}.{also}"


def _listed(areas: Iterable[tuple[str, str]], figures: Figures) -> str:
    """Areas by what is said of them, which is often the same of many."""
    found: dict[str, list[str]] = {}
    for area, said in areas:
        found.setdefault(said, []).append(figures.names.get(area, area))
    return "; ".join(f"{', '.join(names)} ({said})" for said, names in found.items())


def why_last(treatment: Treatment, last: str) -> str:
    months = treatment.after or AFTER
    return (
        f"It is judged once, when the figures to {in_words(last)} are there and each "
        f"area has had it for at least {months} months. Whoever looks every month is "
        "tempted to stop when the answer pleases."
    )


def chosen(selection: str) -> str:
    if selection in CHOSEN_BY_FIGURES:
        return (
            "Because figures were high there. Such areas fall back by themselves, so "
            "the estimate is made again without the year before the start."
        )
    if selection == "volunteers":
        return (
            "Partners came forward. They may differ from others in ways that figures "
            "do not show."
        )
    if selection == "by-lot":
        return "By lot: the surest ground for a comparison."
    if selection == "everywhere":
        return "Everywhere at once, or nearly: little is left to compare with."
    if selection == "need":
        return "By need, on other grounds than these figures."
    return (
        "Nobody has said. Say it: areas that were chosen because figures were high "
        "there fall back by themselves."
    )


def hoped(treatment: Treatment) -> str:
    if treatment.hoped is None:
        return (
            "Nobody has said how large a change is hoped for. Without it, no result "
            "can say that there is no sign of it."
        )
    if treatment.reach is None:
        return (
            f"{treatment.hoped:+g}% among those it reaches. How many of the people of "
            "its areas those are, nobody has said."
        )
    return (
        f"{treatment.hoped:+g}% among those it reaches, who are {treatment.reach:g} of "
        f"every 100 people of its areas: {treatment.overall:+.3g}% of the whole figure."
    )


def recording(breaks: tuple[Break, ...], near: tuple[Break, ...], shared: bool) -> str:
    if not breaks:
        return "None is known in these months."
    listed = "; ".join(f"{in_words(b.month)}, {b.what}" for b in breaks)
    if not near:
        return f"{listed}. Each enters as a step of its own, or is shared by all areas."
    if shared:
        return f"{listed}. One is near the start, and every area compared has it."
    return (
        f"{listed}. One within {NEAR} months of the start is not shared by all areas "
        "that are compared: whatever is found, it cannot be told from the action."
    )
