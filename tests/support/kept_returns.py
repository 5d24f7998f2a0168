"""Returns of Northbank's invented partners, and what is kept of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from kept_rows import fields
from northbank_people import PLAN, WHO, person
from page_checks import check_page


ROOT = f"/desk/{PLAN}/returns"
WHOSE, PERIOD = "tallowgate", "2026-Q3"  # a draft: M08 in days, a mean
RETURN = f"{ROOT}/{PERIOD}/{WHOSE}"
FILE = f"{RETURN}/file/"
HEAD = "Organisation,Period,Measure,Breakdown,Value,Numerator,Denominator,Blank reason"
Rows = list[str]


def kept(period: str = PERIOD, whose: str = WHOSE) -> Any:
    from headwater.app.selectors.returns import kept_return

    return kept_return(PLAN, period, whose)


def state(period: str = PERIOD, whose: str = WHOSE) -> str:
    return str(kept(period, whose).state)


def today() -> date:
    from headwater.app.clock import day_now

    return day_now()


def window(opens: int, due: int, closes: int, period: str = PERIOD) -> None:
    """Move the window of a period: days from today."""
    from headwater.app.models import Round

    days = {
        name: today() + timedelta(days=n)
        for name, n in {"opens": opens, "due": due, "closes": closes}.items()
    }
    assert Round.objects.filter(plan=PLAN, period=period).update(**days) == 1


def who(role: str) -> Any:
    """Somebody with a second factor, as actions are given them."""
    from headwater.app.selectors.people import actor

    return actor(person(WHO[role]), strong=True)


def fill(client: Any, address: str = RETURN, **cells: str) -> Any:
    """Send the form with some of its cells changed: value_0="12"."""
    form = f"{address}/fill-in/"
    typed = {name.replace("__", "-"): text for name, text in cells.items()}
    return client.post(form, fields(client, form) | typed)


def seen(period: str = PERIOD, whose: str = WHOSE) -> dict[str, str]:
    """What a button of the page would send."""
    return {"seen": str(kept(period, whose).seen)}


def row(value: str, by: str = "", period: str = PERIOD, measure: str = "M08") -> str:
    return f"tallowgate,{period},{measure},{by},{value},,,"


def upload(client: Any, rows: Rows | bytes, name: str = "ours.csv") -> Any:
    content = rows if isinstance(rows, bytes) else "\n".join([HEAD, *rows]).encode()
    return client.post(FILE, {"file": SimpleUploadedFile(name, content)})


def show(client: Any, answer: Any) -> Any:
    assert answer.status_code == 303, answer.content.decode()[:2000]
    address = answer.headers["Location"]
    return check_page(client.get(address), address, workbench=True)
