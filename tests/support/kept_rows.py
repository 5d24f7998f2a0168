"""What a form of the workbench would send as it stands, and what is kept."""

from __future__ import annotations

from typing import Any

from northbank_people import PLAN
from page_checks import check_page


def fields(client: Any, address: str) -> dict[str, Any]:
    """What a form would send as it stands."""
    page = check_page(client.get(address), address, workbench=True)
    sent: dict[str, Any] = {}
    for form in page.tree.iter("form"):
        for e in form.iter():
            name, kind = e.get("name"), e.get("type")
            if not name or e.tag == "button":
                continue
            if e.tag == "textarea":
                sent[name] = (e.text or "").removeprefix("\n")
            elif e.tag == "select":
                chosen = [o for o in e.iter("option") if o.get("selected") is not None]
                sent[name] = chosen[0].get("value") if chosen else ""
            elif kind in ("checkbox", "radio"):
                if e.get("checked") is not None:
                    sent.setdefault(name, []).append(e.get("value"))
            else:
                sent.setdefault(name, []).append(e.get("value") or "")
    return sent


def cells(key: str = "N51", table: str = "actions") -> dict[str, str]:
    from headwater.app.selectors import rows

    return dict(rows.row(PLAN, table, key).cells)
