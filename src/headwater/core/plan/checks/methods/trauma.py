"""M3: high-quality services that are trauma-informed."""

from __future__ import annotations

from collections.abc import Iterator

from headwater.core.plan.checks.rule import Found, has_rows, judge, rule
from headwater.core.plan.findings import Level
from headwater.core.plan.look import Look
from headwater.core.plan.rows import Service
from headwater.core.plan.truth import Truth, every
from headwater.core.plan.when import happened, passed


@rule(
    "M301",
    finds="a service with no trauma-informed self-assessment, or an expired one",
    wants="a trauma-informed self-assessment in force for every service",
    reads=("services.trauma_assessment", "services.trauma_assessment_expires"),
    why=(
        "A service that does not know the effects of trauma can harm the people "
        "who come to it for help."
    ),
    gap="the assessment is said to be none or still to come, or has run out",
    ask="the assessment's date, or when it runs out, is blank",
    fix="Carry out the self-assessment. Write its date, and when it runs out.",
    many={
        Level.GAP: "{n} services have no trauma-informed self-assessment in force.",
        Level.ASK: "{n} services do not show a trauma-informed self-assessment.",
    },
    weight=2,
    applies=has_rows("services"),
    tables=("services",),
)
def services_not_assessed(look: Look) -> Iterator[Found]:
    for row in look.plan.services:
        yield from judge(
            f"services/{row.service_id}",
            _in_force(look, row),
            gap=f"{row.service_id} has no trauma-informed self-assessment in force.",
            ask=f"{row.service_id} does not show a trauma-informed self-assessment "
            "in force.",
        )


def _in_force(look: Look, row: Service) -> Truth:
    expired = passed(row.trauma_assessment_expires, look.as_at)
    return every(
        happened(row.trauma_assessment, look.as_at),
        None if expired is None else not expired,
    )
