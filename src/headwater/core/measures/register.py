"""Changes in how things are recorded, and which of them touch a set of figures."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingChange:
    """One change in recording: from `month` on, figures are not made as before.

    `month` is 'YYYY-MM'. `offences` are the register's words, 'all' for every one;
    `area` is an official code, or blank for all of England and Wales. `expected`
    says which way figures move because of it; `checked` how sure we are of it.
    """

    code: str
    month: str
    what: str
    offences: tuple[str, ...]
    area: str
    expected: str
    source: str
    checked: str
    added_by: str = ""
