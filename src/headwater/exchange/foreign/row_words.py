"""Words that tell a section from a note from an action."""

from __future__ import annotations

import re


_SECTION = re.compile(
    r"(?:strategic |key |our |overarching |cross[- ]cutting )?(?:priority|theme|aim|"
    r"objective|strand|pillar|section|goal|outcome|workstream|work stream|part|area|"
    r"phase|chapter|principle|commitment|ambition|priority area|focus area|step|"
    r"cross[- ]cutting|enablers?)s?\b"
    r"(?:\s*(?:\d+|[A-Za-z]|[ivx]+|one|two|three|four|five|six|seven)\b|\s*[:\u2013-])",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"[*\u2020\u2021\u00b9\u00b2\u00b3\u2022](?!\s*priority)|"
    r"(?:notes?|source|key|key to .*|last (?:updated|reviewed|amended)|updated|"
    r"prepared by|please|end of|version|rag (?:key|rating|status)|total|totals|"
    r"for more|for further|this (?:plan|table|document|version|action plan)|contact|"
    r"footnotes?|date of|agreed by|signed|owner|next review|n\.?b\.?|disclaimer|"
    r"abbreviations|glossary|legend|page \d+|actions? (?:in|marked|shaded|highlighted)|"
    r"continued|brag|copyright|\u00a9|draft|official|not protectively marked|"
    r"\d+ actions?|completed actions (?:have|are)|"
    r"insert (?:rows|more)|add (?:rows|more) )"
    r"(?:\b|\s|:|$)",
    re.IGNORECASE,
)
# What actions begin with and themes hardly ever do.
_VERBS = """
agree adopt align analyse appoint apply arrange assess audit begin brief build bring
carry collate collect commission communicate complete conduct consult continue convene
coordinate co-ordinate co-design co-produce consider contact create deliver design
determine develop disseminate distribute do embed employ ensure establish evaluate
expand explore extend facilitate finalise fund hold host identify implement incorporate
include introduce issue launch lead link liaise map market meet monitor negotiate
offer organise pilot plan prepare present procure produce promote provide publish
recommission recruit refresh refer report research review revise roll run scope seek
secure send set share sign source submit survey test train trial update undertake use
work write
"""
_ACTION_VERBS = frozenset(_VERBS.split())
_LEADING = re.compile(
    r"((?:[A-Z]{1,5}[ .\-]?)?\d{1,3}(?:[.\-]\d{1,3})*[a-z]?)(?=[.):\s\u2013-])"
)


def is_section_name(text: str) -> bool:
    return bool(_SECTION.match(text.strip())) and len(text) <= 200


def is_note(text: str) -> bool:
    return bool(_NOTE.match(text.strip()))


def begins_as_action(text: str) -> bool:
    words = text.casefold().split()
    return len(words) > 2 and words[0].strip(",.:;") in _ACTION_VERBS


def leading_number(text: str) -> str:
    """A reference number that opens a text; blank where there is none."""
    found = _LEADING.match(text.strip())
    return found[1] if found else ""
