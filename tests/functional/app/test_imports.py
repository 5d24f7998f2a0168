"""Bringing a plan in: what changed is written, with its history; the rest stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from headwater.core.plan.rows import About, Action, Organisation, Plan, Tranche


FIRST_DAY = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
BASE = Plan(
    about=About(plan_id="P", title="A plan"),
    organisations=(
        Organisation(organisation_id="O1", name="One", sector="police"),
        Organisation(organisation_id="O2", name="Two", sector="health"),
    ),
    actions=(
        Action(action_id="A1", title="First", tiers=("primary",), dose_sessions=0),
        Action(action_id="A2", title="Second", tiers=(), specific_needs=""),
    ),
    funding=(Tranche(action="A1", tranche="1", amount=Decimal("0")),),
)


@pytest.fixture
def import_plan(tmp_path: Path):
    """Imports into a workspace of its own; each a day after the one before."""
    from headwater.app.workspace import create_workspace

    create_workspace(tmp_path)
    from headwater.app import actions

    days = iter(range(100))

    def run(plan: Plan = BASE, **options):
        options = {
            "source": actions.Source("plan.xlsx", "ab" * 32),
            "by": "Plan lead",
            "why": "Yearly update",
            "at": FIRST_DAY + timedelta(days=next(days)),
        } | options
        return actions.import_plan(plan=plan, **options)

    return run


def _count(receipt, table: str):
    return next(count for count in receipt.tables if count.table == table)


def _revisions(**wanted):
    from headwater.app.models import Revision

    return list(Revision.objects.filter(**wanted).order_by("pk"))


def test_import_keeps_blank_none_and_zero_apart(import_plan) -> None:
    from headwater.app.models import Action as Kept
    from headwater.app.selectors import load_plan

    import_plan()
    assert load_plan("P") == BASE
    first, second = Kept.objects.order_by("pk")
    assert (first.dose_sessions, first.specific_needs) == ("0", None)
    assert (second.tiers, second.specific_needs) == ("none", "none")


def test_import_counts_what_it_created(import_plan) -> None:
    receipt = import_plan()
    assert receipt.number == 1
    assert _count(receipt, "actions").created == 2
    assert not receipt.changed_nothing


def test_import_of_the_same_plan_changes_nothing(import_plan) -> None:
    import_plan()
    before = len(_revisions())
    receipt = import_plan()
    assert receipt.changed_nothing
    assert _count(receipt, "actions").unchanged == 2
    assert len(_revisions()) == before


def test_import_writes_only_the_row_that_changed(import_plan) -> None:
    import_plan()
    changed = replace(BASE.actions[0], title="First, renamed")
    receipt = import_plan(replace(BASE, actions=(changed, BASE.actions[1])))
    count = _count(receipt, "actions")
    assert (count.created, count.changed, count.unchanged) == (0, 1, 1)
    (*_, last) = _revisions(table="actions", key="A1")
    assert last.values["title"] == "First, renamed"
    assert (last.by, last.why, last.receipt_id) == ("Plan lead", "Yearly update", 2)
    assert last.at == FIRST_DAY + timedelta(days=1)


def test_import_leaves_the_order_of_rows(import_plan) -> None:
    from headwater.app.selectors import load_plan

    import_plan()
    changed = replace(BASE.actions[0], title="First, renamed")
    plan = replace(BASE, actions=(changed, BASE.actions[1]))
    import_plan(plan)
    assert load_plan("P") == plan


def test_import_makes_a_cell_blank_again(import_plan) -> None:
    from headwater.app.selectors import load_plan

    import_plan()
    blanked = replace(BASE.actions[0], tiers=None)
    import_plan(replace(BASE, actions=(blanked, BASE.actions[1])))
    assert load_plan("P").actions[0].tiers is None
    assert "tiers" not in _revisions(table="actions", key="A1")[-1].values


def test_import_keeps_rows_that_the_file_leaves_out(import_plan) -> None:
    from headwater.app.selectors import load_plan

    import_plan()
    receipt = import_plan(replace(BASE, actions=BASE.actions[:1]))
    assert _count(receipt, "actions").missing == ("A2",)
    assert receipt.changed_nothing
    assert len(load_plan("P").actions) == 2


def test_import_removes_rows_only_when_asked(import_plan) -> None:
    from headwater.app.selectors import load_plan

    import_plan()
    left = replace(BASE, actions=BASE.actions[:1])
    receipt = import_plan(left, remove_missing=True)
    assert _count(receipt, "actions").removed == 1
    assert [a.action_id for a in load_plan("P").actions] == ["A1"]
    assert _revisions(table="actions", key="A2")[-1].values is None


def test_import_leaves_tables_that_the_file_does_not_hold(import_plan) -> None:
    from headwater.app.selectors import load_plan

    import_plan()
    part = Plan(about=BASE.about, actions=BASE.actions)
    import_plan(part, remove_missing=True, tables={"plan", "actions"})
    assert load_plan("P").organisations == BASE.organisations


@pytest.mark.parametrize("dry_run", [False, True])
def test_import_leaves_no_row_that_names_a_removed_one(import_plan, dry_run) -> None:
    from headwater.app.selectors import load_plan
    from headwater.errors import UserError

    led = replace(BASE.actions[0], lead_organisations=("O1", "O2"))
    import_plan(replace(BASE, actions=(led,)))
    part = Plan(about=BASE.about, organisations=BASE.organisations[:1])
    with pytest.raises(UserError, match="actions/A1 names O2") as error:
        import_plan(
            part,
            remove_missing=True,
            tables={"plan", "organisations"},
            dry_run=dry_run,
        )
    assert "tables of these rows" in error.value.fix
    assert load_plan("P").organisations == BASE.organisations


@pytest.mark.parametrize("replaces", [False, True])
def test_import_makes_no_second_row_of_another_case(import_plan, replaces) -> None:
    from headwater.app.selectors import load_plan
    from headwater.errors import UserError

    import_plan()
    other = replace(BASE.actions[1], action_id="a2")
    with pytest.raises(UserError, match="'a2' stands in the workspace as 'A2'"):
        import_plan(
            replace(BASE, actions=(BASE.actions[0], other)), remove_missing=replaces
        )
    assert load_plan("P") == BASE


def test_import_removes_what_nothing_names(import_plan) -> None:
    import_plan()
    part = Plan(about=BASE.about, organisations=BASE.organisations[:1])
    receipt = import_plan(part, remove_missing=True, tables={"plan", "organisations"})
    assert _count(receipt, "organisations").removed == 1


def test_import_tried_first_writes_nothing(import_plan) -> None:
    from headwater.app.models import Import
    from headwater.app.selectors import plans

    receipt = import_plan(dry_run=True)
    assert receipt.number is None
    assert _count(receipt, "actions").created == 2
    assert plans() == ()
    assert not Import.objects.exists()
    assert replace(import_plan(at=receipt.at), number=None) == receipt


def test_import_that_fails_leaves_nothing_behind(import_plan, monkeypatch) -> None:
    from headwater.app.actions import imports
    from headwater.app.models import Action as Kept
    from headwater.app.models import Import

    def fail(*_):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(imports, "_written", fail)
    with pytest.raises(RuntimeError):
        import_plan()
    assert not Kept.objects.exists()
    assert not Import.objects.exists()


def test_import_keeps_plans_apart(import_plan) -> None:
    from headwater.app.selectors import load_plan, plans

    import_plan()
    other = replace(BASE, about=About(plan_id="Q", title="Another"), actions=())
    import_plan(other, remove_missing=True)
    assert [plan.plan_id for plan in plans()] == ["P", "Q"]
    assert len(load_plan("P").actions) == 2
    assert load_plan("Q").actions == ()


def test_check_is_worked_out_again_only_after_a_change(import_plan) -> None:
    from datetime import date

    from headwater.app.selectors import held

    import_plan()
    day = date(2026, 11, 1)
    first = held("P", day)
    assert held("P", day) is first
    import_plan()  # changes nothing
    assert held("P", day) is first
    import_plan(replace(BASE, actions=(replace(BASE.actions[0], title="New"),)))
    assert held("P", day).actions["A1"].title == "New"


@pytest.mark.slow
@pytest.mark.slow
def test_import_of_ten_thousand_rows_is_whole(import_plan) -> None:
    rows = tuple(
        Action(
            action_id=f"A{n}", title=f"Action {n}", tiers=("primary",), note="x" * 80
        )
        for n in range(10_000)
    )
    plan = replace(BASE, actions=rows, funding=())
    receipt = import_plan(plan)
    assert [t.created for t in receipt.tables if t.table == "actions"] == [10_000]


def test_pages_of_a_plan_elsewhere_need_no_map(import_plan, london) -> None:
    from django.test import Client
    from page_checks import check_page

    import_plan(
        replace(
            BASE,
            about=About(plan_id="a/b c", title="A plan & more", framework="Elsewhere"),
        )
    )
    client = Client(SERVER_NAME="localhost")
    for path in ("", "principles/", "actions/A2/", "organisations/O1/", "places/"):
        address = f"/plans/a~2Fb~20c/{path}"
        check_page(client.get(address), address)
    said = check_page(client.get(f"{address}"), address).main
    assert "We hold no map for the area of this plan yet" in said
    assert check_page(client.get("/"), "/").h1 == "A plan & more"
