"""What the columns of the findings hold."""

from __future__ import annotations

from headwater.core.plan.findings import Level
from headwater.exchange.findings_out import CSV_COLUMNS
from headwater.exchange.open_data.shape import Field, Shape


_HELP = {
    "rule": "The code of the check.",
    "level": "gap: something is missing; ask: not written down, so we cannot tell; "
    "note: worth knowing.",
    "principles": "The principles that the check serves.",
    "elements": "The parts of those principles.",
    "subject": "What the finding is about, such as actions/C05; plan for the whole.",
    "message": "What was found.",
    "why": "Why it matters.",
    "fix": "What would put it right.",
    "fingerprint": "The same from one check to the next.",
    "accepted_by": "The post of the person who accepts it for now.",
    "accepted_until": "When it must be looked at again.",
    "since": "Blank, unless the check was compared with an earlier one.",
    "plan": "The plan_id of the plan.",
    "as_at": "The day of the check.",
    "notice": "The notice of the plan.",
    "licence": "The licence line of the plan.",
}
FINDINGS = Shape(
    "findings",
    "Findings",
    "one thing that a check found",
    tuple(
        Field(
            name,
            name.replace("_", " ").capitalize(),
            _HELP[name],
            codes={level.value: level.value for level in Level}
            if name == "level"
            else {},
            listed=name in ("principles", "elements"),
            required=name in ("rule", "level", "message", "fingerprint"),
        )
        for name in CSV_COLUMNS
    ),
)
