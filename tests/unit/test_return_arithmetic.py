"""What returns add up to: each rule from a failure of a system that went before.

The rules are section 4.3, and the failures section 5, of the notes on returns that the
design rests on.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from returns_made_up import (
    ALDER,
    BIRCH,
    CEDAR,
    NOT_APPLICABLE,
    NOT_COLLECTED,
    NOT_YET,
    Q1,
    Q2,
    Q3,
    QUARTERS,
    REACHED,
    ROLLED,
    SAFER,
    TOLD,
    TRAINED,
    WAITING,
    WITHHELD,
    entry,
    key,
    over_quarters,
    standing,
)

from headwater.core.measures.definition import MeasureKind
from headwater.core.plan.rows import Measure
from headwater.core.returns.arithmetic import (
    IN_WORDS,
    NO_FLOW,
    NO_PARTS,
    NOT_OVER_PARTNERS,
    Total,
    carried_forward,
    fallen,
    over_partners,
    over_periods,
    together,
)
from headwater.core.returns.asked import Asked, asked_of
from headwater.core.returns.parts import Fit, check_parts
from headwater.core.returns.periods import read_period
from headwater.core.returns.progress import (
    aim_of,
    figure,
    progress,
    progress_in,
)
from headwater.core.returns.values import (
    Entry,
    Origin,
    Ratio,
    Text,
    Value,
    number,
    ratio,
)


BLANKS = [WITHHELD, NOT_COLLECTED, NOT_APPLICABLE, NOT_YET]
COUNTS = st.integers(0, 10_000)


def year(asked: Asked, *values: Value | int | None) -> Total:
    return over_periods(asked, over_quarters(asked, values), ALDER, QUARTERS)


@pytest.mark.parametrize(
    ("asked", "values", "known", "whole", "coverage"),
    [
        # A flow adds over periods; a true zero is one of its parts.
        (TRAINED, (300, 50, 0, 10), 360, True, "4 of 4"),
        # A part that is missing leaves no total, and is named.
        (TRAINED, (300, None, 0, 10), 310, False, "3 of 4; missing: 2026-Q2"),
        (TRAINED, (3, NOT_COLLECTED, 0, 1), 4, False, "3 of 4; missing: 2026-Q2"),
        (TRAINED, (3, 5, 0, NOT_YET), 8, False, "3 of 4; missing: 2026-Q4"),
        (TRAINED, (3, WITHHELD, 0, 1), 4, False, "3 of 4; withheld: 2026-Q2"),
        # What cannot apply is no gap.
        (TRAINED, (3, NOT_APPLICABLE, 0, 1), 4, True, "3 of 3"),
        # A stock is how it stood at the end, a rolling figure too.
        (WAITING, (300, 50, 0, 10), 10, True, "1 of 1"),
        (WAITING, (300, 50, 0, None), None, False, "0 of 1; missing: 2026-Q4"),
        (ROLLED, (300, 310, 305, 290), 290, True, "1 of 1"),
        # A cumulative figure is its latest, never a sum.
        (REACHED, (300, 350, 350, 400), 400, True, "1 of 1"),
        (
            REACHED,
            (300, 350, None, NOT_COLLECTED),
            350,
            True,
            "1 of 1; carried forward: 2026-Q2",
        ),
        (REACHED, (300, 350, WITHHELD, None), None, False, "0 of 1; withheld: 2026-Q3"),
        (REACHED, (), None, False, "0 of 1; missing: 2026-Q4"),
    ],
)
def test_over_periods(
    asked: Asked,
    values: tuple[Value | int | None, ...],
    known: int | None,
    whole: bool,
    coverage: str,
) -> None:
    found = year(asked, *values)
    wanted = None if known is None else number(known)
    assert found.known == wanted
    assert found.value == (wanted if whole else None)
    assert found.coverage == coverage


def test_a_share_is_made_from_its_two_sums_and_never_averaged() -> None:
    found = year(SAFER, ratio(1, 2), ratio(90, 100), ratio(0, 0), ratio(9, 98))
    assert found.value == Ratio(Decimal(100), Decimal(200))
    assert figure(SAFER, found).value == 50  # the average of shares would be 49.7


def test_nothing_out_of_nothing_is_not_0_per_cent() -> None:
    for given_ in (ratio(0, 0), year(SAFER, *[ratio(0, 0)] * 4)):
        found = figure(SAFER, given_)
        assert (found.value, found.why) == (None, "no denominator")
    assert figure(SAFER, ratio(0, 5)).value == 0


def test_a_percentage_without_its_numbers_is_not_added() -> None:
    found = year(SAFER, number(40), number(60), number(1), ratio(1, 2))
    assert (found.known, found.why) == (None, NO_PARTS)
    mean = Asked(measure="M", name="Mean (invented)", kind=MeasureKind.MEAN)
    pair = {ALDER: Total(number(4), 1), BIRCH: Total(number(6), 1)}
    both = over_partners(Asked(**_of(mean), adds_over_partners=True), pair)
    assert (both.known, both.why) == (None, NO_PARTS)


def _of(asked: Asked) -> dict[str, object]:
    return {"measure": asked.measure, "name": asked.name, "kind": asked.kind}


def test_words_and_what_says_nothing_of_time_are_not_added() -> None:
    words = {ALDER: Total(Text("a"), 1), BIRCH: Total(Text("b"), 1)}
    assert over_partners(Asked(**_of(TOLD), adds_over_partners=True), words).why == (  # type: ignore[arg-type]
        IN_WORDS
    )
    unsaid = Asked(measure="M", name="Unsaid (invented)")
    assert year(unsaid, 1, 2, 3, 4).why == NO_FLOW
    assert year(unsaid, 1, 2, 3, 4).value is None


def test_figures_add_over_partners_only_where_somebody_said_so() -> None:
    held = over_quarters(WAITING, [1] * 4) | over_quarters(WAITING, [2] * 4, BIRCH)
    assert together(WAITING, held, [ALDER, BIRCH], QUARTERS).value == number(3)
    unsaid = Asked(measure=WAITING.measure, name="-", kind=WAITING.kind)
    found = together(unsaid, held, [ALDER, BIRCH], [Q1])
    assert (found.known, found.why) == (None, NOT_OVER_PARTNERS)
    assert together(unsaid, held, [ALDER], [Q1]).value == number(1)


def test_a_missing_area_is_out_of_numerator_and_denominator_and_named() -> None:
    held = standing(
        entry(SAFER, ratio(10, 100)),
        entry(SAFER, ratio(30, 100), who=BIRCH),
        entry(SAFER, ratio(1, 1), "2026-Q2", BIRCH),
        entry(SAFER, ratio(1, 100), "2026-Q2"),
        entry(SAFER, ratio(50, 50), who=CEDAR),  # its second quarter is missing
    )
    found = together(SAFER, held, [ALDER, BIRCH, CEDAR], [Q1, Q2])
    assert found.known == ratio(42, 301)
    assert found.value is None
    assert found.coverage == "2 of 3; missing: cedar"


def test_withheld_and_not_applicable_partners_are_told_apart() -> None:
    held = standing(
        entry(TRAINED, 4),
        entry(TRAINED, WITHHELD, who=BIRCH),
        entry(TRAINED, NOT_APPLICABLE, who=CEDAR),
    )
    found = together(TRAINED, held, [ALDER, BIRCH, CEDAR], [Q1])
    assert (found.withheld, found.not_applicable) == ((BIRCH,), (CEDAR,))
    assert found.missing == ()
    without = together(TRAINED, held, [ALDER, CEDAR], [Q1])
    assert without.value == number(4)


@given(
    st.lists(st.lists(COUNTS, min_size=4, max_size=4), min_size=1, max_size=4),
    st.lists(st.sampled_from(["ann", "ben", "eve"]), min_size=16, max_size=16),
)
def test_a_cumulative_total_is_the_same_whoever_reports(
    counts: list[list[int]], people: list[str]
) -> None:
    names = [f"partner-{n}" for n in range(len(counts))]
    by_one, by_many = {}, {}
    reporters = iter(people)
    for name, row in zip(names, map(sorted, counts), strict=True):
        for at, each in over_quarters(REACHED, row, name).items():
            by_one[at] = each
            by_many[at] = Entry(at, each.value, origin=Origin(by=next(reporters)))
    totals = [
        together(REACHED, by_many, names, QUARTERS[:upto]).value
        for upto in (1, 2, 3, 4)
    ]
    assert totals[-1] == together(REACHED, by_one, names, QUARTERS).value
    assert totals[-1] == number(sum(max(row) for row in counts))
    figures = [figure(REACHED, total).value for total in totals]
    assert figures == sorted(figures)  # type: ignore[type-var]


def test_a_cumulative_total_holds_when_one_partner_does_not_report() -> None:
    held = over_quarters(REACHED, (10, 20, None)) | over_quarters(
        REACHED, (1, 2, 3), BIRCH
    )
    found = together(REACHED, held, [ALDER, BIRCH], (Q1, Q2, Q3))
    assert found.value == number(23)
    assert found.carried == (ALDER,)


def test_a_cumulative_figure_that_falls_is_named() -> None:
    held = over_quarters(REACHED, (10, WITHHELD, 8, 8))
    codes = [period.code for period in QUARTERS]
    assert fallen(REACHED, held, ALDER, codes) == (("2026-Q1", "2026-Q3"),)
    assert fallen(TRAINED, over_quarters(TRAINED, (9, 1)), ALDER, codes) == ()


def test_what_is_carried_forward_is_marked_and_goes_back_one_period_only() -> None:
    held = over_quarters(WAITING, (7, None, NOT_COLLECTED))
    second = carried_forward(held, key(WAITING, "2026-Q2"), [Q1])
    assert second == Entry(key(WAITING, "2026-Q2"), number(7), carried_from="2026-Q1")
    third = carried_forward(held, key(WAITING, "2026-Q3"), [Q1, Q2])
    assert third == held[key(WAITING, "2026-Q3")]
    marked = over_periods(WAITING, standing(second), ALDER, [Q2])
    assert marked.carried == ("2026-Q2",)


@pytest.mark.parametrize("blank", [WITHHELD, NOT_APPLICABLE])
def test_nothing_is_carried_over_what_is_withheld(blank: Value) -> None:
    held = over_quarters(WAITING, (7, blank))
    assert carried_forward(held, key(WAITING, "2026-Q3"), [Q1, Q2], most=2) is None
    assert (
        carried_forward(held, key(WAITING, "2026-Q2"), [Q1])
        == (held[key(WAITING, "2026-Q2")])
    )


@pytest.mark.parametrize(
    ("actual", "baseline", "target", "share"),
    [
        (15, 10, 20, "0.5"),
        (5, 10, 0, "0.5"),  # falling
        (30, 10, 20, "2"),  # over the target
        (5, 10, 20, "-0.5"),  # away from it
        (10, 10, 20, "0"),
        (0, 10, 0, "1"),  # a true zero that was wanted
    ],
)
def test_progress(actual: int, baseline: int, target: int, share: str) -> None:
    found = progress(WAITING, number(actual), Decimal(baseline), Decimal(target))
    assert (found.value, found.why) == (Decimal(share), "")


@pytest.mark.parametrize(
    ("actual", "baseline", "target", "why"),
    [
        (number(10), 10, 10, "the target is the baseline"),
        (number(10), None, 10, "no baseline"),
        (number(10), 10, None, "no target"),
        (None, 10, 20, "no value"),
        (WITHHELD, 10, 20, "withheld"),
        (NOT_YET, 10, 20, "not available yet"),
        (ratio(0, 0), 10, 20, "no denominator"),
        (Text("Better."), 10, 20, "in words"),
        (Total(number(5), 3, missing=("birch",)), 10, 20, "not all values are there"),
        (Total(number(5), 3, withheld=("birch",)), 10, 20, "withheld"),
        (Total(), 10, 20, "no value"),
    ],
)
def test_there_is_no_progress(
    actual: Value | Total | None, baseline: int | None, target: int | None, why: str
) -> None:
    ends = [None if end is None else Decimal(end) for end in (baseline, target)]
    found = progress(WAITING, actual, *ends)
    assert (found.value, found.why) == (None, why)


def test_progress_of_a_share_is_in_per_cent() -> None:
    found = progress(SAFER, ratio(1, 2), Decimal(40), Decimal(60))
    assert found.value == Decimal("0.5")


@pytest.mark.parametrize(
    ("whole", "parts", "fit"),
    [
        (10, (4, 3, 2, 1), Fit.AGREE),
        (10, (4, 3, 2, 2), Fit.MORE),
        (10, (4, 3, 2, 0), Fit.LESS),
        (10, (4, 3, 2, None), Fit.INCOMPLETE),
        (10, (4, 3, WITHHELD, 0), Fit.INCOMPLETE),
        (10, (4, 30, WITHHELD, 0), Fit.MORE),
        (None, (4, 3, 2, 1), Fit.NO_WHOLE),
        (WITHHELD, (4, 3, 2, 1), Fit.NO_WHOLE),
        (0, (0, 0, 0, 0), Fit.AGREE),
    ],
)
def test_parts_against_the_whole(
    whole: Value | int | None, parts: tuple[Value | int | None, ...], fit: Fit
) -> None:
    groups = TRAINED.breakdowns["sex"]
    held = standing(
        *([] if whole is None else [entry(TRAINED, whole)]),
        *(
            entry(TRAINED, value, by=(("sex", group),))
            for group, value in zip(groups, parts, strict=True)
            if value is not None
        ),
    )
    (found,) = check_parts(TRAINED, held, key(TRAINED))
    assert found.fit is fit
    assert found.wrong is (fit is Fit.MORE)
    # The whole is what was entered for it, whatever its parts come to.
    assert over_periods(TRAINED, held, ALDER, [Q1]).known == (
        number(whole) if isinstance(whole, int) else None
    )


def test_parts_may_be_more_than_the_whole_where_one_person_is_in_several() -> None:
    asked = Asked(
        measure="M1",
        name="-",
        breakdowns={"need": ()},
        multi_choice=frozenset({"need"}),
    )
    parts = [entry(asked, 8, by=(("need", group),)) for group in ("housing", "money")]
    held = standing(entry(asked, 10), *parts)
    assert [p.fit for p in check_parts(asked, held, key(asked))] == [Fit.OVERLAP]


def test_one_blank_group_alone_is_given_away_by_the_whole() -> None:
    groups = TRAINED.breakdowns["sex"]
    values = [4, WITHHELD, 2, 1]
    held = standing(
        entry(TRAINED, 10),
        *(
            entry(TRAINED, v, by=(("sex", g),))
            for g, v in zip(groups, values, strict=True)
        ),
    )
    (found,) = check_parts(TRAINED, held, key(TRAINED))
    assert (found.blank, found.alone) == (("male",), True)


@pytest.mark.parametrize(
    ("female", "male", "fit"),
    [
        (ratio(1, 4), ratio(2, 6), Fit.AGREE),
        (ratio(1, 4), ratio(3, 6), Fit.MORE),  # of the numerators
        (ratio(1, 4), ratio(1, 6), Fit.LESS),
        (ratio(1, 5), ratio(2, 6), Fit.MORE),
        (ratio(1, 4), WITHHELD, Fit.INCOMPLETE),
    ],
)
def test_parts_of_a_share_are_looked_at_both_ways(
    female: Value, male: Value, fit: Fit
) -> None:
    asked = Asked(**_of(SAFER), breakdowns={"sex": ("female", "male")})
    held = standing(
        entry(asked, ratio(3, 10)),
        entry(asked, female, by=(("sex", "female"),)),
        entry(asked, male, by=(("sex", "male"),)),
    )
    (found,) = check_parts(asked, held, key(asked))
    assert (found.fit, found.whole) == (fit, 10)


def test_a_period_works_towards_the_next_aim() -> None:
    row = Measure(
        measure_id="M",
        name="Waiting (invented)",
        kind="count",
        baseline=100.0,
        targets=("2028-03: 20", "2027-03: 60", "2026: fewer", "some day: 1", "fewer"),
    )
    asked = asked_of(row)
    assert [(a.written, a.value) for a in asked.aims] == [
        ("2027-03", 60),
        ("2028-03", 20),
    ]
    for period, share in (("2026-Q1", "0.5"), ("2027-Q1", "0.5"), ("2027", "0.25")):
        assert progress_in(asked, number(80), read_period(period)).value == Decimal(
            share
        )
    after = aim_of(asked, read_period("2030"))
    assert after is not None
    assert after.value == 20
    assert progress_in(WAITING, number(80), Q1).why == "no baseline"
    assert progress_in(asked_of(replace(row, targets=())), number(8), Q1).why == (
        "no target"
    )
