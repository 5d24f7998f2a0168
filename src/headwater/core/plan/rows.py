"""The rows of a plan, in meaning: one frozen dataclass a table.

None is a blank cell: not written down. An empty text or an empty tuple is the
word 'none': said not to exist. `tables` declares the same columns with their
help; a test holds the two equal.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from headwater.core.time import PartialDate


Words = tuple[str, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The plan itself: one row."""

    plan_id: str
    title: str
    framework: str | None = None
    parent: str | None = None
    area: Words = None
    lead: str | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    vawg_types_in_scope: Words = None
    review_months: int | None = None
    next_review: PartialDate | None = None
    as_at: PartialDate | None = None
    summary: str | None = None
    notice: str | None = None
    licence: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """One partner, funder or provider."""

    organisation_id: str
    name: str
    other_names: Words = None
    identifier: str | None = None
    sector: str
    geography: Words = None
    led_by_and_for: Words = None
    signed_up: PartialDate | None = None
    senior_lead: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One thing that partners do or will do."""

    action_id: str
    other_numbers: Words = None
    title: str
    description: str | None = None
    lead_organisations: Words = None
    accountable_organisation: str | None = None
    delivery_organisations: Words = None
    status: str | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    resources_needed: Decimal | None = None
    resources_note: str | None = None
    tiers: Words = None
    vawg_types: Words = None
    life_stages: Words = None
    settings: Words = None
    audiences: Words = None
    communities: Words = None
    geography: Words = None
    principles: Words = None
    drivers: Words = None
    delivery_forms: Words = None
    strategies: Words = None
    responses: Words = None
    dose_sessions: int | None = None
    dose_weeks: float | None = None
    outcomes: Words = None
    child_first: Words = None
    shaped_by: Words = None
    specific_needs: str | None = None
    contextual_safeguarding: str | None = None
    safety_contact: str | None = None
    skills_needed: str | None = None
    shares_risk_information: bool | None = None
    evaluation: str | None = None
    last_reviewed: PartialDate | None = None
    equality_assessment: str | None = None
    source: str | None = None
    source_checked: PartialDate | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tranche:
    """One tranche of money for one action."""

    action: str
    tranche: str
    funder: str | None = None
    amount: Decimal | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    secured: bool | None = None
    also_pays_for: Words = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One change that the plan wants to see."""

    outcome_id: str
    title: str
    description: str | None = None
    principles: Words = None
    informed_by: Words = None
    voice_beside: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One figure that partners follow."""

    measure_id: str
    name: str
    actions: Words = None
    outcomes: Words = None
    principles: Words = None
    numerator: str | None = None
    denominator: str | None = None
    unit_of_count: str | None = None
    kind: str | None = None
    flow: str | None = None
    shows: Words = None
    source: str | None = None
    owner: str | None = None
    frequency: str | None = None
    geography_level: str | None = None
    horizon: str | None = None
    direction: str | None = None
    baseline: float | None = None
    baseline_date: PartialDate | None = None
    baseline_note: str | None = None
    targets: Words = None
    change_means: str | None = None
    breakdowns: Words = None
    breakdowns_possible: Words = None
    latest_figures: PartialDate | None = None
    figures_due: PartialDate | None = None
    supplier: str | None = None
    figures: Words = None
    definition_version: str | None = None
    definition_from: PartialDate | None = None
    definition_until: PartialDate | None = None
    caveat: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One agreed prevention message, or one piece that carries it."""

    message_id: str
    kind: str | None = None
    wording: str
    carries: Words = None
    settings: Words = None
    carried_by: Words = None
    audiences: Words = None
    must_say: Words = None
    must_not_say: Words = None
    owner: str | None = None
    review_due: PartialDate | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One service that people can turn to."""

    service_id: str
    name: str
    organisation: str | None = None
    actions: Words = None
    communities: Words = None
    life_stages: Words = None
    languages: Words = None
    bsl: bool | None = None
    easy_read: bool | None = None
    step_free: bool | None = None
    hours: str | None = None
    cost: str | None = None
    self_referral: bool | None = None
    records_steps: bool | None = None
    trauma_assessment: PartialDate | None = None
    trauma_assessment_expires: PartialDate | None = None
    equality_assessment: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Engagement:
    """One time that partners listened to people."""

    engagement_id: str
    title: str
    date: PartialDate | None = None
    organisation: str | None = None
    communities: Words = None
    places: Words = None
    method: str | None = None
    actions: Words = None
    what_changed: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """One piece of training that partners give their people."""

    training_id: str
    title: str
    organisations: Words = None
    sectors: Words = None
    topics: Words = None
    date: PartialDate | None = None
    refresh_due: PartialDate | None = None
    people_trained: int | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """One agreement to share information."""

    agreement_id: str
    title: str
    partners: Words = None
    purpose: str | None = None
    lawful_basis: str | None = None
    in_force: PartialDate | None = None
    review_due: PartialDate | None = None
    ends: PartialDate | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One piece of evidence that actions or principles rest on."""

    evidence_id: str
    title: str
    source: str | None = None
    actions: Words = None
    principles: Words = None
    standard: str | None = None
    rating: str | None = None
    date: PartialDate | None = None
    dose_sessions: int | None = None
    dose_weeks: float | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """How one action will be judged by one measure, written down before it is."""

    evaluation_id: str
    action: str
    measure: str
    hoped_change: float | None = None
    reach: float | None = None
    selection: str | None = None
    starts: Words = None
    compared_with: Words = None
    method: str | None = None
    months_before: int | None = None
    months_after: int | None = None
    locked: PartialDate | None = None
    locked_as: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Community:
    """One community in the population of the area."""

    area: str
    community: str
    population: int | None = None
    share: float | None = None
    source: str | None = None
    as_at: PartialDate | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """One finding that partners know of and accept for now."""

    rule: str
    subject: str
    accepted_by: str
    on: PartialDate | None = None
    until: PartialDate | None = None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TableNote:
    """One table of this workbook: who filled it in and whether it is all there."""

    table: str
    complete: bool | None = None
    filled_in_by: str | None = None
    as_at: PartialDate | None = None
    licence: str | None = None
    note: str | None = None


Row = (
    About
    | Organisation
    | Action
    | Tranche
    | Outcome
    | Measure
    | Message
    | Service
    | Engagement
    | Training
    | Agreement
    | Evidence
    | Evaluation
    | Community
    | Acceptance
    | TableNote
)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A whole plan: its one row about itself, and every table, in order."""

    about: About
    organisations: tuple[Organisation, ...] = ()
    actions: tuple[Action, ...] = ()
    funding: tuple[Tranche, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    measures: tuple[Measure, ...] = ()
    messages: tuple[Message, ...] = ()
    services: tuple[Service, ...] = ()
    engagements: tuple[Engagement, ...] = ()
    training: tuple[Training, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    evaluations: tuple[Evaluation, ...] = ()
    communities: tuple[Community, ...] = ()
    accepted: tuple[Acceptance, ...] = ()
    meta: tuple[TableNote, ...] = ()


ROWS: dict[str, type[Row]] = {
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
