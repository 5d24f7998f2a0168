"""Why a design is as it is, in words for whoever signs it."""

from __future__ import annotations

from headwater.core.impact.treatment import (
    AFTER,
    CHOSEN_BY_FIGURES,
    Break,
    Figures,
    Treatment,
)


NEAR = 3  # months: a change in recording so near cannot be told from an action


def where(treated: tuple[tuple[str, str], ...], figures: Figures) -> str:
    listed = "; ".join(
        f"{figures.names.get(a, a)} from {month}" for a, month in treated
    )
    return f"{listed}."


def compared(
    treatment: Treatment,
    comparison: tuple[str, ...],
    left_out: tuple[tuple[str, str], ...],
    figures: Figures,
) -> str:
    if not comparison:
        return "No other area."
    names = ", ".join(figures.names.get(area, area) for area in comparison)
    why = "named in the plan" if treatment.compared_with else "without this action"
    busy = [
        f"{figures.names.get(area, area)} ({said})"
        for area, said in left_out
        if not treatment.compared_with
    ]
    also = f" Left out: {'; '.join(busy)}." if busy else ""
    return f"{len(comparison)} {figures.areas_word} {why}: {names}.{also}"


def why_last(treatment: Treatment, last: str) -> str:
    months = treatment.after or AFTER
    return (
        f"It is judged on {months} months in each area, when the figures to {last} are "
        "there, and not before: who looks each month stops when it pleases."
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
        f"every 100 people of its areas: {treatment.overall:+.2g}% of the whole figure."
    )


def recording(breaks: tuple[Break, ...], near: tuple[Break, ...], shared: bool) -> str:
    if not breaks:
        return "None is known in these months."
    listed = "; ".join(f"{b.month}, {b.what}" for b in breaks)
    if not near:
        return f"{listed}. Each enters as a step of its own, or is shared by all areas."
    if shared:
        return f"{listed}. One is near the start, and every area compared has it."
    return (
        f"{listed}. One within {NEAR} months of the start is not shared by all areas "
        "that are compared: whatever is found, it cannot be told from the action."
    )
