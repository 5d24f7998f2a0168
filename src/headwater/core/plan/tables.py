"""The tables of a plan, declared once.

From this declaration come the template, the import, the validation, the forms
and the reference page. The dataclasses of `model` and the Django models are
written out plainly, and a test holds both equal to it.

A blank cell means 'not written down'. The word `none` means 'there is none'.
The two are never the same thing.
"""

from __future__ import annotations

from headwater.core.plan.columns import Table
from headwater.core.plan.tables_of_learning import (
    ACCEPTED,
    COMMUNITIES,
    ENGAGEMENTS,
    EVALUATIONS,
    EVIDENCE,
    MEASURES,
    MESSAGES,
    META,
    OUTCOMES,
)
from headwater.core.plan.tables_of_work import (
    ACTIONS,
    AGREEMENTS,
    FUNDING,
    ORGANISATIONS,
    PLAN,
    SERVICES,
    TRAINING,
)


TABLES: tuple[Table, ...] = (
    PLAN,
    ORGANISATIONS,
    ACTIONS,
    FUNDING,
    OUTCOMES,
    MEASURES,
    MESSAGES,
    SERVICES,
    ENGAGEMENTS,
    TRAINING,
    AGREEMENTS,
    EVIDENCE,
    EVALUATIONS,
    COMMUNITIES,
    ACCEPTED,
    META,
)
BY_NAME: dict[str, Table] = {table.name: table for table in TABLES}
