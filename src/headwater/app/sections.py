"""The columns of a long table, a few to a page, in the order in which people think."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from headwater.core.plan.columns import Column, Table


FEW = 12  # fields of one form


@dataclass(frozen=True, slots=True)
class Section:
    """A page of a form."""

    code: str
    title: str
    columns: tuple[Column, ...]


_OF: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "plan": (
        ("about", "The plan", "plan_id title framework parent area lead summary"),
        ("when", "When", "start end review_months next_review as_at"),
        (
            "words",
            "What it covers, and its words",
            "vawg_types_in_scope notice licence",
        ),
        ("note", "Note", "note"),
    ),
    "actions": (
        (
            "what",
            "What it is",
            "action_id title description status start end other_numbers",
        ),
        (
            "who",
            "Who",
            "lead_organisations accountable_organisation delivery_organisations",
        ),
        ("kind", "What kind of prevention", "tiers drivers delivery_forms strategies"),
        ("harm", "What kinds of violence", "vawg_types responses"),
        (
            "whom",
            "For whom, and where",
            "audiences life_stages communities specific_needs settings geography",
        ),
        (
            "money",
            "Money and dose",
            "resources_needed resources_note dose_sessions dose_weeks",
        ),
        ("change", "The change it should bring", "outcomes principles evaluation"),
        (
            "care",
            "Voice, safety and skills",
            "child_first shaped_by contextual_safeguarding safety_contact "
            "skills_needed shares_risk_information",
        ),
        (
            "record",
            "Equality, reviews and sources",
            "equality_assessment last_reviewed source source_checked note",
        ),
    ),
    "measures": (
        (
            "what",
            "What it is",
            "measure_id name kind flow direction unit_of_count shows",
        ),
        (
            "how",
            "How it is counted",
            "numerator denominator frequency geography_level source supplier figures",
        ),
        ("why", "What it is for", "outcomes actions principles horizon owner"),
        (
            "target",
            "Baseline and targets",
            "baseline baseline_date baseline_note targets change_means",
        ),
        (
            "detail",
            "Breakdowns and definition",
            "breakdowns breakdowns_possible latest_figures figures_due "
            "definition_version definition_from definition_until caveat note",
        ),
    ),
    "evaluations": (
        (
            "what",
            "What is judged, and what is hoped for",
            "evaluation_id action measure hoped_change reach selection",
        ),
        (
            "where",
            "Where, when and how",
            "starts compared_with method months_before months_after",
        ),
        ("lock", "The lock, and a note", "locked locked_as note"),
    ),
    "services": (
        (
            "what",
            "What it is",
            "service_id name organisation actions communities life_stages",
        ),
        (
            "access",
            "How people reach it",
            "languages bsl easy_read step_free hours cost self_referral",
        ),
        (
            "care",
            "Care and records",
            "records_steps trauma_assessment trauma_assessment_expires "
            "equality_assessment note",
        ),
    ),
}


def sections(table: Table) -> tuple[Section, ...]:
    """All columns of a table, each on one page."""
    listed = _OF.get(table.name)
    if listed is None:
        return (Section("all", "Details", table.columns),)
    return tuple(
        Section(code, title, tuple(table.column(name) for name in names.split()))
        for code, title, names in listed
    )
