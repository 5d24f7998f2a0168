"""Money: by year, by tier and the like, and what must not be added up."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spec_tables import AS_AT, read_plan

from headwater.core.framework.load import load_framework
from headwater.core.plan.checks.hygiene import name_of
from headwater.core.plan.findings import Level
from headwater.core.plan.funding import Funding, funding, money_table
from headwater.core.plan.look import Look
from headwater.core.plan.money import Pounds
from headwater.core.plan.money_table import Line, MoneyTable, Part, name_of_tranche
from headwater.core.plan.rows import About, Action, Organisation, Plan, Tranche
from headwater.core.plan.timeline import spread_evenly
from headwater.core.time import read_date
from headwater.errors import UserError


LONDON = load_framework("london")
PLAN = """
    organisations
    organisation_id | name    | sector
    hall            | Hall    | mayoral-body
    nhs             | Health  | nhs
    met             | Police  | police-mps
    actions
    action_id | tiers               | communities | lead_organisations | end
    A1        | primary             | migrant     | hall               | 2030
    A2        | primary; secondary  |             | hall; met          | 2030
    A3        |                     | none        |                    | 2030
    A4        | primary             | disabled    | met                | 2030
    A5        | tertiary            | migrant     | met                | 2030
    funding
    action | tranche | funder | amount | start      | end        | secured | also_pays_for
    A1     | one     | hall   | 3,000  | 2025-04-01 | 2028-03-31 | yes     | none
    A1     | two     | nhs    | 500    | 2026-04-01 | 2026-09-30 |         | A4
    A2     | one     | hall   |        | 2025-04    | 2027-03    | yes     |
    A3     | one     |        | 200    |            |            | no      | none
    A4     | one     | none   | 100.50 | 2025-04-01 | ongoing    | yes     | A2
"""  # noqa: E501 - a table as wide as its columns


def look_at(text: str) -> Look:
    return Look(read_plan(text, LONDON), LONDON, AS_AT)


def shown(by: str, text: str = PLAN) -> MoneyTable:
    return money_table(look_at(text), by)


def whole(text: str = PLAN) -> Funding:
    return funding(look_at(text))


def line(table: MoneyTable, code: str, part: Part = Part.ONE) -> Line:
    return next(x for x in table.lines if (x.code, x.part) == (code, part))


def test_total_counts_shared_money_once_and_keeps_agreement_apart() -> None:
    assert whole().total == Pounds(
        agreed=Decimal("3100.50"),
        not_said=Decimal(500),
        not_agreed=Decimal(200),
        tranches=4,
        unknown=1,
    )
    assert whole().total.counted == Decimal("3600.50")


def test_years_share_an_amount_by_days() -> None:
    table = shown("year")
    labels = [x.label for x in table.lines if x.part is Part.ONE]
    assert labels == ["2025/26", "2026/27", "2027/28"]
    sums = [x.pounds.agreed for x in table.lines[:3]]
    assert sum(sums) == 3000
    assert sums == [Decimal(999), Decimal(999), Decimal(1002)]  # 365, 365, 366 days


def test_year_says_what_has_no_amount() -> None:
    first = line(shown("year"), "2025/26").pounds
    assert (first.tranches, first.unknown) == (1, 1)


def test_money_without_dates_or_end_has_no_year() -> None:
    undated = line(shown("year"), "", Part.BLANK)
    assert undated.tranches == ("A3 / one", "A4 / one")
    assert undated.pounds.agreed == Decimal("100.50")
    assert undated.pounds.not_agreed == 200


def test_spread_money_is_counted_to_be_said() -> None:
    assert (shown("year").spread, shown("year").broad) == (1, 0)
    assert shown("year", PLAN.replace("2025-04-01 | 2028", "2025 | 2028")).broad == 1


def test_every_year_of_the_plan_has_its_line() -> None:
    plan = "plan\nplan_id | start | end\nP | 2024-04 | 2034-03\n"
    table = shown("year", plan + PLAN)
    years = [x for x in table.lines if x.part is Part.ONE]
    assert (years[0].label, years[-1].label) == ("2024/25", "2033/34")
    assert years[-1].pounds == Pounds()
    assert not years[-1].tranches


def test_nothing_at_all_has_no_years() -> None:
    assert shown("year", "actions\naction_id\nA1\n").lines == ()


def test_tiers_are_never_split_or_counted_twice() -> None:
    table = shown("tier")
    assert line(table, "primary").tranches == ("A1 / one", "A1 / two")
    assert line(table, "tertiary").pounds == Pounds()
    assert line(table, "", Part.SEVERAL).tranches == ("A2 / one", "A4 / one")
    assert line(table, "", Part.BLANK).tranches == ("A3 / one",)


def test_shared_money_belongs_to_what_all_its_actions_name() -> None:
    table = shown("community")
    assert line(table, "migrant").tranches == ("A1 / one",)
    assert line(table, "", Part.SEVERAL).tranches == ("A1 / two",)
    assert line(table, "", Part.NONE).tranches == ("A3 / one",)
    assert line(table, "", Part.BLANK).tranches == ("A2 / one", "A4 / one")


def test_sector_is_that_of_the_lead_with_its_parts() -> None:
    table = shown("sector")
    assert line(table, "mayoral-body").tranches == ("A1 / one",)
    assert line(table, "", Part.SEVERAL).tranches == (
        "A1 / two",
        "A2 / one",
        "A4 / one",
    )


def test_funders_stand_by_name() -> None:
    table = shown("funder")
    assert [x.label for x in table.lines] == [
        "Hall",
        "Health",
        "Said to have no funder",
        "No funder written down",
    ]
    sectors = shown("funder_sector")
    assert line(sectors, "nhs").pounds.not_said == 500
    assert line(sectors, "", Part.BLANK).tranches == ("A3 / one",)


def test_all_types_is_a_line_of_its_own() -> None:
    text = "actions\naction_id | vawg_types\nA1 | all\nA2 | all; stalking\n" + (
        "funding\naction | tranche | amount\nA1 | a | 5\nA2 | b | 7\n"
    )
    table = shown("vawg-type", text)
    assert line(table, "", Part.ALL).pounds.written == 5
    assert line(table, "", Part.SEVERAL).pounds.written == 7


def test_unknown_way_says_which_there_are() -> None:
    with pytest.raises(UserError, match="'colour'") as refused:
        shown("colour")
    assert refused.value.fix.startswith("Choose one of: year, funder")


def test_what_is_missing_is_named() -> None:
    found = whole()
    assert found.no_amount == ("A2 / one",)
    assert found.shared == ("A1 / two", "A4 / one")
    assert found.sharing_blank == ("A2 / one",)
    assert found.funders_blank == ("A3 / one",)
    assert found.without == ("A5",)


def test_cliffs_are_those_of_the_check_soonest_first() -> None:
    sooner = PLAN + "A5 | one | nhs | 10 | 2025 | 2026-12-31 | yes | none\n"
    cliffs = whole(sooner).cliffs
    assert [c.action for c in cliffs] == ["A5", "A1", "A3"]
    assert cliffs[0].message.startswith("A5 ends in 2030, and its money")
    assert cliffs[-1].money_ends is None  # none of it is agreed


def test_cliff_is_firm_only_in_a_complete_table() -> None:
    text = """
        actions
        action_id | end
        A1        | 2030
        funding
        action | tranche | end        | secured | also_pays_for
        A1     | a       | 2027-03-31 | yes     | none
    """
    complete = "meta\ntable | complete\nfunding | yes\n"
    for tables, level in ((text, Level.ASK), (text + complete, Level.GAP)):
        (cliff,) = whole(tables).cliffs
        assert (cliff.action, cliff.level) == ("A1", level)
        assert cliff.money_ends
        assert cliff.money_ends.last == date(2027, 3, 31)


def test_pooled_money_has_several_funders() -> None:
    (pooled,) = whole().pooled
    assert (pooled.action, pooled.funders) == ("A1", ("hall", "nhs"))


def test_money_that_may_be_the_same_is_told_and_summed() -> None:
    twin = "A5 | other | hall | 3,000 | 2025-04-01 | 2028-03-31 | yes |\n"
    found = whole(PLAN + twin)
    assert [t.tranche for t in found.twins] == ["A5 / other"]
    assert found.doubtful == 3000


def test_names_of_tranches_are_their_keys() -> None:
    row = Tranche(action="A1", tranche="one")
    assert name_of_tranche(row) == name_of("funding", row)


def test_length_is_that_of_the_check() -> None:
    length = whole().length
    assert length.used == 2
    assert length.years is not None
    assert round(length.years, 2) == Decimal("2.64")


# Every pound once.

DAYS = st.dates(date(2019, 1, 1), date(2033, 12, 31))
AMOUNTS = st.decimals(0, 10**9, places=2)


@given(AMOUNTS, st.lists(st.integers(1, 366), min_size=1, max_size=40))
def test_shares_add_up_to_the_amount(amount: Decimal, days: list[int]) -> None:
    shares = spread_evenly(amount, days)
    assert sum(shares) == amount
    assert min(shares) >= 0
    assert all(share == share.to_integral_value() for share in shares[:-1])


@given(AMOUNTS, st.lists(st.integers(1, 366), min_size=1, max_size=20))
def test_shares_are_within_two_pounds_of_even(amount: Decimal, days: list[int]) -> None:
    for share, count in zip(spread_evenly(amount, days), days, strict=True):
        assert abs(share - amount * count / sum(days)) < 2


DATES = st.none() | DAYS.map(lambda day: read_date(day.isoformat()))
IDS = ("A1", "A2", "A3")


def lists_of(*codes: str) -> st.SearchStrategy[tuple[str, ...] | None]:
    return st.none() | st.lists(st.sampled_from(codes), max_size=2, unique=True).map(
        tuple
    )


TRANCHES = st.lists(
    st.builds(
        Tranche,
        action=st.sampled_from(IDS),
        tranche=st.just("t"),
        funder=st.sampled_from([None, "", "o1", "o2", "of another plan"]),
        amount=st.none() | AMOUNTS,
        start=DATES,
        end=DATES | st.just(read_date("ongoing")),
        secured=st.sampled_from([None, True, False]),
        also_pays_for=lists_of(*IDS, "above/A9"),
    ),
    max_size=6,
)
ACTIONS = st.tuples(
    *(
        st.builds(
            Action,
            action_id=st.just(name),
            title=st.just(name),
            tiers=lists_of("primary", "secondary"),
            communities=lists_of("migrant", "disabled"),
            lead_organisations=lists_of("o1", "o2"),
            vawg_types=lists_of("all", "stalking"),
            geography=lists_of("E12000007", "E09000004"),
        )
        for name in IDS
    )
)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    return Plan(
        about=About(plan_id="P", title="P", area=("E12000007",)),
        organisations=tuple(
            Organisation(organisation_id=o, name=o, sector=sector)
            for o, sector in (("o1", "police-mps"), ("o2", "nhs"))
        ),
        actions=draw(ACTIONS),
        funding=tuple(draw(TRANCHES)),
    )


WAYS = ["year", "tier", "community", "sector", "funder", "funder-sector", "vawg-type"]


@pytest.mark.slow
@settings(max_examples=150)
@given(plans(), st.sampled_from([*WAYS, "area"]))
def test_lines_add_up_to_every_known_amount(plan: Plan, by: str) -> None:
    table = money_table(Look(plan, LONDON, AS_AT), by)
    known = {
        secured: sum(t.amount or 0 for t in plan.funding if t.secured is secured)
        for secured in (True, None, False)
    }
    lines = [x.pounds for x in table.lines]
    for total in ([table.total], lines):
        assert sum(p.agreed for p in total) == known[True]
        assert sum(p.not_said for p in total) == known[None]
        assert sum(p.not_agreed for p in total) == known[False]
    if by != "year":  # there a tranche stands in each of its years
        named = list(chain.from_iterable(x.tranches for x in table.lines))
        assert len(named) == len(plan.funding)
        assert sum(p.tranches + p.unknown for p in lines) == len(plan.funding)


@pytest.mark.slow
@given(plans())
def test_each_year_holds_the_tranches_that_touch_it(plan: Plan) -> None:
    for found in money_table(Look(plan, LONDON, AS_AT), "year").lines:
        if found.part is not Part.ONE:
            continue
        year = int(found.code[:4])
        first, last = date(year, 4, 1), date(year + 1, 4, 1) - timedelta(days=1)
        touching = [
            f"{t.action} / {t.tranche}"
            for t in plan.funding
            if t.start
            and t.start.first
            and t.end
            and t.end.last
            and max(t.start.first, first) <= min(t.end.last, last)
            and t.start.first <= t.end.last
        ]
        assert sorted(found.tranches) == sorted(touching)


def test_money_of_a_large_plan_is_read_quickly() -> None:
    plan = Plan(
        about=About(plan_id="P", title="P"),
        actions=tuple(Action(action_id=f"A{n}", title="A") for n in range(2000)),
        funding=tuple(
            Tranche(
                action=f"A{n % 2000}",
                tranche=str(n),
                amount=Decimal(1000),
                start=read_date("2024"),
                end=read_date("2034"),
                also_pays_for=(),
            )
            for n in range(4000)
        ),
    )
    look = Look(plan, LONDON, AS_AT)
    assert sum(x.pounds.written for x in money_table(look, "year").lines) == 4_000_000
    assert len(funding(look).cliffs) > 0
