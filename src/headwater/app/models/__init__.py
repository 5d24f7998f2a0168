"""The database: one model for each table of a plan, and its history.

The models write `core.plan.tables` out plainly; a test holds them equal.
"""

from headwater.app.models.assessment import Assessment
from headwater.app.models.comments import Comment, Mention, TaskStep
from headwater.app.models.drafts import Draft
from headwater.app.models.history import Event, Import, Revision
from headwater.app.models.jobs import Job
from headwater.app.models.learning import (
    Acceptance,
    Community,
    Engagement,
    Evaluation,
    Evidence,
    Measure,
    Message,
    Outcome,
    TableNote,
)
from headwater.app.models.people import Admission, Grant, Invitation, Person
from headwater.app.models.returns import (
    Extension,
    Proposal,
    Receipt,
    Reminder,
    Round,
    Step,
    Value,
    ValueRevision,
)
from headwater.app.models.review import Decision, Followed, Review
from headwater.app.models.work import (
    About,
    Action,
    Agreement,
    Organisation,
    Service,
    Training,
    Tranche,
)


ROW_MODELS = {
    "plan": About,
    "organisations": Organisation,
    "actions": Action,
    "funding": Tranche,
    "outcomes": Outcome,
    "measures": Measure,
    "messages": Message,
    "services": Service,
    "engagements": Engagement,
    "training": Training,
    "agreements": Agreement,
    "evidence": Evidence,
    "evaluations": Evaluation,
    "communities": Community,
    "accepted": Acceptance,
    "meta": TableNote,
}

__all__ = [
    "ROW_MODELS",
    "Admission",
    "Comment",
    "Draft",
    "Event",
    "Extension",
    "Assessment",
    "Decision",
    "Followed",
    "Grant",
    "Import",
    "Invitation",
    "Mention",
    "Job",
    "Person",
    "Proposal",
    "Receipt",
    "Reminder",
    "Review",
    "Revision",
    "TaskStep",
    "Round",
    "Step",
    "Value",
    "ValueRevision",
    *sorted(m.__name__ for m in ROW_MODELS.values()),
]
