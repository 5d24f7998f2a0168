"""Series from a file, judged by the strict NHS rules: all of one length at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from headwater.core.signals.icons import Assurance, Variation, cause_words
from headwater.core.signals.strict import SHORT, Rules, Strict, strict
from headwater.core.signals.strict_words import strict_sentence
from headwater.exchange.figures.calendar import period_name, step_of
from headwater.exchange.figures.judged import Judged
from headwater.exchange.figures.problems import Remarks, shown
from headwater.exchange.figures.series import Series
from headwater.exchange.figures.settings import Settings


SHORT_MESSAGE = "short group warning"  # the words of the reference
STOPS = "NHSRplotthedots stops here: missing value where TRUE/FALSE needed"


def judge_strictly(
    series: Sequence[Series],
    settings: Mapping[str, Settings],
    rules: Rules,
    remarks: Remarks,
) -> list[Judged]:
    """Every series by the NHS rules, in the order given."""
    by_length: dict[int, list[int]] = defaultdict(list)
    for at, one in enumerate(series):
        by_length[len(one)].append(at)
    found: dict[int, Judged] = {}
    for places in by_length.values():
        some = [series[at] for at in places]
        made = _together(some, [settings[one.id] for one in some], rules)
        found.update(zip(places, made, strict=True))
    judged = [found[at] for at in range(len(series))]
    for each in judged:
        _say_missing(each, remarks)
    return judged


def _together(
    series: list[Series], settings: list[Settings], rules: Rules
) -> Iterator[Judged]:
    """Series of one length."""
    rebased = [
        [day in one.rebase for day in some.dates] if one.rebase else [False] * len(some)
        for some, one in zip(series, settings, strict=True)
    ]
    found = strict(
        np.array([one.y for one in series]),
        group=np.cumsum(np.array(rebased), axis=1),
        improvement=[one.improvement for one in settings],
        target=[one.target for one in settings],
        fix_after=[one.fix_after for one in settings],
        screen=[one.screen for one in settings],
        rules=rules,
    )
    for at, (one, its) in enumerate(zip(series, settings, strict=True)):
        yield _one(found, at, one, its, rules)


def _one(
    found: Strict, at: int, series: Series, settings: Settings, rules: Rules
) -> Judged:
    words = cause_words(rules.shift, rules.trend)
    period = period_name(series.dates[-1], step_of(series.dates))
    messages = (
        *((SHORT_MESSAGE,) if found.short[at].any() else ()),
        *((STOPS,) if found.undecided[at] else ()),
    )
    return Judged(
        series=series,
        settings=settings,
        chart="XmR",
        group=found.group[at],
        short=found.short[at],
        mean=found.mean[at],
        lower=found.lower[at],
        upper=found.upper[at],
        judged=found.judged[at],
        outside=found.outside[at],
        close=found.close[at],
        flagged=found.flagged[at],
        causes=[words[code] for code in found.cause[at].tolist()],
        kind=found.kind[at],
        variation=Variation(found.variation[at]),
        assurance=Assurance(found.assurance[at]),
        sentence=strict_sentence(found, at, period, rules),
        messages=messages,
    )


def _say_missing(one: Judged, remarks: Remarks) -> None:
    """Blank cells, and where R would stop because of them."""
    blank = int(np.count_nonzero(~one.known))
    if not blank:
        return
    count = "1 point has" if blank == 1 else f"{blank} points have"
    stops = (
        f" {STOPS}. Here a gap breaks runs and trends, and the moves beside it do not "
        "count."
        if STOPS in one.messages
        else ""
    )
    remarks.add(
        "stops" if stops else "missing",
        f"Series {shown(one.series.id)}: {count} no value and no signal.{stops}",
    )


def say_short(found: Sequence[Judged], remarks: Remarks) -> None:
    short = [one.series.id for one in found if SHORT_MESSAGE in one.messages]
    if short:
        some = ", ".join(map(shown, short[:3])) + (", …" if len(short) > 3 else "")
        what = "series has" if len(short) == 1 else "series have"
        remarks.add(
            "short",
            f"{len(short):,} {what} a stretch of fewer than {SHORT} points, too few "
            f"for firm limits: {some}. Their icons are given all the same; "
            f"--icons-from {SHORT} holds them back.",
        )
