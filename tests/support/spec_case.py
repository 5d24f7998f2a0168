"""The shape of a spec: tables in, findings out; it also becomes a page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """One example of a rule.

    `shows` is one of held, gap, ask, note, blank, complete or 'not applicable'.
    `findings` lists 'level subject' ('gap vawg-type/stalking'); where `only` is
    set, no other finding of the rule may appear.
    """

    shows: str
    says: str  # one plain sentence: what this example is about
    tables: str
    findings: tuple[str, ...] = ()
    only: bool = True
    as_at: str = "2026-11-01"
