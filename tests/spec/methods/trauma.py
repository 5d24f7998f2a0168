"""Cases of M301."""

from __future__ import annotations

from spec_case import Case


SPECS: dict[str, list[Case]] = {
    "M301": [
        Case(
            "held",
            "Assessed, and the assessment still stands; one that never runs out says none.",
            """
            services
            service_id | trauma_assessment | trauma_assessment_expires
            S1         | 2025-06           | 2027-06
            S2         | 2026-01           | none
            """,
        ),
        Case(
            "gap",
            "Run out; never done; still to come.",
            """
            services
            service_id | trauma_assessment | trauma_assessment_expires
            S1         | 2023-06           | 2025-06
            S2         | none              |
            S3         | 2027-02           | 2029-02
            """,
            ("gap services/S1", "gap services/S2", "gap services/S3"),
        ),
        Case(
            "ask",
            "No service is written down, and rows may be missing.",
            "",
            ("ask plan",),
        ),
        Case(
            "blank",
            "The date is blank, or when it runs out.",
            """
            services
            service_id | trauma_assessment | trauma_assessment_expires
            S1         |                   |
            S2         | 2025-06           |
            """,
            ("ask services/S1", "ask services/S2"),
        ),
        Case(
            "not applicable",
            "There is no service, and none is missing.",
            """
            meta
            table    | complete
            services | yes
            """,
        ),
    ],
}
