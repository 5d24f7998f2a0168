"""The tables that say how partners know, listen, learn and answer."""

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


OUTCOMES = Table(
    "outcomes",
    "Outcomes",
    "one change that the plan wants to see",
    ("outcome_id",),
    (
        _id("outcome_id", "Its permanent number."),
        _text("title", "The change, in a few words.", required=True, public=True),
        _prose("description", "What would be different, and for whom.", public=True),
        _codes("principles", "principle", "Principles that it serves."),
        _codes("informed_by", "voice", "Whose voice or learning it rests on."),
        _prose("voice_beside", "How voices are heard beside the numbers.", public=True),
        NOTE,
    ),
)

MEASURES = Table(
    "measures",
    "Measures",
    "one figure that partners follow",
    ("measure_id",),
    (
        _id("measure_id", "Its permanent number."),
        _text("name", "What is measured.", required=True, public=True),
        _refs("actions", "actions", "Actions that it measures."),
        _refs("outcomes", "outcomes", "Outcomes that it measures."),
        _codes("principles", "principle", "Principles that it serves."),
        _text("numerator", "What is counted.", public=True),
        _text("denominator", "Out of what; none for a plain count.", public=True),
        _text(
            "unit_of_count",
            "Victims, offences, incidents, cases, people...",
            public=True,
        ),
        _code("kind", "measure-kind", "Count, rate, share, mean or words."),
        _code("flow", "measure-flow", "What a figure says of time."),
        _codes("shows", "measure-topic", "What it tells us about."),
        _text("source", "Where the figures come from.", public=True),
        _ref("owner", "organisations", "Who answers for the figures."),
        _code("frequency", "frequency", "How often there are new figures."),
        _code("geography_level", "geography-level", "The smallest area it is for."),
        _code("horizon", "horizon", "Short, medium or long term."),
        _code("direction", "direction", "Which way is better, if either."),
        Column("baseline", Kind.NUMBER, "The figure at the start."),
        _date("baseline_date", "When the baseline was taken."),
        _prose("baseline_note", "Anything to know of the baseline, or it in words."),
        _words("targets", "By period, such as 2027-03: 40.", public=True),
        _prose(
            "change_means",
            "What would count as a change, agreed beforehand.",
            public=True,
        ),
        _codes("breakdowns", "protected-characteristic", "How it is broken down."),
        _codes(
            "breakdowns_possible",
            "protected-characteristic",
            "How its source could be broken down.",
        ),
        _date("latest_figures", "The date of the latest figures."),
        _date("figures_due", "When the next figures are due."),
        _text("supplier", "The body that could supply the figures.", public=True),
        _words("figures", "Codes of sets of figures that show it.", public=True),
        _text(
            "definition_version",
            "The version of this definition, such as 2.",
            public=True,
        ),
        _date("definition_from", "From when this version holds."),
        _date("definition_until", "Until when it holds; none if it still does."),
        _prose("caveat", "What the figures cannot tell.", public=True),
        NOTE,
    ),
)

MESSAGES = Table(
    "messages",
    "Messages",
    "one agreed prevention message, or one piece that carries it",
    ("message_id",),
    (
        _id("message_id", "Its permanent number."),
        _code("kind", "message-kind", "Agreed message, or material that carries one."),
        _prose("wording", "The words that people see.", required=True, public=True),
        _refs("carries", "messages", "Agreed messages that this material carries."),
        _codes("settings", "setting", "Where people meet it."),
        _refs("carried_by", "organisations", "Who carries it."),
        _codes("audiences", "audience", "Who it is for."),
        _words("must_say", "Words that material must contain.", public=True),
        _words("must_not_say", "Words that material must not contain.", public=True),
        _ref("owner", "organisations", "Who keeps it right."),
        _date("review_due", "When it must be looked at again."),
        NOTE,
    ),
)

ENGAGEMENTS = Table(
    "engagements",
    "Engagement",
    "one time that partners listened to people",
    ("engagement_id",),
    (
        _id("engagement_id", "Its permanent number."),
        _text("title", "What it was.", required=True, public=True),
        _date("date", "When it was."),
        _ref("organisation", "organisations", "Who held it."),
        _codes("communities", "community", "Communities that took part."),
        _places("places", "Official codes of where it was."),
        _text("method", "Meeting, survey, panel, walk...", public=True),
        _refs("actions", "actions", "Actions that it was about."),
        _prose(
            "what_changed",
            "What changed because of it; none if nothing did.",
            public=True,
        ),
        NOTE,
    ),
)

EVIDENCE = Table(
    "evidence",
    "Evidence",
    "one piece of evidence that actions or principles rest on",
    ("evidence_id",),
    (
        _id("evidence_id", "Its permanent number."),
        _text("title", "What it is.", required=True, public=True),
        _text("source", "Where it was published.", public=True),
        _refs("actions", "actions", "Actions that rest on it."),
        _codes("principles", "principle", "Principles that rest on it."),
        _code("standard", "evidence-standard", "The standard it was rated by."),
        _text("rating", "Its rating by that standard.", public=True),
        _date("date", "When it was published or last updated."),
        Column("dose_sessions", Kind.WHOLE, "Sessions that it used.", public=True),
        Column("dose_weeks", Kind.NUMBER, "Weeks that it lasted.", public=True),
        NOTE,
    ),
)

EVALUATIONS = Table(
    "evaluations",
    "Evaluations",
    "how one action will be judged by one measure, written down before it is",
    ("evaluation_id",),
    (
        _id("evaluation_id", "Its permanent number."),
        _ref("action", "actions", "The action to be judged.", required=True),
        _ref("measure", "measures", "The measure to judge it by.", required=True),
        Column(
            "hoped_change",
            Kind.NUMBER,
            "The change hoped for among the people it reaches, in percent: -20 for a "
            "fall of a fifth.",
            public=True,
        ),
        Column(
            "reach",
            Kind.NUMBER,
            "Of every 100 people of its areas, how many the action touches.",
            public=True,
        ),
        _code("selection", "area-selection", "How its areas were chosen."),
        _words(
            "starts",
            "Official code of an area, a colon, and its first month, such as 2025-04; "
            "blank for the start of the action in each of its areas.",
            public=True,
        ),
        _places("compared_with", "Areas to compare with; blank to have them chosen."),
        _code("method", "evaluation-method", "How; blank to have it chosen."),
        Column(
            "months_before",
            Kind.WHOLE,
            "Months before the start that are looked at; blank to have them chosen.",
            public=True,
        ),
        Column(
            "months_after",
            Kind.WHOLE,
            "Months after the start until it is judged; blank for 12.",
            public=True,
        ),
        _date("locked", "The day from which the design stands."),
        _text(
            "locked_as",
            "The digest of the design on that day; do not type it.",
            public=True,
        ),
        NOTE,
    ),
)

COMMUNITIES = Table(
    "communities",
    "Communities of the area",
    "one community in the population of the area",
    ("area", "community"),
    (
        _id("area", "The official code of the area."),
        _code("community", "community", "The community.", required=True),
        Column("population", Kind.WHOLE, "How many people.", public=True),
        Column("share", Kind.NUMBER, "Out of 100 people in the area.", public=True),
        _text("source", "Where the figure comes from.", public=True),
        _date("as_at", "The date of the figure."),
        NOTE,
    ),
)

ACCEPTED = Table(
    "accepted",
    "Accepted findings",
    "one finding that partners know of and accept for now",
    ("rule", "subject"),
    (
        _id("rule", "The code of the rule, such as W402."),
        _id("subject", "What the finding is about, such as actions/C05."),
        _text(
            "accepted_by",
            "The post of the person who accepts it.",
            required=True,
            public=True,
        ),
        _date("on", "When it was accepted."),
        _date("until", "When it must be looked at again."),
        _prose("why", "Why it is accepted.", required=True, public=True),
    ),
)

NAMES_A_TABLE = _id("table", "The name of the table.")
META = Table(
    "meta",
    "About these tables",
    "one table of this workbook: who filled it in and whether it is all there",
    ("table",),
    (
        NAMES_A_TABLE,
        _yesno("complete", "Is every row there? Only then can something be missing."),
        _text("filled_in_by", "The post or team that filled it in."),
        _date("as_at", "The date that it is true for."),
        _text("licence", "The licence of its facts.", public=True),
        NOTE,
    ),
)
