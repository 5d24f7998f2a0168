"""The checks: what each looks for, why, and what it found in this plan."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from headwater.app.selectors import Held, NotThere
from headwater.app.views.show import of_plan, show


FIRST = 20  # findings on a rule's own page; the rest are on the findings page


@of_plan
def rules(request: HttpRequest, held: Held) -> HttpResponse:
    return show(request, "rules.html", held)


@of_plan
def rule(request: HttpRequest, held: Held, code: str) -> HttpResponse:
    if code not in held.rules:
        raise NotThere(code)
    result = held.results[code]
    accepted = {finding.fingerprint for finding in result.accepted}
    found = [f for f in result.findings if f.fingerprint not in accepted]
    return show(
        request,
        "rule.html",
        held,
        rule=held.rules[code],
        result=result,
        use=held.framework.use(code),
        first=found[:FIRST],
        total=len(found),
    )
