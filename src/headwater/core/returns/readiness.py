"""May a return be submitted, and what should its reader know of it?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from headwater.core.returns.arithmetic import Standing, fallen
from headwater.core.returns.form import Line, unanswered
from headwater.core.returns.parts import Parts, check_every
from headwater.core.returns.periods import Period
from headwater.core.returns.values import WHOLE, Key
from headwater.errors import UserError


@dataclass(frozen=True, slots=True)
class Readiness:
    """What stops a return (the first two), and what is only said of it.

    `unanswered`: neither a value nor why there is none. `wrong`: groups come to more
    than their whole, and no person can be in two. `incomplete`: groups are missing, or
    come to less. `given_away`: one group alone is blank, so that subtraction finds it.
    `fallen`: a cumulative figure is lower than one before.
    """

    unanswered: tuple[Key, ...] = ()
    wrong: tuple[tuple[Key, Parts], ...] = ()
    incomplete: tuple[tuple[Key, Parts], ...] = ()
    given_away: tuple[tuple[Key, Parts], ...] = ()
    fallen: tuple[Key, ...] = ()

    @property
    def ready(self) -> bool:
        return not (self.unanswered or self.wrong)

    def must_be_ready(self) -> None:
        """Raises UserError, in words, where the return may not be submitted."""
        if self.ready:
            return
        parts = [
            _count(len(self.unanswered), "value is", "values are", "not answered"),
            _count(len(self.wrong), "breakdown is", "breakdowns are", "over its whole"),
        ]
        raise UserError(
            f"The return is not ready: {'; '.join(filter(None, parts))}.",
            fix="Give each a value, or say why there is none. 0 is a value.",
        )


def _count(count: int, one: str, many: str, says: str) -> str:
    return f"{count} {one if count == 1 else many} {says}" if count else ""


def readiness(
    lines: Sequence[Line], standing: Standing, earlier: Iterable[Period] = ()
) -> Readiness:
    """Of a return as its lines, and all that stands. `earlier` periods are in order."""
    keys = {line.key for line in lines}
    asked = {line.asked.measure: line.asked for line in lines}
    own = {key: standing[key] for key in keys if key in standing}
    parts = [(k, p) for k, found in check_every(asked, own).items() for p in found]
    return Readiness(
        unanswered(lines),
        tuple(each for each in parts if each[1].wrong),
        tuple(each for each in parts if each[1].incomplete),
        tuple(each for each in parts if each[1].alone),
        tuple(_fallen(lines, standing, list(earlier))),
    )


def _fallen(
    lines: Sequence[Line], standing: Standing, earlier: Sequence[Period]
) -> list[Key]:
    """The wholes of this return that are lower than the last before them."""
    return [
        line.key
        for line in lines
        if line.key.breakdown == WHOLE and _falls(line, standing, earlier)
    ]


def _falls(line: Line, standing: Standing, earlier: Sequence[Period]) -> bool:
    codes = [*(period.code for period in earlier), line.key.period]
    found = fallen(line.asked, standing, line.key.organisation, codes)
    return any(now == line.key.period for _, now in found)
