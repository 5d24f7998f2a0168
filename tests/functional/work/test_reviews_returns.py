"""A review freezes returns and tasks: as they stood, for those who may see them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from kept_returns import kept
from kept_reviews import (
    AUTUMN,
    NEXT,
    PUBLIC,
    SUMMER,
    freeze_on,
    frozen_whole,
    keep_old,
    meeting,
    plan_one,
    seen,
    word_texts,
)
from northbank_people import AT, PLAN, WHO, person
from page_checks import check_page
from talk import address as comment_address

from headwater.core.plan.review import digest_of


PEOPLE = ("Abernathy", "Fennimore", "Dunnottery", "Marlock", "Sallow", "Lanternby")
Q2 = f"/desk/{PLAN}/returns/2026-Q2/tallowgate/"


@pytest.fixture
def lead(acting: Callable[[str], Any]) -> Any:
    return acting("plan lead")


def plain(text: str) -> str:
    """As words of a page are read: with spaces that may break."""
    return " ".join(text.split())


def stood(day: str) -> dict[tuple[str, str], str]:
    """The state of each return that a review looks back over."""
    found = frozen_whole(day).returns.stood
    return {(each.organisation, each.period): each.state for each in found}


def revise(acting: Callable[[str], Any]) -> tuple[str, str]:
    """Take in what Tallowgate proposes for April to June: its figure before and now."""
    from headwater.app.actions.returns import Where, decide_revisions
    from headwater.app.selectors.people import actor

    now = kept("2026-Q2")
    ((key, entry),) = now.proposals.items()
    before = now.standing[key].value
    decide_revisions(
        by=actor(person(WHO["approver"]), strong=True),
        where=Where(PLAN, "2026-Q2", "tallowgate", now.seen),
        revision=now.revision,
        keys=[str(key)],
        yes=True,
        note="A form was found.",
        at=AT,
    )
    return str(before.value), str(entry.value.value)


def test_each_return_is_frozen_in_the_state_of_that_day(bench) -> None:
    autumn = stood("2026-10-13")
    assert {period for _, period in autumn} == {"2026-Q2", "2026-Q3"}
    assert autumn["vru", "2026-Q2"] == "revised"
    assert autumn["police", "2026-Q2"] == "published"
    assert autumn["brindlefold", "2026-Q2"] == "approved"
    assert autumn["health-board", "2026-Q2"] == "not started"
    assert autumn["vru", "2026-Q3"] == "submitted"  # approved later that month
    assert autumn["brindlefold", "2026-Q3"] == "not started"  # given back later
    summer = stood("2026-07-14")
    assert {period for _, period in summer} == {"2026-Q1", "2026-Q2"}
    assert summer["police", "2026-Q2"] == "not started"


def test_completeness_is_frozen_as_the_public_page_counts_it(bench) -> None:
    from headwater.app.selectors.returns import listed
    from headwater.core.returns.completeness import by_partner

    freeze_on(date(2026, 11, 17), AT)
    found = by_partner([e.expected for e in listed(PLAN)], AT.date())
    partners = frozen_whole("2026-11-17").returns.partners
    assert {p.organisation for p in partners} == set(found)
    for each in partners:
        one = found[each.organisation]
        assert (each.expected, each.received) == (one.expected, one.received)
        assert (each.on_time, each.not_due) == (one.on_time, one.not_due)


def test_approved_figures_are_frozen_with_the_version_of_their_definition(
    bench,
) -> None:
    found = frozen_whole("2026-10-13").returns.stood
    for each in found:
        approved = each.state in ("approved", "published", "revised")
        assert bool(each.values) == approved, each
        for one in each.values:
            assert one.version, one
    (police,) = (
        r for r in found if (r.organisation, r.period) == ("police", "2026-Q2")
    )
    standing = kept("2026-Q2", "police").standing
    now = {k.measure for k in standing if (k.period, k.breakdown) == ("2026-Q2", ())}
    assert {one.measure for one in police.values} == now


def test_a_later_revision_changes_nothing_of_it_and_is_on_the_next_agenda(
    acting, lead
) -> None:
    before, whole = meeting("2026-10-13"), frozen_whole("2026-10-13")
    was, now = revise(acting)
    assert meeting("2026-10-13") == before
    assert before.intact
    assert frozen_whole("2026-10-13") == whole
    plan_one(lead)
    page = seen(lead, NEXT).main
    assert f"was {was}, is now {now}" in page
    assert "A form was found." in page
    (found,) = (
        each
        for each in freeze_on(date(2026, 11, 18), AT).returns.revised
        if each.organisation == "tallowgate"
    )
    assert (found.count, found.figures[0].was, found.figures[0].now) == (1, was, now)


def test_figures_are_seen_by_those_who_may_see_them_on_the_return(acting) -> None:
    returns = frozen_whole("2026-10-13").returns
    (revised,) = returns.revised
    secret = revised.figures[0]
    pages = {who: seen(acting(who), AUTUMN).main for who in WHO if who != "stranger"}
    for who, page in pages.items():
        every = who in ("plan lead", "other lead", "approver", "publisher")
        own = {"contributor": "tallowgate", "partner lead": "tallowgate"}.get(who, "")
        own = "police" if who == "other partner" else own
        for each in returns.stood:
            for one in each.values:
                row = f"({one.measure}){each.name}, {each.words}{plain(one.value)}"
                assert (row in page) == (every or own == each.organisation), (who, row)
        assert (f"was {plain(secret.was)}" in page) == every, who
        assert ("(Invented reason.)" in page) == every, who
        assert ("(Invented note.)" in page) == every, who
        assert "1 figure revised on 14 August 2026" in page, who


def test_nothing_gives_figures_away_that_was_not_asked_whose(bench) -> None:
    from headwater.app.clock import today
    from headwater.app.selectors import reviews
    from headwater.app.selectors.agenda import agenda

    of = meeting("2026-10-13")
    found = [
        of.frozen,
        agenda(of, today(), AT).now,
        reviews.before(PLAN, date.max).frozen,
    ]
    found += [each.frozen for each in reviews.meetings(PLAN)]
    for each in found:
        assert each is not None
        assert each == each.seen_by()
        assert not any(one.values for one in each.returns.stood)


def test_a_digest_cannot_be_tried_for_a_figure(bench) -> None:
    from headwater.app.models import Review

    one, other = (row.frozen["returns"] for row in Review.objects.all())
    assert len(one["salt"]) == 32
    assert one["salt"] != other["salt"]


def test_the_agenda_has_what_came_in_is_late_and_was_given_back(lead) -> None:
    page = seen(lead, AUTUMN).main
    agenda = page[page.index("Agenda") : page.index("What was known")]
    came = agenda[agenda.index("Returns that have come in") : agenda.index("2. Verd")]
    assert (
        "Northbank Police , April to June 2026 (29 August 2026, late)"
        in came.replace("Police,", "Police ,")
    )
    assert "January to March" not in came  # it had come before the summer review
    late = agenda[agenda.index("Late") : agenda.index("Given back")]
    assert late.index("October to December 2025") < late.index("April to June 2026")
    assert "Northbank Health Board" in late
    assert "Northbank Police" not in late
    back = agenda[agenda.index("Given back") : agenda.index("Approved figures")]
    assert "Northbank Night Traders, April to June 2026: given back on" in back
    assert "it has come in again" in back


def test_what_waits_for_its_partner_stays_on_the_agenda(bench) -> None:
    back = freeze_on(date(2026, 11, 17), AT).returns.back
    assert [(b.organisation, b.period, b.waits) for b in back] == [
        ("brindlefold", "2026-Q3", True)
    ]
    later = freeze_on(date(2026, 11, 18), datetime(2026, 11, 23, tzinfo=UTC))
    assert [each.waits for each in later.returns.back] == [True]
    assert later.returns.came == ()


@pytest.fixture
def tasks(bench) -> Any:
    """The tasks of the demonstration, and a review on a day when two were open."""
    from headwater.app.actions.invented_tasks import add_invented_tasks

    assert (add_invented_tasks(), add_invented_tasks()) == (4, 0)
    at = datetime(2026, 10, 1, 12, tzinfo=UTC)
    return freeze_on(date(2026, 10, 1), at).tasks


DAY = f"/desk/{PLAN}/reviews/2026-10-01/"


def test_open_tasks_and_those_closed_since_are_frozen(lead, tasks) -> None:
    assert [(t.key, t.overdue) for t in tasks.open] == [("N51", True), ("N27", False)]
    assert [t.key for t in tasks.closed] == ["N23", "N53"]
    page = seen(lead, DAY).main
    overdue = page[page.index("6. Tasks whose day") : page.index("7. Decisions")]
    assert "Write down from what hour advocates can be reached" in overdue
    assert "Agree with the venues" not in overdue
    closed = page[page.index("Tasks closed since 14 July 2026") :]
    assert "closed on 11 September 2026: It decides at the end of October." in closed
    assert "somebody please ask the fund" in closed


def test_closing_a_task_later_changes_nothing_of_it(lead, tasks) -> None:
    from talk import step

    step(lead, tasks.open[0].number, "close", note="Done since.")
    assert frozen_whole("2026-10-01").tasks == tasks
    page = seen(lead, DAY).main
    assert "Done since." not in page
    assert "due 30 September 2026; the day has passed" in page


def test_words_that_their_author_takes_back_are_gone_from_the_review(
    lead, tasks
) -> None:
    words = "Write down from what hour"
    lead.post(comment_address(tasks.open[0].number, "take-back"))
    page = seen(lead, DAY).main
    assert words not in page
    assert "These words were taken back by whoever wrote them." in page
    assert "its digest is still the same" in page
    body = word_texts(lead.get(f"{DAY}minutes.docx").content)["word/document.xml"]
    assert words not in body


def test_words_that_are_not_those_of_that_day_are_not_shown_as_such(
    lead, tasks
) -> None:
    from touched import let_change

    from headwater.app.models import Comment

    let_change("headwater_comment")
    Comment.objects.update(text="Quite other words.")
    page = seen(lead, DAY).main
    assert "Quite other words." not in page
    assert "These are not the words of that day." in page


def test_no_person_is_in_what_is_frozen(bench, tasks) -> None:
    from headwater.app.models import Review

    text = json.dumps([row.frozen for row in Review.objects.all()])
    for name in (*PEOPLE, *WHO.values()):
        assert name not in text, name
    assert "recovery groups. (invented)" not in text  # nor the words of tasks


def test_the_public_sees_counts_and_nothing_that_was_handed_in(
    acting, nobody, tasks
) -> None:
    publisher = acting("publisher")
    for day in ("2026-10-13", "2026-10-01"):
        acting("plan lead").post(f"/desk/{PLAN}/reviews/{day}/close/")
        publisher.post(f"/desk/{PLAN}/reviews/{day}/publish/", {"publish": "yes"})
    address = f"{PUBLIC}2026-10-13/"
    page = check_page(nobody.get(address), address)
    whole = frozen_whole("2026-10-13").returns.whole
    counts = f"Of {whole.expected} returns due before 13 October 2026, {whole.received}"
    assert f"{counts} had come, {whole.on_time} of them in time." in page.main
    assert whole.expected > whole.received > whole.on_time > 0
    assert "What partners handed in is not on this page." in page.main
    for each in frozen_whole("2026-10-13").returns.stood:
        for one in each.values:
            assert f"({one.measure})" not in page.main
    for secret in ("(Invented note.)", "(Invented reason.)", "iven back", *PEOPLE):
        assert secret not in page.html, secret
    address = f"{PUBLIC}2026-10-01/"
    page = check_page(nobody.get(address), address)
    assert "2 tasks were open, 1 of them overdue; 2 had been closed" in page.main
    for words in ("advocates can be reached", "Agree with the venues", "It decides"):
        assert words not in page.html, words


def test_minutes_say_it_to_every_partner_alike(acting, tasks) -> None:
    answers = [
        acting(who).get(f"{DAY}minutes.{kind}").content
        for kind in ("docx", "pdf")
        for who in ("plan lead", "reader")
    ]
    assert answers[0] == answers[1]
    assert answers[2] == answers[3]
    text = word_texts(answers[0])["word/document.xml"]
    for words in (
        "Where each return stood",
        "Given back",
        "2 tasks open, 1 overdue; 2 closed since 14 July 2026.",
        "closed on 11 September 2026: It decides at the end of October.",
        "1 figure revised on 14 August 2026.",
    ):
        assert words in text, words
    for secret in ("(Invented note.)", "(Invented reason.)", *PEOPLE):
        assert secret not in text, secret
    for each in frozen_whole("2026-10-01").returns.stood:
        for one in each.values:
            assert f"({one.measure})" not in text


def test_a_review_frozen_before_is_as_it_was(lead) -> None:
    old, digest = keep_old()
    found = meeting("2026-06-09")
    assert found.intact
    assert found.digest == digest == digest_of(old)
    assert found.frozen.returns is found.frozen.tasks is found.frozen.measures is None
    page = seen(lead, SUMMER.replace("07-14", "06-09")).main
    assert "its digest is still the same" in page
    assert "5. Decisions whose day has passed" in page
    for name in ("Returns", "Tasks", "Voice"):
        assert f"{name}Not known to this workbench that day" in page
    text = word_texts(
        lead.get(f"/desk/{PLAN}/reviews/2026-06-09/minutes.docx").content
    )["word/document.xml"]
    assert "Not known to this workbench that day: returns, tasks, voice." in text
    assert "Where each return stood" not in text


def test_the_next_review_after_an_old_one_compares_with_it(lead) -> None:
    keep_old(date(2026, 11, 1))
    plan_one(lead)
    page = seen(lead, NEXT).main
    assert "Since the review of 1 November 2026" in page
    assert "Returns that have come in since 1 November 2026" in page
