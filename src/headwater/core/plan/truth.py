"""Three answers: True, False, and None for 'not written down'.

Rules are made of these, so that what a blank could still change is worked out
and never guessed (Kleene's strong three-valued logic).
"""

from __future__ import annotations

from collections.abc import Iterable


Truth = bool | None


def every(*answers: Truth) -> Truth:
    """False if one is; else None if one is; else True."""
    if False in answers:
        return False
    return None if None in answers else True


def either(*answers: Truth) -> Truth:
    """True if one is; else None if one is; else False."""
    if True in answers:
        return True
    return None if None in answers else False


def some(answers: Iterable[Truth]) -> Truth:
    """`either` over many, stopping at the first True."""
    unknown = False
    for answer in answers:
        if answer:
            return True
        unknown = unknown or answer is None
    return None if unknown else False


def has(value: tuple[str, ...] | None, wanted: frozenset[str]) -> Truth:
    """Does a list cell hold one of the wanted codes? None for a blank cell."""
    return None if value is None else not wanted.isdisjoint(value)


def written(value: object) -> Truth:
    """True if something stands there, False for 'none', None for a blank."""
    return None if value is None else value not in ("", ())
