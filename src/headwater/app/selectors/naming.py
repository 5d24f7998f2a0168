"""Names of plans and organisations, without the rest of a plan."""

from __future__ import annotations

from headwater.app.models import About, Organisation


def plan_title(plan_id: str) -> str:
    """The title of a plan; its id where there is none."""
    found = About.objects.filter(plan_id=plan_id).values_list("title", flat=True)
    return str(found.first() or plan_id)


def organisation_names(plan_id: str) -> dict[str, str]:
    """The organisations of a plan by id, in the order of their names."""
    rows = Organisation.objects.filter(plan_id=plan_id).order_by("name")
    return dict(rows.values_list("organisation_id", "name"))


def organisation_name(plan_id: str, organisation: str) -> str:
    return organisation_names(plan_id).get(organisation, organisation)
