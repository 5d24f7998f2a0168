"""What a column of somebody else's table can mean, and the words that say so."""

from __future__ import annotations

import re
from functools import lru_cache

from headwater.exchange.foreign.grid import plain


LEAVE_OUT = ""
NUMBER, TITLE, DESCRIPTION = "other_numbers", "title", "description"
LEADS, DELIVERY = "lead_organisations", "delivery_organisations"
START, END, WHEN = "start", "end", "date_text"
STATUS, OUTCOME, SECTION = "status_text", "outcome", "section"
RESOURCES, NOTE = "resources_note", "note"

# What each means, in the words of the mapping file.
MEANINGS: dict[str, str] = {
    NUMBER: "their own number for the action",
    TITLE: "what will be done: every action needs one",
    DESCRIPTION: "more about what will be done",
    LEADS: "who leads it; several names in a cell are told apart",
    DELIVERY: "other partners that deliver it",
    START: "when it starts",
    END: "when it ends or is due",
    WHEN: "when, in one cell: a date, a range, a time scale",
    STATUS: "their status or colour, kept as their words",
    OUTCOME: "the change that it should bring about",
    SECTION: "the priority, theme or objective that it stands under",
    RESOURCES: "money and other resources, as text",
    NOTE: "progress, comments and anything else worth keeping",
}
# Several columns may mean these; their texts are joined.
JOINED = frozenset({DESCRIPTION, LEADS, DELIVERY, RESOURCES, NOTE, SECTION})

# Headings, strongest first in each list; compared without case and marks.
_WORDS: dict[str, str] = {
    NUMBER: """no|no.|number|ref|ref no|reference|reference number|ref.|id|item|#|
        action no|action number|action ref|action reference|action id|item no|
        aim no|objective no|s/n|sr no|line|unique id|number/ref|ref number|nr""",
    TITLE: """action|actions|action required|actions required|what will we do|
        what we will do|what are we going to do|what|activity|activities|task|tasks|
        commitment|commitments|deliverable|deliverables|key action|key actions|
        our actions|description of action|action description|project|initiative|
        intervention|work|what needs to be done|what needs to happen|to do|
        we will|planned activity|planned action|planned actions|step|steps|
        recommendation|recommended action|action/activity|pledge|action to be taken|
        action title|title|proposed action|agreed action|specific action|
        actions to be taken|actions we will take|what will happen|key activities|
        key activity|key tasks|measure to be taken|how we will do it|
        what will be done|our commitment|detailed action|milestone action""",
    DESCRIPTION: """description|detail|details|how|how will we do it|method|approach|
        milestone|milestones|key milestones|key steps|rationale|scope|background|
        what this involves|further detail|more information|sub-actions|tasks and steps|
        summary|how we will deliver""",
    LEADS: """lead|leads|lead agency|lead organisation|lead organisations|led by|
        lead partner|lead partners|lead agencies|owner|owners|who|who will lead|by whom|
        responsible|responsibility|responsible body|responsible agency|accountable|
        responsible organisation|responsible party|who is responsible|lead body|
        lead service|lead department|lead team|lead(s)|action owner|who leads|
        lead/s|agency|lead responsibility|lead responsible|owned by|
        person responsible|lead officer|lead officers|responsible officer|
        lead person|named lead|strategic lead|operational lead|lead name|
        responsible person|lead and partners|lead agency/partners|assigned to|
        accountable lead|lead officer/agency|who will do it|organisation|action lead|
        action leads""",
    DELIVERY: """partners|partner|supporting partners|delivery partners|key partners|
        support|supported by|other partners|supporting agencies|partner agencies|
        delivered by|delivery|delivery lead|contributors|working with|who else|
        supporting organisations|delivery organisation|partners involved|with""",
    START: """start|start date|from|starts|date started|commencement|begin|begins|
        start month|begin date|timescale start|timescales start|dates start|
        timeframe start|when start|planned start|date raised|date from""",
    END: """end|end date|target date|due|due date|deadline|by when|completion date|
        date for completion|target|finish|finish date|complete by|completed by|to|
        date due|target completion date|target completion|ends|deliver by|due by|
        target end date|timescale end|timescales end|dates end|timeframe end|
        when end|delivery date|expected completion|completion|date to|
        proposed completion date|to be completed by|date of completion|done by|
        planned end|estimated completion|review date|action due""",
    WHEN: """timescale|timescales|timeframe|time frame|time scale|when|date|dates|
        timing|timeline|timelines|time|period|when will it happen|quarter|year|
        delivery timescale|schedule|timetable|when will we do it|when by|
        timescale/deadline|target date/timescale|duration|delivery period|
        by when/timescale|phase|target quarter""",
    STATUS: """status|rag|rag status|rag rating|brag|brag status|brag rating|
        current status|progress rag|rating|colour|action status|rag/status|state|
        progress status|status (rag)|current rag|delivery confidence|on track|
        status rag|progress rating|overall rag|stage|b/rag""",
    OUTCOME: """outcome|outcomes|intended outcome|expected outcome|desired outcome|
        intended outcomes|expected outcomes|desired outcomes|impact|intended impact|
        success measure|success measures|measure of success|measures of success|
        how will we know|how we will know|what difference will it make|
        success criteria|success looks like|what does success look like|
        what will success look like|what success looks like|kpi|kpis|measure|measures|
        outcome measure|outcomes and measures|outcome/measure|difference made|
        the difference we will make|the difference this will make|result|results|
        performance measure|performance indicator|performance indicators|indicator|
        output|outputs|how will success be measured|measured by|evidence of success|
        success indicator|success indicators|target outcome|benefit|benefits|
        how will we know it has worked|what will change|why|expected result|
        expected impact|what difference|intended result|
        which means that|which means|so that|outputs/outcomes""",
    SECTION: """priority|priorities|theme|themes|objective|objectives|strand|pillar|
        aim|aims|goal|goals|strategic priority|strategic objective|strategic aim|
        workstream|work stream|priority area|area|area of work|key priority|
        area of focus|focus|commitment area|section|category|principle|programme|
        recommendation area|ambition|priority theme|focus area|strategic goal|
        strategy aim|outcome area|strategic theme|strategic outcome|domain""",
    RESOURCES: """resources|resource|cost|costs|budget|funding|funding source|
        resource implications|resources required|resources needed|money|
        cost/resources|cost and resources|financial implications|resource needed|
        funded by|investment|resourcing|finance|cost (£)|budget (£)""",
    NOTE: """progress|update|updates|comments|comment|notes|note|commentary|
        progress update|latest update|latest position|current position|narrative|
        progress notes|remarks|progress to date|what we have done|additional info|
        evidence|evidence of progress|risks|risk|barriers|issues|dependencies|
        progress/comments|status update|quarterly update|progress report|
        risk/issues|challenges|status/comments|feedback|next steps|links|
        further comments|update/comments|where are we now|position|
        how are we doing|rag commentary|level of priority""",
}
# These may name a person: worth asking about before they are kept.
_PEOPLE = re.compile(
    r"\b(?:officers?|person|persons|named|contact|contacts|name|e-?mail|telephone)\b"
)


@lru_cache(maxsize=1)
def _by_heading() -> dict[str, str]:
    found: dict[str, str] = {}
    for meaning, words in _WORDS.items():
        for word in words.split("|"):
            found.setdefault(plain(word) or word.strip(), meaning)
    return found


def full_meaning(heading: str) -> str:
    """What a heading means that is one of our words in full; blank if it is not."""
    words = plain(re.sub(r"[_\u2019]", " ", heading)) or heading.strip()
    known = _by_heading()
    if words in known or ("(" not in words and "[" not in words):
        return known.get(words, LEAVE_OUT)
    return known.get(plain(re.sub(r"\s*[(\[].*", "", words)), LEAVE_OUT)


@lru_cache(maxsize=4096)
def meaning_of(heading: str) -> tuple[str, float]:
    """What a heading says, and how surely: 1 in full, less where it only holds it."""
    if meaning := full_meaning(heading):
        return meaning, 1.0
    words = plain(re.sub(r"[_\u2019]", " ", heading)) or heading.strip()
    for part in re.split(r"\s*(?:/|,|;| and | & | - |\u2013|:|\?)\s*", words):
        if meaning := full_meaning(part):
            return meaning, 0.85
    return _longest_within(words)


def _longest_within(words: str) -> tuple[str, float]:
    """The longest known phrase inside a heading; a long heading says it less surely."""
    if len(words) > 80:
        return LEAVE_OUT, 0.0
    parts = re.sub(r"[^a-z0-9\u00a3#]+", " ", words).split()
    spans = [(i, j) for i in range(len(parts)) for j in range(i + 1, len(parts) + 1)]
    inside = {
        phrase: j
        for i, j in spans
        if len(phrase := " ".join(parts[i:j])) > 2 and phrase in _by_heading()
    }
    if not inside:
        return LEAVE_OUT, 0.0
    best = max(inside, key=lambda phrase: (len(phrase), inside[phrase]))
    share = len(best.split()) / len(parts)
    ends = 0.15 if inside[best] == len(parts) else 0.0  # 'Improvement action'
    return _by_heading()[best], 0.45 + 0.35 * share + ends


def may_name_people(heading: str) -> bool:
    return bool(_PEOPLE.search(heading.casefold()))
