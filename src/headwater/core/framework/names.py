"""What a statement names: dates, bodies, programmes, kinds of work."""

from __future__ import annotations

import re
from collections.abc import Iterator

from headwater.core.framework.model import Framework


_MONTHS = (
    "January|February|March|April|June|July|August|September|October|November|December"
)
# 'May' is left out of the months: 'we may' is far more common.
_DATED = re.compile(
    rf"\b(?:19|20)\d\d(?:[-/\u2013]\d{{2,4}})?\b|\b(?:{_MONTHS})\b"
    r"|\b(?:this|next|last|coming) (?:year|month|quarter|decade)\b"
    r"|\bby the end of\b|\b(?:currently|recently|pilot)\b",
)
# Capitalised words in a row, with small joining words inside.
_RUN = re.compile(
    r"\b[A-Z][\w'\u2019-]*(?: (?:(?:for|of|and|the|in|on) )?[A-Z][\w'\u2019-]*)*"
)
_KINDS = r"programmes?|schemes?|projects?|toolkits?|models?|courses?|charters?"
_PROGRAMME = re.compile(
    rf"(?<=\w )[A-Z][\w'\u2019-]+(?: [A-Z][\w'\u2019-]*)* (?i:{_KINDS})\b"
)


def dates(text: str, framework: Framework) -> Iterator[str]:
    """Years, months and words that go out of date."""
    yield from _DATED.findall(text)


def known_bodies(text: str, framework: Framework) -> Iterator[str]:
    """The framework's owners and the bodies in its own list of sectors."""
    for body in sorted(_bodies(framework)):
        if re.search(rf"\b{re.escape(body)}\b", text):
            yield body


def proper_names(text: str, framework: Framework) -> Iterator[str]:
    """Other names that may be of a body or a programme; known terms left out."""
    for found in _RUN.finditer(text):
        name = found[0]
        if _opens_sentence(text, found.start()) and _is_plain(name, framework):
            continue
        if not _is_term(name, framework):
            yield name


def _opens_sentence(text: str, start: int) -> bool:
    return text[:start].rstrip()[-1:] in ("", ".", "!", "?", ":")


def _is_plain(name: str, framework: Framework) -> bool:
    """'We', or 'Our VAWG': a first word with nothing or a known term after it."""
    rest = name.partition(" ")[2]
    return not rest or _is_term(rest, framework)


def own_place(text: str, framework: Framework) -> Iterator[str]:
    """The framework's own place, where a statement names it."""
    if re.search(rf"\b{re.escape(framework.place)}\b", text):
        yield framework.place


def programmes(text: str, framework: Framework) -> Iterator[str]:
    """Named programmes, schemes and the like: 'the Blue Door programme'."""
    for name in _PROGRAMME.findall(text):
        if not _is_term(name.rsplit(" ", 1)[0], framework):
            yield name


def specific_work(text: str, framework: Framework) -> Iterator[str]:
    """Kinds of work that the framework's own lists tag as specific.

    Only tagged labels count. Plain words that a good principle needs are also
    labels: 'services' is a strategy, 'data' and 'funding' are parts of forms, and
    'prevention messages' or 'interventions' name no work in particular.
    """
    scheme = framework.scheme("delivery-form")
    for code in scheme.tagged("specific"):
        label = scheme.label(code)
        if re.search(rf"\b{re.escape(label)}s?\b", text, re.IGNORECASE):
            yield label.lower()


def _bodies(framework: Framework) -> set[str]:
    """Names among the owners and the labels of sectors: runs and acronyms.

    A single capitalised word opens most labels ('Police') and is no body's name.
    """
    labels = [code.label for code in framework.scheme("sector").codes.values()]
    named = {
        _without_place(name, framework)
        for text in (framework.owners, *labels)
        for name in _RUN.findall(text)
        if " " in name or name.isupper()
    }
    return {name for name in named if not _is_term(name, framework)}


def _without_place(name: str, framework: Framework) -> str:
    """'London's Violence Reduction Unit' is also known without its place."""
    return re.sub(rf"^{re.escape(framework.place)}(?:['\u2019]s)? ", "", name)


def _is_term(name: str, framework: Framework) -> bool:
    """A word that the framework explains, or its place."""
    terms = {word.term.lower() for word in framework.words}
    place = framework.place.lower()
    return name.lower() in terms or re.sub(r"['\u2019]s$", "", name.lower()) == place
