"""Decisions lead to changes of the plan, and each shows the other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from kept_reviews import AUTUMN, NEXT, ROW, WORK, decide, meeting, open_one, seen
from kept_rows import cells, fields
from northbank_people import PLAN
from page_checks import check_page


@pytest.fixture
def lead(acting: Callable[[str], Any]) -> Any:
    return acting("plan lead")


@pytest.mark.parametrize(
    ("sent", "field", "says"),
    [
        ({"text": " "}, "text", "Enter what was decided"),
        ({"text": "x" * 2001}, "text", "2,000 characters or fewer"),
        ({"organisations": [], "roles": ""}, "organisations", "Say who decided it"),
        ({"organisations": ["nobody"]}, "text", "no organisation nobody"),
        ({"about": "actions/Z99"}, "about", "from the list"),
        ({"due": "31 June 2027"}, "due", "no such day"),
    ],
)
def test_a_decision_that_does_not_fit_is_not_recorded(lead, sent, field, says) -> None:
    open_one(lead)
    answer = decide(lead, **sent)
    assert answer.status_code == 422
    page = check_page(answer, NEXT, workbench=True)
    assert says in page.main
    assert f"#{field}" in page.links
    assert not meeting().decisions


def test_a_decision_is_by_organisations_and_leads_to_a_change(acting) -> None:
    lead, contributor = acting("plan lead"), acting("contributor")
    open_one(lead)
    assert decide(lead).headers["Location"] == f"{NEXT}#decision-1"
    (found,) = meeting().decisions
    assert found.by == (
        "Tallowgate Advocacy; Northbank Violence Prevention Unit; "
        "the chairs of the boards"
    )
    edit = f"{ROW}edit/whom/"
    page = seen(contributor, edit)
    assert "Decision 1 of the review of 17 November 2026" in page.main
    sent = fields(contributor, edit) | {
        "specific_needs": "Evenings, too.",
        "change-because": str(found.pk),
    }
    assert contributor.post(edit, sent).status_code == 303
    assert cells()["specific_needs"] == "Evenings, too."
    history = seen(contributor, f"{ROW}history/")
    assert "Because of decision 1 of the review of 17 November 2026" in history.main
    assert f"{NEXT}decisions/1/" in history.links
    decision = seen(contributor, f"{NEXT}decisions/1/")
    assert "Independent advocates for people at high risk of harm" in decision.main
    assert f"{ROW}history/" in decision.links


def test_a_change_names_only_decisions_that_wait(acting) -> None:
    from headwater.app.models import Decision

    contributor = acting("contributor")
    edit = f"{ROW}edit/whom/"
    done = Decision.objects.get(review__day=date(2026, 7, 14), number=1).pk
    before = cells()
    for number in (str(done), "999999", "one"):
        sent = fields(contributor, edit) | {
            "specific_needs": "x",
            "change-because": number,
        }
        answer = contributor.post(edit, sent)
        assert answer.status_code == 422, number
        page = check_page(answer, edit, workbench=True)
        assert "#change-because" in page.links
    assert cells() == before
    assert "Staff on late trams" not in seen(contributor, edit).main


def test_a_change_of_another_plan_names_no_decision_of_this_one(bench) -> None:
    from headwater.app.actions.because import NoDecision, open_decision
    from headwater.app.models import Decision

    waits = Decision.objects.get(review__day=date(2026, 10, 13)).pk
    assert open_decision(PLAN, waits).number == 1
    with pytest.raises(NoDecision):
        open_decision("quillmoor", waits)


def test_a_decision_is_carried_out_once(lead) -> None:
    address = f"{AUTUMN}decisions/1/"
    assert lead.post(f"{address}done/", {"done": " "}).status_code == 422
    assert lead.post(f"{address}done/", {"done": "All came."}).status_code == 303
    assert "All came." in seen(lead, address).main
    again = lead.post(f"{address}done/", {"done": "Twice"})
    assert again.status_code == 422
    assert "Owners of measures" not in seen(lead, f"{WORK}/").main
