"""Invite, accept, sign in with a second factor; and what does not let anybody in."""

from __future__ import annotations

import html
import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from northbank_people import AT, PLAN, person
from page_checks import check_page
from routes import OF_SIGN_IN


PASSWORD = "otter ladder seven moss"
INVITE = {"name": "Una Example", "organisation": "tallowgate", "role": "contributor"}


def browser() -> Any:
    from django.test import Client

    return Client(SERVER_NAME="localhost")


def code(secret: str) -> str:
    """What an app shows now."""
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def sign_in(client: Any, name: str, password: str = PASSWORD, **more: str) -> Any:
    return client.post("/sign-in/", {"login": name, "password": password}, **more)


def invite(acting: Callable[[str], Any], **other: str) -> str:
    """The path of an invitation that the partner lead made."""
    answer = acting("partner lead").post(f"/desk/{PLAN}/people/invite/", INVITE | other)
    return re.findall(
        r"http://localhost(/sign-in/invitation/[\w~-]+/)", str(answer.content)
    )[0]


def accept(path: str, name: str = "una") -> Any:
    return browser().post(path, {"username": name, "password": PASSWORD})


def enrol(client: Any) -> str:
    """Set codes up; the secret of the app."""
    page = client.get("/your-sign-in/codes/").content.decode()
    (secret,) = re.findall(r"app-code\">([A-Z2-7]{32})<", page)
    sent = {"code": code(secret)}
    assert client.post("/your-sign-in/codes/", sent).status_code == 302
    return secret


def test_somebody_is_invited_signs_in_and_needs_a_second_factor(acting) -> None:
    path = invite(acting)
    page = check_page(browser().get(path), path, workbench=True)
    assert "Una Example, you are invited to be contributor for Tallowgate" in page.main
    assert accept(path).headers["Location"] == "/sign-in/"
    una = browser()
    assert sign_in(una, "una").headers["Location"] == "/desk/"
    assert una.get("/desk/").headers["Location"] == "/your-sign-in/"
    secret = enrol(una)
    assert "Una Example" in una.get("/desk/").content.decode()
    again = browser()
    assert sign_in(again, "una").headers["Location"] == "/sign-in/second-step/"
    assert again.get("/desk/").status_code == 303
    wrong = again.post("/sign-in/second-step/", {"code": "000000"})
    assert "That did not work" in wrong.content.decode()
    time_to_come = {"code": code(secret)}
    answer = again.post("/sign-in/second-step/", time_to_come)
    assert answer.status_code in (200, 302)  # a code that was used does not work twice


def test_an_invitation_opens_once(acting) -> None:
    path = invite(acting)
    assert accept(path).status_code == 303
    again = browser().get(path)
    assert again.status_code == 404
    assert "has been used" in again.content.decode()


@pytest.mark.parametrize("password", ["short", "password1234", ""])
def test_a_weak_password_is_refused(acting, password: str) -> None:
    sent = {"username": "una", "password": password}
    answer = browser().post(invite(acting), sent)
    assert answer.status_code == 422
    assert "12 characters or more" in answer.content.decode()


def test_a_sign_in_name_is_taken_once(acting) -> None:
    assert "signs in as" in accept(invite(acting), "Wren.Abernathy").content.decode()


def test_nobody_can_lock_a_colleague_out(acting) -> None:
    accept(invite(acting))
    for _ in range(5):
        sign_in(browser(), "una", "wrong password", REMOTE_ADDR="192.0.2.7")
    there = sign_in(browser(), "una", REMOTE_ADDR="192.0.2.7")
    assert "Too many attempts from here" in there.content.decode()
    assert sign_in(browser(), "una", REMOTE_ADDR="192.0.2.8").status_code == 302


def test_unknown_and_wrong_answer_alike(acting) -> None:
    accept(invite(acting))
    texts = {
        re.sub(r'value="[^"]*"|data-options="[^"]*"', "", answer.content.decode())
        for answer in (
            sign_in(browser(), "una", "wrong password"),
            sign_in(browser(), "nobody", "wrong password"),
        )
    }
    assert len(texts) == 1
    assert "The sign-in name or the password is not right" in texts.pop()


def test_a_lead_is_made_by_two(acting) -> None:
    accept(invite(acting, role="partner lead"), "lena")
    page = acting("plan lead").get(f"/desk/{PLAN}/people/").content.decode()
    assert "waits for a second person" in page
    (number,) = re.findall(r"/people/confirm/(\d+)/", page)
    confirm = f"/desk/{PLAN}/people/confirm/{number}/"
    refused = acting("partner lead").post(confirm, {"what": "role"})
    assert refused.status_code == 422
    assert acting("plan lead").post(confirm, {"what": "role"}).status_code == 303
    page = acting("plan lead").get(f"/desk/{PLAN}/people/").content.decode()
    assert "waits for a second person" not in page


def test_an_organisation_is_let_in_by_two(acting) -> None:
    address, sent = f"/desk/{PLAN}/people/admit/", {"admit": "copperwell"}
    lead = acting("plan lead")
    assert lead.post(address, sent).status_code == 303
    assert "somebody else confirms it" in lead.post(address, sent).content.decode()
    assert acting("other lead").post(address, sent).status_code == 303
    page = acting("other lead").get(f"/desk/{PLAN}/people/").content.decode()
    assert "Copperwell Refuge</li>" in page
    from headwater.app.models import Event

    before = Event.objects.count()
    assert lead.post(address, sent).status_code == 303  # in already: nothing is done
    assert Event.objects.count() == before


def test_a_lost_key_is_replaced_by_two_and_never_by_oneself(acting) -> None:
    accept(invite(acting))
    una = browser()
    sign_in(una, "una")
    enrol(una)
    ask = f"/desk/{PLAN}/people/again/{person('una')}/"
    answer = acting("partner lead").post(ask)
    (path,) = re.findall(
        r"http://localhost(/sign-in/invitation/[\w~-]+/)", str(answer.content)
    )
    assert browser().get(path).status_code == 404  # a second person has not confirmed
    page = acting("plan lead").get(f"/desk/{PLAN}/people/").content.decode()
    (number,) = re.findall(r"/people/confirm/(\d+)/", page)
    sent = {"what": "way in"}
    confirm = f"/desk/{PLAN}/people/confirm/{number}/"
    assert acting("partner lead").post(confirm, sent).status_code == 422
    assert acting("plan lead").post(confirm, sent).status_code == 303
    new = "kettle bridge amber nine"
    assert browser().post(path, {"password": new}).status_code == 303
    assert una.get("/desk/").status_code == 303  # signed out everywhere
    assert sign_in(browser(), "una", new).headers["Location"] == "/desk/"


@pytest.mark.parametrize("role", ["analyst", "approver", "publisher", "auditor"])
def test_nobody_brings_an_approver_or_an_analyst_of_their_own(acting, role) -> None:
    from headwater.app.selectors.people import actor

    accept(invite(acting, role=role))
    una = person("una")
    assert actor(una, strong=True).grants == ()
    page = acting("plan lead").get(f"/desk/{PLAN}/people/").content.decode()
    (number,) = re.findall(r"/people/confirm/(\d+)/", page)
    confirm = f"/desk/{PLAN}/people/confirm/{number}/"
    assert acting("partner lead").post(confirm, {"what": "role"}).status_code == 422
    assert acting("plan lead").post(confirm, {"what": "role"}).status_code == 303
    assert [grant.role for grant in actor(una, strong=True).grants] == [role]


def test_a_new_way_in_opens_no_role_that_is_not_yours_to_give(acting) -> None:
    from headwater.app.models import Grant, Invitation

    accept(invite(acting))
    una = person("una")
    Grant.objects.create(
        person_id=una,
        role="plan lead",
        plan="quillmoor",
        organisation="quillmoor",
        since=AT.date(),
        at=AT,
    )
    for who in ("partner lead", "plan lead"):
        answer = acting(who).post(f"/desk/{PLAN}/people/again/{una}/")
        assert answer.status_code == 422, who
        assert "a role that is not yours to give" in answer.content.decode()
    assert not Invitation.objects.filter(person_id=una).exists()


def test_a_role_that_ended_gives_nothing(acting) -> None:
    accept(invite(acting))
    una = browser()
    sign_in(una, "una")
    enrol(una)
    assert una.get(f"/desk/{PLAN}/people/").status_code == 200
    from headwater.app.selectors.people import members

    number = next(m.number for m in members(PLAN) if m.name == "Una Example")
    end = f"/desk/{PLAN}/people/end/{number}/"
    assert acting("other partner").post(end).status_code == 422  # not their person
    assert acting("partner lead").post(end).status_code == 303
    assert una.get(f"/desk/{PLAN}/people/").status_code == 404


def test_a_further_role_can_have_a_last_day(acting) -> None:
    from headwater.app.selectors.people import members

    sunniva = person("sunniva.marlock")
    give = f"/desk/{PLAN}/people/role/{sunniva}/"
    sent = {"give": "analyst", "for": "tallowgate", "until": "2027-03-31"}
    assert acting("partner lead").post(give, sent).status_code == 303
    held = [m for m in members(PLAN) if m.person == sunniva]
    assert {(m.role, str(m.until)) for m in held} == {
        ("contributor", "None"),
        ("analyst", "2027-03-31"),
    }
    for wrong in ({"until": "March"}, {"give": "king"}, {"for": "police"}):
        answer = acting("partner lead").post(give, sent | wrong)
        assert answer.status_code == 422, wrong
    assert (
        acting("partner lead")
        .post(f"/desk/{PLAN}/people/role/{person('tobias.fennimore')}/", sent)
        .status_code
        == 422
    )  # nobody gives a role to themselves
    stranger = person("ned.saltersgate")
    away = f"/desk/{PLAN}/people/role/{stranger}/"
    assert acting("partner lead").post(away, sent).status_code == 404


def test_signing_out_everywhere_ends_the_other_sessions(acting) -> None:
    accept(invite(acting))
    first, second = browser(), browser()
    for client in (first, second):
        sign_in(client, "una")
    assert "Another browser" in second.get("/your-sign-in/sessions/").content.decode()
    second.post("/your-sign-in/sessions/")
    assert first.get("/your-sign-in/").status_code == 303
    assert second.get("/your-sign-in/").status_code == 200


def test_a_password_is_changed_and_other_sessions_end(acting) -> None:
    accept(invite(acting))
    first, second = browser(), browser()
    for client in (first, second):
        sign_in(client, "una")
    address, new = "/your-sign-in/password/", "kettle bridge amber nine"
    check_page(second.get(address), address, workbench=True)
    sent = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    for wrong in ({"oldpassword": "no"}, {"password2": "other words here"}):
        answer = second.post(address, sent | wrong)
        assert "There is a problem" in answer.content.decode()
    assert second.post(address, sent).headers["Location"] == "/your-sign-in/"
    assert first.get("/your-sign-in/").status_code == 303
    assert sign_in(browser(), "una", new).status_code == 302


def test_what_was_typed_is_kept_while_one_signs_in_again(acting, nobody) -> None:
    sent = {"name": "Una Example", "role": "reader", "organisation": "tallowgate"}
    address = f"/desk/{PLAN}/people/invite/"
    elsewhere = {"origin": "https://evil.example"}
    assert nobody.post(address, sent, headers=elsewhere).status_code == 303
    assert "headwater-session" not in nobody.cookies  # and no session is ended
    nobody.post(address, sent, headers={"origin": "http://localhost"})
    kept = nobody.session["headwater.stash"]
    assert kept["path"] == address
    assert "Una+Example" in kept["sent"]


def test_invented_people_exist_in_the_demonstration_only(nobody, bench: Path) -> None:
    from django.conf import settings

    assert nobody.get("/demo/people/").status_code == 200
    away = nobody.get("/demo/people/", REMOTE_ADDR="192.0.2.7")
    assert away.status_code == 404
    settings.DEMO = False
    assert nobody.get("/demo/people/").status_code == 404
    assert sign_in(nobody, "wren.abernathy", "").status_code == 200


def test_somebody_who_acts_is_nobody_once_the_demonstration_ends(acting) -> None:
    from django.conf import settings

    lead = acting("plan lead")
    settings.DEMO = False
    assert lead.get(f"/desk/{PLAN}/people/").headers["Location"] == "/your-sign-in/"


def test_pages_of_sign_in_hold_what_every_page_must(acting, nobody) -> None:
    for name in ("account_login", "account_inactive", "demo-people"):
        address = OF_SIGN_IN[name]
        response = nobody.get(address)
        response.cookies.pop("headwater-session", None)  # what a passkey answers to
        check_page(response, address, workbench=True)
    lead = acting("plan lead")
    for name in (
        "mfa_index",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "mfa_activate_totp",
        "usersessions_list",
        "account_logout",
        "work",
        "why",
    ):
        response = lead.get(OF_SIGN_IN[name])
        assert response.status_code == 200, name
        response.cookies.pop("headwater-session", None)
        check_page(response, OF_SIGN_IN[name], workbench=True)


def test_everything_is_in_the_record_without_names(acting) -> None:
    from headwater.app.models import Event

    accept(invite(acting))
    rows = list(Event.objects.filter(at__gt=AT).values())
    did = [row["did"] for row in rows]
    assert did[-3:] == ["invited", "added a person", "accepted"]
    assert not [row for row in rows if "una" in str(row).casefold()]


def test_a_passkey_that_does_not_let_in_is_explained(nobody) -> None:
    nobody.get("/sign-in/")
    answer = nobody.post("/sign-in/passkey/", {"credential": "{}"})
    assert answer.status_code == 303
    page = nobody.get(answer.headers["Location"]).content.decode()
    assert "That passkey did not let you in" in page


def test_a_passkey_lets_its_holder_in_alone(acting) -> None:
    accept(invite(acting))
    una = browser()
    sign_in(una, "una")
    page = una.get("/your-sign-in/passkeys/add/").content.decode()
    (told,) = re.findall(r'data-options="([^"]*)"', page)
    options = json.loads(html.unescape(told))["publicKey"]
    wanted = options["authenticatorSelection"]
    assert (wanted["residentKey"], wanted["userVerification"]) == (
        "required",
        "required",
    )
    assert options["rp"] == {"name": "Headwater", "id": "localhost"}


def test_what_was_typed_waits_whichever_way_one_signs_in(nobody) -> None:
    address = f"/desk/{PLAN}/tables/actions/rows/N51/edit/what/"
    here = {"origin": "http://localhost"}
    nobody.post(address, {"title": "Typed before the session ended"}, headers=here)
    sent = {"person": str(person("sunniva.marlock"))}
    assert nobody.post("/demo/people/", sent).headers["Location"] == address
    page = nobody.get(address).content.decode()
    assert "Typed before the session ended" in page
    assert "It is not saved yet" in page
    assert nobody.post("/demo/people/", sent).headers["Location"] == "/desk/"


def test_what_somebody_typed_is_not_handed_to_the_next_person(acting) -> None:
    client = acting("contributor")
    session = client.session
    session["headwater.stash"] = {"path": "/desk/", "sent": "title=Mine"}
    session.save()
    client.post("/demo/people/", {"person": str(person("wren.abernathy"))})
    assert "headwater.stash" not in client.session
