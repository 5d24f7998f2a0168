"""Is it working? One action, all actions, and what could be seen at all."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from headwater.app import effects
from headwater.app.selectors import Held, NotThere
from headwater.app.selectors.evaluations import (
    could_be,
    every,
    of_action,
    without_figures,
)
from headwater.app.selectors.powers import (
    MONTHS,
    USUAL_AREAS,
    USUAL_MONTHS,
    sets_to_ask,
)
from headwater.app.selectors.powers import power as power_of
from headwater.app.views.show import of_plan, show
from headwater.app.views.working_charts import falls_of, pictures
from headwater.core.impact.verdict import FALSE_CLAIMS


MOST_AREAS = 200


@of_plan
def action(request: HttpRequest, held: Held, action_id: str) -> HttpResponse:
    """One action: what is said of it, the picture, and the design."""
    if action_id not in held.actions:
        raise NotThere(action_id)
    judged = of_action(held, action_id)
    return show(
        request,
        "working/action.html",
        held,
        action=held.actions[action_id],
        judged=judged,
        pictures=[pictures(held, each) for each in judged],
        could=() if judged else could_be(held, action_id),
    )


@of_plan
def portfolio(request: HttpRequest, held: Held) -> HttpResponse:
    """Every action that is to be judged: what can be told, and when."""
    judged = every(held)
    told = [each for each in judged if each.evaluated and each.evaluated.estimate]
    return show(
        request,
        "working/portfolio.html",
        held,
        judged=judged,
        told=len(told),
        without=without_figures(held),
        false_claims=len(told) * FALSE_CLAIMS,
        can_ask=bool(sets_to_ask(held)),
    )


@of_plan
def power(request: HttpRequest, held: Held) -> HttpResponse:
    """What the figures of a plan could show, before money is spent."""
    sets = sets_to_ask(held)
    if not sets:
        return show(request, "working/power.html", held, found=None)
    asked = request.GET.get("figures", "")
    chosen = next((each for each in sets if each.code == asked), sets[0])
    areas = _whole(request.GET.get("areas", ""), USUAL_AREAS, MOST_AREAS)
    months = _whole(request.GET.get("months", ""), USUAL_MONTHS, MONTHS[-1])
    hoped = _hoped(request.GET.get("hoped", ""))
    found = power_of(chosen, areas, months, hoped)
    falls = falls_of(found)
    args = held.plan_id, chosen.code
    return show(
        request,
        "working/power.html",
        held,
        figure_items=[
            {"value": each.code, "text": each.title, "selected": each is chosen}
            for each in sets
        ],
        found=found,
        chart=falls,
        picture=effects.picture(falls, "power-svg", args) if falls else None,
        months=MONTHS,
    )


def _whole(text: str, usual: int, most: int) -> int:
    return min(max(int(text), 1), most) if text.isdecimal() and len(text) < 5 else usual


def _hoped(text: str) -> float | None:
    """A fall in percent, with or without its sign."""
    plain = text.strip().removeprefix("-").removesuffix("%")
    if not plain.isdecimal() or not 0 < int(plain[:4]) < 100:
        return None
    return -float(plain)
