"""Returns of Northbank, which is invented: from its plan to a file and back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from returns_made_up import form

from headwater.core.plan.rows import Plan
from headwater.core.returns.asked import Asked, asked_of, measures_of
from headwater.core.returns.compare import compare, taken_in
from headwater.core.returns.form import Form, lines_of, nil_return, unanswered
from headwater.core.returns.periods import read_period
from headwater.core.returns.values import Key, Number, Ratio
from headwater.errors import UserError
from headwater.exchange.northbank import northbank_plans
from headwater.exchange.returns_annotated import annotate
from headwater.exchange.returns_file import read_return
from headwater.exchange.returns_template import return_as_csv, return_as_workbook


PERIOD = read_period("2025-26-Q4")


@pytest.fixture(scope="module")
def plan() -> Plan:
    return next(iter(northbank_plans().values()))


def form_of(plan: Plan, organisation: str, standing: dict = {}) -> Form:  # noqa: B006
    asked = [asked_of(row) for row in measures_of(plan, organisation, PERIOD)]
    return Form(
        plan=plan.about.plan_id,
        plan_title=plan.about.title,
        organisation=organisation,
        organisation_name=organisation,
        period=PERIOD,
        due=date(2026, 4, 30),
        lines=lines_of(asked, organisation, PERIOD, standing),
        notice=plan.about.notice or "",
    )


def owners(plan: Plan) -> list[str]:
    return sorted({row.owner for row in plan.measures if row.owner})


def test_every_partner_with_measures_is_asked(plan: Plan) -> None:
    for organisation in owners(plan):
        found = form_of(plan, organisation)
        assert found.asked
        assert len(unanswered(found.lines)) == len(found.asked)
        assert all(isinstance(each, Asked) for each in found.asked.values())


@pytest.mark.parametrize("name", ["r.csv", "r.xlsx"])
def test_a_nil_return_goes_out_and_comes_back(
    plan: Plan, tmp_path: Path, name: str
) -> None:
    organisation = owners(plan)[0]
    nil = nil_return(form_of(plan, organisation).lines)
    assert nil.entries
    assert {type(e.value) for e in nil.entries} <= {Number, Ratio}
    held = {e.key: e for e in nil.entries}
    filled = form_of(plan, organisation, held)
    if name.endswith("csv"):
        (tmp_path / name).write_text(return_as_csv(filled), encoding="utf-8-sig")
    else:
        return_as_workbook(tmp_path / name, filled)
    found = read_return(tmp_path / name, filled)
    assert found.problems == ()
    run = compare(found.entries, held)
    assert run.nothing_to_change
    assert taken_in(run, held) == held
    assert not compare(found.entries, {}).nothing_to_change


def test_the_aims_of_an_invented_measure_are_read(plan: Plan) -> None:
    asked = [asked_of(row) for row in plan.measures]
    aims = [each for each in asked if each.aims]
    assert aims
    assert all(isinstance(each.baseline, Decimal) for each in aims)


HEAD = b"organisation,period,measure,breakdown,value,numerator,denominator\n"
PIECES = st.sampled_from(
    [
        *(b"alder", b"2026-Q1", b"M1", b"M4", b"sex=female", b"5", b"=1", b"1,5"),
        *(b",", b"\n", b"\r", b'"', b"'", b";", b"#", b" "),
        *(b"\xff", b"\0", b"\xef\xbb\xbf"),
    ]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.booleans(), st.lists(PIECES, max_size=40))
def test_no_file_is_more_than_refused(
    tmp_path: Path, headed: bool, pieces: list[bytes]
) -> None:
    path, copy = tmp_path / "r.csv", tmp_path / "m.csv"
    path.write_bytes((HEAD if headed else b"") + b"".join(pieces))
    found = read_return(path, form())
    assert all(p.rule and p.fix and p.sheet for p in found.problems)
    assert all(isinstance(key, Key) for key in found.unanswered)
    try:
        annotate(path, found.problems, copy)
    except UserError:
        assert not found.entries
    else:
        cells = copy.read_text("utf-8-sig").replace("\n", ",").split(",")
        assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]
