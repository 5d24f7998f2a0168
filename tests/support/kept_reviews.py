"""Reviews of Northbank for tests: three days, and what people do on their pages."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from northbank_people import PLAN
from page_checks import check_page


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
