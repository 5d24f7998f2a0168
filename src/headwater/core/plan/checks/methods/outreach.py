"""M4: proactively reach out to communities to tailor services."""

from __future__ import annotations

from collections.abc import Iterator

from headwater.core.plan.checks.rule import Found, has_rows, judge, lacks, rule
from headwater.core.plan.findings import Level
from headwater.core.plan.look import Look
from headwater.core.plan.spread import narrow, spread
from headwater.core.plan.truth import written
from headwater.core.plan.when import recent
from headwater.core.time import add_months


@rule(
    "M401",
    finds="a community with no engagement in the last 12 months",
    wants="every community listened to within the year",
    reads=("engagements.communities", "engagements.date", "communities.community"),
    why=(
        "Needs change, and people notice when nobody comes back. The communities "
        "are those of the area's profile; without one, those of the framework."
    ),
    gap="no engagement with the community falls in that time and the table is complete",
    ask="an engagement's communities or date are blank, or rows are missing",
    fix="Reach out to the community, or write down when partners last did.",
    many={
        Level.GAP: "{n} communities were not listened to in the last year.",
        Level.ASK: "{n} communities have no recent engagement written down yet.",
    },
    tables=("engagements",),
)
def communities_not_heard(look: Look) -> Iterator[Found]:
    scheme, months = look.framework.scheme("community"), look.limits.engagement_months
    since = add_months(look.as_at, -months)
    rows = ((row, True) for row in look.plan.engagements)
    lately = narrow(rows, lambda row: recent(row.date, since, look.as_at))
    held = spread((row.communities, counts) for row, counts in lately)
    for code in _communities(look):
        label = scheme.label(code)
        yield from lacks(
            look,
            f"community/{code}",
            held.holds(look.counts_as("community", code)),
            "engagements",
            gap=f"{label}: no engagement in the last {months} months.",
            ask=f"{label}: no engagement in the last {months} months is written down "
            "yet.",
        )


def _communities(look: Look) -> tuple[str, ...]:
    """Those of the area's profile; without one, those of the framework."""
    scheme = look.framework.scheme("community")
    profile = dict.fromkeys(row.community for row in look.plan.communities)
    return tuple(code for code in profile if code in scheme.codes) or scheme.top


@rule(
    "M402",
    finds="an engagement with no 'what changed because of it'",
    wants="what changed because of every engagement",
    reads=("engagements.what_changed", "engagements.date"),
    why=(
        "People who gave their time are owed an answer. Asking and then changing "
        "nothing costs trust."
    ),
    gap="it is said that nothing changed",
    ask="what changed is blank",
    fix="Write what changed because of it. If nothing did, say so, and say why.",
    many={
        Level.GAP: "{n} engagements changed nothing.",
        Level.ASK: "{n} engagements do not say what changed because of them.",
    },
    applies=has_rows("engagements"),
    tables=("engagements",),
)
def nothing_changed(look: Look) -> Iterator[Found]:
    for row in look.plan.engagements:
        if row.date is not None and row.date.surely_after(look.as_at):
            continue
        yield from judge(
            f"engagements/{row.engagement_id}",
            written(row.what_changed),
            gap=f"Nothing changed because of {row.engagement_id}.",
            ask=f"{row.engagement_id} does not say what changed because of it.",
        )
