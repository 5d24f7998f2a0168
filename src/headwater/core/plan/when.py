"""What a written date says of a day: yes, no, or not written down."""

from __future__ import annotations

from datetime import date

from headwater.core.plan.truth import Truth
from headwater.core.time import DateState, PartialDate


def happened(when: PartialDate | None, as_at: date) -> Truth:
    """Has it taken place by `as_at`? 'none' is no; a date still to come is no.

    None for a blank, 'to be confirmed', and a span that `as_at` falls within.
    """
    if when is None or when.state is DateState.UNCLEAR:
        return None
    if when.state is DateState.NONE or when.surely_after(as_at):
        return False
    if when.state is DateState.OPEN:
        return True
    return True if when.last is not None and when.last <= as_at else None


def recent(when: PartialDate | None, since: date, as_at: date) -> Truth:
    """Did it take place from `since` to `as_at`? What goes on still, did."""
    answer = happened(when, as_at)
    if not answer or when is None or when.state is DateState.OPEN:
        return answer
    if when.surely_before(since):
        return False
    return True if when.first is not None and when.first >= since else None


def passed(due: PartialDate | None, as_at: date) -> Truth:
    """Has a date by which something is due, or ends, gone by?

    A month or year has passed when all of it has. 'none' and 'ongoing' never
    pass. None for a blank and for 'to be confirmed'.
    """
    if due is None or due.state is DateState.UNCLEAR:
        return None
    return due.surely_before(as_at)


def endless(end: PartialDate | None) -> bool:
    """Is it said to have no end: 'ongoing', or 'none'?"""
    return end is not None and end.state in (DateState.OPEN, DateState.NONE)


def in_words(when: PartialDate) -> str:
    """For a sentence: 'on 31 March 2027', 'in 2027-03', 'by end of 2027'."""
    if when.state is DateState.EXACT:
        return f"on {when.text}"
    plain = when.text.lower().startswith(_HAS_A_WORD)
    return when.text[0].lower() + when.text[1:] if plain else f"in {when.text}"


_HAS_A_WORD = ("by ", "before ", "no later", "from ", "since ", "end ", "the ")
