"""Reviews as everybody reads them: what was decided, and what was changed for it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from headwater.app.selectors import Held, reviews
from headwater.app.views.show import of_plan, show


@of_plan
def published(request: HttpRequest, held: Held) -> HttpResponse:
    found = reviews.published(held.plan_id)
    return show(request, "reviews.html", held, reviews=found)


@of_plan
def review(request: HttpRequest, held: Held, day: str) -> HttpResponse:
    found = reviews.published_meeting(held.plan_id, day)
    return show(request, "review.html", held, meeting=found)
