"""Reviews of Northbank for tests: three days, and what people do on their pages."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime, time
from typing import Any

from northbank_people import PLAN, WHO, person
from page_checks import check_page

from headwater.core.access.allowed import Actor, Grant
from headwater.core.access.roles import Role


WORK = f"/desk/{PLAN}/reviews"
SUMMER, AUTUMN, NEXT = (f"{WORK}/2026-{day}/" for day in ("07-14", "10-13", "11-17"))
PUBLIC = f"/plans/{PLAN}/reviews/"
ROW = f"/desk/{PLAN}/tables/actions/rows/N51/"
HOSTILE = "<script>alert(1)</script> {{ 7 * 7 }} =cmd|' /C calc'!A0 \u202egpj\x0b]]>"
DECISION = {
    "text": "Advocates work in the evening too.",
    "organisations": ["tallowgate", "vru"],
    "roles": "the chairs of the boards",
    "reason": "Women asked for it.",
    "about": "actions/N51",
    "due": "1 March 2027",
}


def seen(client: Any, address: str) -> Any:
    return check_page(client.get(address), address, workbench=True)


def meeting(day: str = "2026-11-17") -> Any:
    from headwater.app.selectors import reviews

    return reviews.meeting(PLAN, day)


def plan_one(client: Any) -> None:
    sent = {"title": "Winter review", "day": "17 November 2026"}
    answer = client.post(f"{WORK}/new/", sent)
    assert answer.headers["Location"] == NEXT


def open_one(client: Any) -> None:
    plan_one(client)
    assert client.post(f"{NEXT}open/").headers["Location"] == NEXT


def decide(client: Any, **sent: Any) -> Any:
    return client.post(f"{NEXT}decisions/new/", DECISION | sent)


def word_texts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        return {
            name: made.read(name).decode()
            for name in made.namelist()
            if name.endswith(".xml")
        }


def freeze_on(day: date, at: datetime) -> Any:
    """Plan a review and freeze what is known at a moment, as if the plan lead had had
    the role for long. What is frozen, with every figure."""
    from headwater.app.actions import reviews

    grant = Grant(Role.PLAN_LEAD, PLAN, "vru", date(2022, 1, 1))
    lead = Actor(person(WHO["plan lead"]), (grant,), strong=True)
    said = {"by": lead, "plan_id": PLAN, "day": day, "at": at}
    reviews.plan_review(title="A review", **said)
    reviews.freeze(today=at.date(), **said)
    return frozen_whole(str(day))


def frozen_whole(day: str) -> Any:
    """What was frozen, with the figures of every organisation."""
    from headwater.app.models import Review
    from headwater.core.plan.review import from_json

    return from_json(Review.objects.get(plan=PLAN, day=day).frozen)


OLD = {  # as reviews were frozen before there were returns and tasks in them
    "plan": PLAN,
    "title": "A plan",
    "notice": "Invented.",
    "revision": 1,
    "as_at": "2026-06-09",
    "framework": "Principles, version 1",
    "verdicts": [
        {"code": "G1", "short": "Prevent", "word": "held", "sentence": "All hold."}
    ],
    "counts": {"gap": 1, "ask": 2, "note": 0, "accepted": 0},
    "gaps": [{"rule": "M501", "subject": "actions/N01", "message": "No measure."}],
    "signals": [],
    "looked": "12 series were looked at.",
    "releases": [],
    "others": {"returns": "", "tasks": "", "voice": ""},
}
# worked out then
OLD_DIGEST = "5c362d617c2d933a0d37daf015f7f339fb165ad909ab9f439dd703fae63cd9d2"


def keep_old(day: date = date(2026, 6, 9)) -> tuple[dict[str, Any], str]:
    """Such a review, and its digest."""
    from headwater.app.models import Review

    at = datetime.combine(day, time(12), tzinfo=UTC)
    Review.objects.create(
        plan=PLAN,
        day=day,
        title="An old review",
        frozen=OLD,
        digest=OLD_DIGEST,
        opened_at=at,
        closed_at=at,
    )
    return OLD, OLD_DIGEST
