"""Returns go from hand to hand: filled in, submitted, given back, approved, revised."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from kept_returns import PERIOD, RETURN, ROOT, fill, kept, seen, state, who, window
from northbank_people import PLAN, WHO, person
from page_checks import check_page
from routes import OF_WORK


POLICE = f"{ROOT}/{PERIOD}/police"  # M09 counts crimes, M13 is a share
HOSTILE = (
    "<script>alert(1)</script>",
    "{{ 7 * 7 }}{% debug %}",
    '=HYPERLINK("//evil.example")',
    "'; DROP TABLE headwater_value; --",
    "\u202egpj.exe",
    "Zo\u00eb\u2019s total \u2013 100% \u2713",
)


@pytest.fixture(autouse=True)
def _open(bench) -> None:
    window(-10, 10, 20)


@pytest.fixture
def contributor(acting: Callable[[str], Any]) -> Any:
    return acting("contributor")


def submit(client: Any, address: str = RETURN, whose: str = "tallowgate") -> Any:
    return client.post(f"{address}/check/", seen(PERIOD, whose))


def decide(
    client: Any, address: str = RETURN, whose: str = "tallowgate", **sent
) -> Any:
    of = {"values": str(kept(PERIOD, whose).revision)}
    return client.post(f"{address}/decide/", seen(PERIOD, whose) | of | sent)


def say(line: int = 0, whose: str = "tallowgate") -> Any:
    """What stands in a line of the form."""
    return kept(PERIOD, whose).form.lines[line].now


def steps(whose: str = "tallowgate") -> list[str]:
    return [str(each.step.move) for each in kept(PERIOD, whose).steps]


def test_a_return_goes_all_its_way_and_each_step_is_recorded(acting) -> None:
    from headwater.app.models import Event

    partner, approver, publisher = map(acting, ("contributor", "approver", "publisher"))
    assert fill(partner, value__0="12").headers["Location"].endswith("?saved")
    assert submit(partner).headers["Location"] == f"{RETURN}/?submitted"
    given = decide(approver, what="give back", note="Please look again.")
    assert given.headers["Location"] == f"{RETURN}/?given"
    page = check_page(partner.get(f"{RETURN}/"), RETURN, workbench=True)
    assert "Please look again." in page.main
    fill(partner, value__0="13")
    submit(partner)
    assert decide(approver, what="approve").status_code == 303
    this = f"{kept().seen}|tallowgate|{PERIOD}"
    done = publisher.post(f"{ROOT}/publish/", {"what": "ticked", "ticked": this})
    assert done.headers["Location"] == f"{ROOT}/publish/?done=1"
    assert state() == "published"
    rows = Event.objects.filter(plan=PLAN, kind="return", key=f"tallowgate {PERIOD}")
    assert list(rows.order_by("pk").values_list("did", flat=True))[-6:] == [
        "submitted a return",
        "gave a return back",
        "saved a return",
        "submitted a return",
        "approved a return",
        "published a return",
    ]
    everything = " ".join(str(row.__dict__) for row in Event.objects.all())
    assert "Please look again." not in everything
    page = check_page(approver.get(f"{RETURN}/history/"), RETURN, workbench=True)
    assert "Sunniva Marlock (invented)" in page.main
    assert "Perpetua Sallow (invented)" in page.main


def test_a_true_zero_survives_and_is_no_blank(contributor) -> None:
    fill(contributor, value__0="0")
    assert str(say().value.value) == "0"
    form = contributor.get(f"{RETURN}/fill-in/").content.decode()
    assert re.search(r'id="value-0" name="value-0" value="0"', form)
    page = check_page(contributor.get(f"{RETURN}/check/"), RETURN, workbench=True)
    assert "Not answered" not in page.main
    csv = contributor.get(f"{RETURN}/template.csv").content.decode("utf-8-sig")
    assert ",0,,,," in csv.splitlines()[-1]


def test_an_emptied_field_is_not_answered_and_not_zero(contributor) -> None:
    fill(contributor, value__0="7", comment__0="")
    fill(contributor, value__0="", comment__0="")
    assert say() is None
    page = check_page(contributor.get(f"{RETURN}/check/"), RETURN, workbench=True)
    assert "Not answered yet" in page.main
    assert "Submit the return" not in page.main
    answer = submit(contributor)
    assert answer.status_code == 422
    assert "1 value is not answered" in answer.content.decode()
    assert state() == "draft"


def test_a_blank_says_why_and_may_be_submitted(contributor) -> None:
    fill(contributor, value__0="", blank_reason__0="not-collected")
    page = check_page(contributor.get(f"{RETURN}/check/"), RETURN, workbench=True)
    assert "Not collected" in page.main
    assert submit(contributor).status_code == 303


def test_nothing_out_of_nothing_is_no_percentage(acting) -> None:
    police = acting("other partner")
    police.post(f"{POLICE}/take-back/", seen(PERIOD, "police"))
    answer = fill(police, POLICE, numerator__1="0", denominator__1="0", comment__1="")
    assert answer.status_code == 303
    page = check_page(police.get(f"{POLICE}/"), POLICE, workbench=True)
    assert "0 of 0 (no denominator)" in page.main
    assert "0 of 0 (0" not in page.main


@pytest.mark.parametrize(
    ("cell", "text", "says"),
    [
        ("value-0", "1,5", "only one way"),
        ("value-0", "n/a", "Not a number"),
        ("blank_reason-0", "because", "Not one of the reasons"),
        ("value-0", "3/4", "A date"),
        ("comment-0", "x" * 10_001, "10,000 characters or fewer"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field_and_kept_as_typed(
    contributor, cell: str, text: str, says: str
) -> None:
    before = say()
    answer = fill(contributor, **{cell.replace("-", "__"): text})
    assert answer.status_code == 422
    page = check_page(answer, RETURN, workbench=True)
    assert says in page.main, page.main[:900]
    if not cell.startswith("blank"):
        assert f"#{cell}" in page.links
        assert f'value="{text}"' in page.html
    assert say() == before


def test_words_that_run_somewhere_are_words_here(acting, contributor) -> None:
    approver = acting("approver")
    for text in HOSTILE:
        assert fill(contributor, value__0="3", comment__0=text).status_code == 303
        assert say().comment == text
        submit(contributor)
        decide(approver, what="give back", note=text)
        for address in ("/", "/history/", "/fill-in/", "/check/"):
            page = check_page(
                contributor.get(RETURN + address), RETURN + address, workbench=True
            )
            assert "<script>alert" not in page.html
        csv = contributor.get(f"{RETURN}/template.csv").content.decode("utf-8-sig")
        assert ",=HYPERLINK" not in csv
        assert ',"=HYPERLINK' not in csv


def test_a_note_of_20_mb_is_refused_kindly(acting, contributor) -> None:
    submit(contributor)
    answer = decide(acting("approver"), what="give back", note="x" * 20_000_000)
    assert answer.status_code == 413
    page = check_page(answer, RETURN, workbench=True)
    assert page.h1 == "What you sent is too long"
    assert state() == "submitted"
    long = decide(acting("approver"), what="give back", note="x" * 3_000)
    assert long.status_code == 422
    assert "2,000 characters or fewer" in long.content.decode()


def test_giving_back_needs_a_note_and_says_so_at_its_field(acting, contributor) -> None:
    submit(contributor)
    answer = decide(acting("approver"), what="give back", note="  ")
    assert answer.status_code == 422
    page = check_page(answer, RETURN, workbench=True)
    assert "#note" in page.links
    assert state() == "submitted"


def also(role: str, whose: str, name: str) -> None:
    """One more role for somebody."""
    from django.utils import timezone

    from headwater.app.actions.people import first_lead
    from headwater.core.access.roles import Role

    first_lead(
        person=person(WHO[name]),
        plan=PLAN,
        organisation=whose,
        role=Role(role),
        at=timezone.now(),
    )


def test_whoever_submitted_a_return_does_not_approve_it(acting, contributor) -> None:
    also("contributor", "tallowgate", "approver")
    both = acting("approver")
    submit(both)
    page = check_page(both.get(f"{RETURN}/"), RETURN, workbench=True)
    assert "You submitted this, so somebody else approves it." in page.main
    assert ">Approve<" not in page.html
    answer = decide(both, what="approve")
    assert answer.status_code == 422
    assert "somebody else approves it" in answer.content.decode()
    this = f"{kept().seen}|tallowgate|{PERIOD}"
    many = both.post(f"{ROOT}/approve/", {"what": "ticked", "ticked": this})
    assert many.status_code == 409
    assert "0 returns were approved" in many.content.decode()
    assert state() == "submitted"


def test_approving_many_says_how_many_and_why_others_were_left(acting) -> None:
    contributor, approver = acting("contributor"), acting("approver")
    submit(contributor)
    address = f"{ROOT}/approve/"
    page = check_page(approver.get(address), address, workbench=True)
    every = re.findall(r'name="listed" value="([^"]+)"', page.html)
    assert len(every) == 3
    stale = [each.replace("|", "9|", 1) for each in every[:1]]
    answer = approver.post(address, {"what": "all", "listed": [*stale, *every[1:]]})
    assert answer.status_code == 409
    told = check_page(answer, address, workbench=True).main
    assert "2 returns were approved" in told
    assert "Somebody has moved this return" in told
    answer = approver.post(address, {"what": "all", "listed": every})
    assert answer.status_code == 303  # two of them just now, by the same person
    left = re.findall(r'name="listed"', approver.get(address).content.decode())
    assert left == []
    assert approver.post(address, {"what": "ticked"}).status_code == 422


def test_the_filter_of_the_approver_is_what_all_means(acting, contributor) -> None:
    submit(contributor)
    address = f"{ROOT}/approve/"
    page = check_page(
        acting("approver").get(f"{address}?period=2026-Q1"), address, workbench=True
    )
    assert 'name="listed"' in page.html or "Nothing waits" in page.main
    page = check_page(
        acting("approver").get(f"{address}?period={PERIOD}"), address, workbench=True
    )
    assert "Approve all 2 listed here" in page.main


def test_a_window_that_moves_moves_no_return(acting, contributor) -> None:
    submit(contributor)
    for days in ((-100, -90, -80), (10, 20, 30), (-10, 10, 20)):
        window(*days)
        assert state() == "submitted"
    window(-100, -90, -80)
    assert contributor.post(f"{RETURN}/take-back/", seen()).status_code == 422
    decide(acting("approver"), what="give back", note="look")
    fill(contributor, value__0="5")
    assert submit(contributor).status_code == 303  # mended after the window
    assert state() == "submitted"


def test_a_closed_window_waits_for_an_extension(acting, contributor) -> None:
    window(-100, -90, -80)
    page = check_page(contributor.get(f"{RETURN}/check/"), RETURN, workbench=True)
    assert "cannot be submitted today" in page.main
    answer = submit(contributor)
    assert answer.status_code == 422
    assert "The window closed" in answer.content.decode()
    lead, address = acting("plan lead"), f"{ROOT}/periods/"
    from kept_returns import today

    sent = {
        "what": "extend",
        "period": PERIOD,
        "organisation": "tallowgate",
        "until": today().isoformat(),
        "reason": "Their system changed.",
    }
    for _ in range(2):  # pressed twice
        assert lead.post(address, sent).status_code == 303
    from headwater.app.models import Extension

    assert Extension.objects.filter(organisation="tallowgate").count() == 1
    assert submit(contributor).status_code == 303
    page = check_page(contributor.get(f"{ROOT}/overdue/"), ROOT, workbench=True)
    from headwater.app.selectors.returns import listed

    (mine,) = (
        e
        for e in listed(PLAN)
        if (e.organisation, e.period.code) == ("tallowgate", PERIOD)
    )
    assert mine.expected.on_time
    assert mine.expected.extended


def test_a_submission_is_taken_back_within_the_window(contributor) -> None:
    submit(contributor)
    answer = contributor.post(f"{RETURN}/take-back/", seen())
    assert answer.headers["Location"] == f"{RETURN}/?back"
    assert state() == "draft"
    assert fill(contributor, value__0="9").status_code == 303


def test_what_is_submitted_is_not_typed_over(contributor) -> None:
    before = fill(contributor, value__0="4")
    assert before.status_code == 303
    from kept_rows import fields

    form = fields(contributor, f"{RETURN}/fill-in/")
    submit(contributor)
    answer = contributor.post(f"{RETURN}/fill-in/", form | {"value-0": "99"})
    assert answer.headers["Location"] == f"{RETURN}/"
    assert str(say().value.value) == "4"


def test_a_nil_return_is_one_click_and_zero_is_a_number(acting) -> None:
    lead = acting("plan lead")
    health = f"{ROOT}/{PERIOD}/health-board"
    for _ in range(2):
        answer = lead.post(f"{health}/nil/", {"seen": "0"})
        assert answer.status_code == 303
    assert kept(PERIOD, "health-board").went.nil
    assert steps("health-board") == ["save", "nil"] or steps("health-board") == ["nil"]
    page = check_page(lead.get(f"{health}/"), health, workbench=True)
    assert "0 of 0 (no denominator)" in page.main
    assert "nil return" in page.main


def test_a_nil_return_asks_what_does_not_follow_from_nothing(contributor) -> None:
    """Days on average are not 0 where nobody came."""
    fill(contributor, value__0="", comment__0="")
    answer = contributor.post(f"{RETURN}/nil/", seen())
    assert answer.status_code == 422
    assert "do not follow" in answer.content.decode()
    assert state() == "draft"


@pytest.mark.parametrize("move", ["submit", "take back", "approve"])
def test_a_button_that_is_pressed_twice_moves_once(acting, move: str) -> None:
    contributor, approver = acting("contributor"), acting("approver")
    if move != "submit":
        submit(contributor)
    address, client, more = {
        "submit": ("check", contributor, {}),
        "take back": ("take-back", contributor, {}),
        "approve": ("decide", approver, {"what": "approve"}),
    }[move]
    before, sent = len(steps()), seen() | more
    for _ in range(2):
        assert client.post(f"{RETURN}/{address}/", sent).status_code == 303
    assert len(steps()) == before + 1


def test_somebody_who_looked_before_it_moved_looks_again(acting, contributor) -> None:
    submit(contributor)
    old = seen()
    contributor.post(f"{RETURN}/take-back/", old)
    fill(contributor, value__0="999")
    submit(contributor)
    answer = acting("approver").post(f"{RETURN}/decide/", old | {"what": "approve"})
    assert answer.status_code == 422
    assert "Somebody has moved this return" in answer.content.decode()
    assert state() == "submitted"


def test_the_second_to_change_a_value_sees_both_and_chooses(acting) -> None:
    from kept_rows import fields

    one, other = acting("contributor"), acting("partner lead")
    form = f"{RETURN}/fill-in/"
    first, second = fields(one, form), fields(other, form)
    one.post(form, first | {"value-0": "11"})
    answer = other.post(form, second | {"value-0": "22"})
    assert answer.status_code == 409
    page = check_page(answer, form, workbench=True)
    assert "Somebody changed this meanwhile" in page.main
    assert str(say().value.value) == "11"
    (number,) = re.findall(r'name="seen" value="(\d+)"', page.html)
    other.post(form, second | {"value-0": "22", "seen": number})
    assert str(say().value.value) == "22"


def test_a_form_that_changes_nothing_writes_nothing(contributor) -> None:
    from headwater.app.models import Event, ValueRevision

    before = ValueRevision.objects.count(), Event.objects.count()
    assert fill(contributor).status_code == 303
    assert (ValueRevision.objects.count(), Event.objects.count()) == before


def approved(acting) -> tuple[Any, Any]:
    contributor, approver = acting("contributor"), acting("approver")
    fill(contributor, value__0="12")
    submit(contributor)
    decide(approver, what="approve")
    assert state() == "approved"
    return contributor, approver


def test_another_value_for_an_approved_one_waits_and_overwrites_nothing(acting) -> None:
    contributor, approver = approved(acting)
    answer = fill(contributor, value__0="14")
    assert answer.headers["Location"] == f"{RETURN}/?proposed"
    assert str(say().value.value) == "12"
    page = check_page(approver.get(f"{RETURN}/"), RETURN, workbench=True)
    assert "Proposed changes" in page.main
    assert "14" in page.main
    (key,) = map(str, kept().proposals)
    noteless = decide(approver, what="take in", key=key)
    assert noteless.status_code == 422
    done = decide(approver, what="take in", key=key, reason="Late forms")
    assert done.status_code == 303
    assert str(say().value.value) == "14"
    assert not kept().proposals
    assert steps()[-1] == "revise"


def test_a_proposal_that_changed_since_it_was_looked_at_is_looked_at_again(
    acting,
) -> None:
    contributor, approver = approved(acting)
    fill(contributor, value__0="14")
    (key,), old = map(str, kept().proposals), str(kept().revision)
    fill(contributor, value__0="1400")
    answer = decide(approver, what="take in", key=key, reason="Late", values=old)
    assert answer.status_code == 422
    assert "Somebody has moved this return" in answer.content.decode()
    assert str(say().value.value) == "12"


def test_a_proposal_may_be_dropped_and_stays_in_the_history(acting) -> None:
    contributor, approver = approved(acting)
    fill(contributor, value__0="14")
    (key,) = map(str, kept().proposals)
    decide(approver, what="drop", key=key, reason="Not so")
    assert not kept().proposals
    assert str(say().value.value) == "12"
    page = check_page(contributor.get(f"{RETURN}/history/"), RETURN, workbench=True)
    assert "no longer proposed" in page.main


def test_whoever_proposed_a_change_does_not_approve_it(acting) -> None:
    approved(acting)
    also("contributor", "tallowgate", "approver")
    both = acting("approver")
    fill(both, value__0="15")
    (key,) = map(str, kept().proposals)
    answer = decide(both, what="take in", key=key, reason="Mine")
    assert answer.status_code == 422
    assert "You proposed this" in answer.content.decode()
    assert str(say().value.value) == "12"


def test_an_approved_value_is_not_emptied(acting) -> None:
    contributor, _ = approved(acting)
    answer = fill(contributor, value__0="", comment__0="")
    assert answer.status_code == 422
    assert str(say().value.value) == "12"


OWN = [n for n in OF_WORK if n.startswith("return") and RETURN in OF_WORK[n]]


@pytest.mark.parametrize("name", OWN)
def test_another_organisations_return_is_not_there(acting, contributor, name) -> None:
    """Same bytes as for what does not exist, for reading and for writing."""
    from headwater.app.permissions import ROUTES
    from headwater.core.access.permissions import Permission

    nowhere = contributor.get(f"/desk/{PLAN}/nowhere/").content
    forged = [OF_WORK[name].replace("tallowgate", w) for w in ("nobody", "plainspoken")]
    forged.append(OF_WORK[name].replace(PERIOD, "2031-Q1"))
    if ROUTES[name] is Permission.RETURN:
        forged.append(OF_WORK[name].replace("tallowgate", "police"))
    for address in forged:
        for answer in (contributor.get(address), contributor.post(address)):
            assert answer.status_code == 404, address
            assert answer.content == nowhere, address


def test_a_receipt_of_others_is_not_there(acting) -> None:
    police = acting("other partner")
    nowhere = police.get(f"/desk/{PLAN}/nowhere/").content
    for address in (f"{ROOT}/receipts/1/", f"{ROOT}/receipts/1/undo/"):
        for answer in (police.get(address), police.post(address)):
            assert (answer.status_code, answer.content) == (404, nowhere)


def test_no_role_is_enough_without_the_thing(bench) -> None:
    """Actions ask themselves, whatever page called them."""
    from django.utils import timezone

    from headwater.app.actions import returns as actions
    from headwater.app.actions.record import NotAllowed
    from headwater.app.actions.returns import Where

    place, now = Where(PLAN, PERIOD, "tallowgate"), timezone.now()
    for role, do in (
        ("other partner", actions.submit),
        ("reader", actions.take_back),
        ("plan lead", actions.approve),
        ("approver", actions.publish),
        ("publisher", actions.approve),
    ):
        with pytest.raises(NotAllowed):
            do(by=who(role), where=place, at=now)
    assert state() == "draft"


def test_what_was_typed_waits_until_one_has_signed_in_again(contributor) -> None:
    from kept_rows import fields

    form = f"{RETURN}/fill-in/"
    sent = fields(contributor, form) | {"value-0": "77"}
    contributor.cookies.clear()  # the session ran out
    answer = contributor.post(form, sent, headers={"origin": "http://localhost"})
    assert answer.headers["Location"].startswith("/sign-in/?next=")
    waits = contributor.session["headwater.stash"]
    contributor.post("/demo/people/", {"person": str(person(WHO["contributor"]))})
    session = contributor.session
    session["headwater.stash"] = waits
    session.save()
    page = contributor.get(form).content.decode()
    assert 'value="77"' in page
    assert "It is not saved yet" in page
    assert str(say().value.value) != "77"
