"""The tables that say who does what, with what money, under what agreement."""

from __future__ import annotations

from headwater.core.plan.columns import (
    NOTE,
    Column,
    Kind,
    Table,
)
from headwater.core.plan.columns import code_column as _code
from headwater.core.plan.columns import codes_column as _codes
from headwater.core.plan.columns import date_column as _date
from headwater.core.plan.columns import id_column as _id
from headwater.core.plan.columns import places_column as _places
from headwater.core.plan.columns import prose_column as _prose
from headwater.core.plan.columns import ref_column as _ref
from headwater.core.plan.columns import refs_column as _refs
from headwater.core.plan.columns import text_column as _text
from headwater.core.plan.columns import words_column as _words
from headwater.core.plan.columns import yesno_column as _yesno


PLAN = Table(
    "plan",
    "The plan",
    "the plan itself: one row",
    ("plan_id",),
    (
        _id("plan_id", "A short name that never changes."),
        _text("title", "What the plan is called.", required=True, public=True),
        _text("framework", "The framework that the plan is held against.", public=True),
        _text(
            "parent", "The plan_id of the plan that this one sits under.", public=True
        ),
        _places("area", "Official codes of the area that it covers."),
        _ref("lead", "organisations", "Who keeps the plan."),
        _date("start", "When the plan starts."),
        _date("end", "When the plan ends."),
        _codes(
            "vawg_types_in_scope",
            "vawg-type",
            "Types of VAWG that the plan covers. Blank means every type.",
        ),
        Column(
            "review_months", Kind.WHOLE, "How often the plan is reviewed.", public=True
        ),
        _date("next_review", "When the plan is next reviewed."),
        _date(
            "as_at",
            "The day that it is true for, where nobody keeps it up any more.",
        ),
        _prose("summary", "What the plan is, in two or three sentences.", public=True),
        _prose(
            "notice", "A notice to show on every page, print and export.", public=True
        ),
        _text("licence", "The licence line to show with its facts.", public=True),
        NOTE,
    ),
)

ORGANISATIONS = Table(
    "organisations",
    "Organisations",
    "one partner, funder or provider",
    ("organisation_id",),
    (
        _id("organisation_id", "A short name that never changes."),
        _text("name", "The name that it uses.", required=True, public=True),
        _words("other_names", "Other spellings that partners use.", public=True),
        _text(
            "identifier", "Its public identifier, such as GB-CHC-123456.", public=True
        ),
        _code("sector", "sector", "The sector that it belongs to.", required=True),
        _places("geography", "Official codes of where it works."),
        _codes(
            "led_by_and_for",
            "community",
            "Communities that it is led by and for.",
        ),
        _date("signed_up", "When it signed up to the principles; none if not."),
        _text("senior_lead", "The post of the senior person who answers for it."),
        NOTE,
    ),
)

ACTIONS = Table(
    "actions",
    "Actions",
    "one thing that partners do or will do",
    ("action_id",),
    (
        _id("action_id", "Its permanent number in this plan."),
        _words("other_numbers", "Numbers that partners give it.", public=True),
        _text(
            "title", "What will be done, in a few words.", required=True, public=True
        ),
        _prose("description", "What will be done, for whom, and how.", public=True),
        _refs("lead_organisations", "organisations", "Who leads it."),
        _ref(
            "accountable_organisation",
            "organisations",
            "The one organisation that answers for it.",
        ),
        _refs("delivery_organisations", "organisations", "Who delivers it."),
        _code("status", "action-status", "Where it has got to."),
        _date("start", "When it starts: a day, month, year or quarter."),
        _date("end", "When it ends: a day, month, year, or ongoing."),
        Column(
            "resources_needed",
            Kind.MONEY,
            "Pounds needed over its whole life.",
            public=True,
        ),
        _text("resources_note", "What the amount covers."),
        _codes("tiers", "tier", "Prevention tiers that it works in."),
        _codes("vawg_types", "vawg-type", "Types of VAWG that it addresses."),
        _codes("life_stages", "life-stage", "Ages and stages that it reaches."),
        _codes("settings", "setting", "Where it happens."),
        _codes("audiences", "audience", "Who it works with."),
        _codes("communities", "community", "Communities that it is shaped for."),
        _places("geography", "Official codes of the areas it reaches."),
        _codes("principles", "principle", "Principles that it serves."),
        _codes("drivers", "driver", "Drivers of VAWG that it addresses."),
        _codes("delivery_forms", "delivery-form", "What kind of work it is."),
        _codes("strategies", "intervention-strategy", "How it means to work."),
        _codes(
            "responses",
            "perpetrator-response",
            "What it does about harmful behaviour.",
        ),
        Column(
            "dose_sessions", Kind.WHOLE, "Sessions that one person gets.", public=True
        ),
        Column(
            "dose_weeks", Kind.NUMBER, "Weeks from first to last session.", public=True
        ),
        _refs("outcomes", "outcomes", "Outcomes that it should bring about."),
        _codes("child_first", "child-first", "How it is Child First."),
        _codes("shaped_by", "voice", "Whose voice shaped it."),
        _prose(
            "specific_needs", "How it meets the needs of different people.", public=True
        ),
        _prose(
            "contextual_safeguarding",
            "How it deals with harm beyond family and home.",
        ),
        _prose(
            "safety_contact",
            "Who keeps in touch with the victim-survivor for their safety.",
        ),
        _prose("skills_needed", "Skills or capacity that it needs."),
        _yesno(
            "shares_risk_information",
            "Do partners share information about people to manage risk?",
        ),
        _prose("evaluation", "How it will be evaluated, and by whom.", public=True),
        _date("last_reviewed", "When it was last reviewed."),
        _text(
            "equality_assessment",
            "Its equality impact assessment: date or link.",
            public=True,
        ),
        _text("source", "Where it was published.", public=True),
        _date("source_checked", "When somebody last checked it at its source."),
        NOTE,
    ),
)

FUNDING = Table(
    "funding",
    "Funding",
    "one tranche of money for one action",
    ("action", "tranche"),
    (
        _ref("action", "actions", "The action that it pays for.", required=True),
        _text(
            "tranche",
            "A name for this tranche, such as 2025/26.",
            required=True,
            public=True,
        ),
        _ref("funder", "organisations", "Who pays."),
        Column("amount", Kind.MONEY, "Pounds. Blank if not known.", public=True),
        _date("start", "When the money starts."),
        _date("end", "When the money ends."),
        _yesno("secured", "Is the money agreed?"),
        _refs("also_pays_for", "actions", "Other actions paid from this money."),
        NOTE,
    ),
)

SERVICES = Table(
    "services",
    "Services",
    "one service that people can turn to",
    ("service_id",),
    (
        _id("service_id", "Its permanent number."),
        _text("name", "What it is called.", required=True, public=True),
        _ref("organisation", "organisations", "Who runs it."),
        _refs("actions", "actions", "Actions that it belongs to."),
        _codes("communities", "community", "Communities that it serves."),
        _codes("life_stages", "life-stage", "Ages and stages that it serves."),
        _words("languages", "Languages that it works in.", public=True),
        _yesno("bsl", "Does it work in British Sign Language?"),
        _yesno("easy_read", "Is its information in Easy Read?"),
        _yesno("step_free", "Can people get in without steps?"),
        _text("hours", "When it is open.", public=True),
        _text("cost", "What it costs to use; none if free.", public=True),
        _yesno("self_referral", "Can people refer themselves?"),
        _yesno("records_steps", "Does it record the steps people go through?"),
        _date("trauma_assessment", "Date of its trauma-informed self-assessment."),
        _date("trauma_assessment_expires", "When that assessment runs out."),
        _text(
            "equality_assessment",
            "Its equality impact assessment: date or link.",
            public=True,
        ),
        NOTE,
    ),
)

TRAINING = Table(
    "training",
    "Training",
    "one piece of training that partners give their people",
    ("training_id",),
    (
        _id("training_id", "Its permanent number."),
        _text("title", "What it is called.", required=True, public=True),
        _refs("organisations", "organisations", "Whose people are trained."),
        _codes("sectors", "sector", "Sectors whose people are trained."),
        _codes("topics", "training-topic", "What people learn to see."),
        _date("date", "When it was last given."),
        _date("refresh_due", "When it must be given again."),
        Column("people_trained", Kind.WHOLE, "People trained so far.", public=True),
        NOTE,
    ),
)

AGREEMENTS = Table(
    "agreements",
    "Sharing agreements",
    "one agreement to share information",
    ("agreement_id",),
    (
        _id("agreement_id", "Its permanent number."),
        _text("title", "What it is called.", required=True, public=True),
        _refs("partners", "organisations", "Who has signed it."),
        _text("purpose", "What information is shared for.", public=True),
        _text("lawful_basis", "The lawful basis for sharing.", public=True),
        _date("in_force", "When it came into force."),
        _date("review_due", "When it must be reviewed."),
        _date("ends", "When it ends."),
        NOTE,
    ),
)
