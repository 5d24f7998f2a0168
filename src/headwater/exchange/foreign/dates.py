"""Dates as partners write them: read as far as they can be, and never shifted.

`core.time.read_date` reads the forms that our own tables allow. Other people's
tables hold many more ('Mar-26', '2025/26 Q3', 'Autumn term', 'by summer'). Each
is written again in a form that core reads, or is left as unclear.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from headwater.core.time import BadDate, DateState, PartialDate, read_date
from headwater.exchange.foreign.date_forms import PLAIN_FORMS, rewrite


@dataclass(frozen=True, slots=True)
class TheirDate:
    """A cell about time: its text, what it says, and what is wrong with it.

    `start` and `end` are the first and last day that it can mean; None where it
    sets no limit on that side. `wrong` is empty where nothing is.
    """

    text: str
    state: DateState
    start: date | None = None
    end: date | None = None
    wrong: str = ""
    # Where it names a start or an end and not one moment: each, as core reads it.
    opens: str = ""
    closes: str = ""

    @property
    def settles(self) -> bool:
        """Does it say anything about when?"""
        return self.state not in (DateState.UNCLEAR, DateState.NONE)

    def called(self, text: str) -> TheirDate:
        """The same with another text."""
        return replace(self, text=text)

    @property
    def ours(self) -> str:
        """A text for our own table that means the same; blank where unclear."""
        if not self.settles:
            return ""
        if _core_reads(self.text):
            return " ".join(self.text.split())
        return _written(self.state, self.start, self.end)


_LONGEST = 300  # letters; what is longer is a story and not a date
_NOTHING = {"", "-", "--", "\u2013", "\u2014", "n/a", "na", "n.a.", "none", "nil"}
_NOTHING |= {"not applicable", "no date", "x", "not set"}
_ONGOING = re.compile(
    r"(?:on-?going|continu(?:ous|ing|al)\w*|rolling|business as usual|bau|permanent|"
    r"throughout|recurring|annual(?:ly)?|yearly|half[- ]yearly|bi-?annual(?:ly)?|"
    r"quarterly|monthly|weekly|termly|every \w+|each \w+|open[- ]ended|all year)\b(.*)",
    re.DOTALL,
)
_SINCE = re.compile(r"\b(?:from|since|starting|started|began|commenced)\b:? (.+)")
_TILL = re.compile(r"^[\s,:\u2013-]*(?:to|until|till|through to|up to|by) (.+)")
_STARTS = re.compile(
    r"(?:from|since|starting|started|commencing|commenced|begins?|began|launched)"
    r":? (.+?)(?:[\s,;\u2013-]+(?:and )?(?:on-?going|onwards?|continuing))?"
)
_THEN_ON = re.compile(
    r"(.+?)(?:[\s,;/\u2013-]+(?:to|and|then)?\s*)"
    r"(?:on-?going|onwards?|continuing|open-ended|present|thereafter|"
    r"(?:annual|month|quarter|year)ly)\b.*"
)
_BY = re.compile(r"(?:by|no later than|not later than|before|until)\b(?: the)? (.+)")
_LABEL = re.compile(
    r"(?:target|due|deadline|complet\w+|achieved|delivered|done|launch\w*|expected|"
    r"estimated|est\.?|approx\w*\.?|circa|around|about|in|during|for|to be complet\w+|"
    r"anticipated|review\w*|revised|start date|end date|date|planned|published)"
    r"(?: for| in| on| by)?(?: the)?[\s:\u2013-]+(?=\S)"
)
_REMARK = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*")
_MARKS = re.compile(r"[*\u2020\u2021\u00b9\u00b2\u00b3]+$")
_WEEK = re.compile(r"(?:w/?c|week (?:commencing|beginning|of))\.?:? (.+)")
_THEN_WORDS = re.compile(r"(.*?\d)(?: [-\u2013\u2014] |[,;]? )[^\d]+")
_SEVERAL = re.compile(r"[;\n]|, (?=[a-z0-9])| (?:&|and|then) ")
_ITEM = re.compile(
    r"^\s*(?:[a-z0-9][.)]|[-\u2022]|phase \w+:?|stage \w+:?|milestone \w+:?)\s+"
)
# Faults that the person who wrote the cell must mend; anything else is unclear.
_FAULT = re.compile(r"no such day|there is no month|ends before it starts|the year \d")


def read_their_date(text: str) -> TheirDate:
    """Read a cell about time; whatever cannot be read is unclear, not an error.

    A day that does not exist is both: unclear, with `wrong` saying why.
    """
    words = _plain(text)
    if words in _NOTHING:
        return TheirDate(text, DateState.NONE)
    if len(words) > _LONGEST:
        return TheirDate(text, DateState.UNCLEAR)
    try:
        found = _read(words)
    except BadDate as error:
        wrong = str(error) if _FAULT.search(str(error)) else ""
        return TheirDate(text, DateState.UNCLEAR, wrong=wrong)
    if found.state is DateState.NONE:
        return TheirDate(text, DateState.NONE)
    their = TheirDate(text, found.state, found.first, found.last)
    return _with_ends(their, words)


def _with_ends(their: TheirDate, words: str) -> TheirDate:
    """A range keeps both of its ends, as exact as each was written."""
    if their.state is DateState.OPEN and their.start:
        opens = _written(DateState.PARTIAL, their.start, _opening(words) or their.start)
        lasts = re.search(r"going|onward|continu|thereafter|ly\b", words)
        return replace(their, opens=opens, closes="ongoing" if lasts else "")
    if any(form.fullmatch(words) for form in PLAIN_FORMS):
        return their
    ends = _ends(words)
    if not ends:
        return their
    opens, closes = (_capital(rewrite(end.text)) for end in ends)
    return replace(their, opens=opens, closes=closes)


def _opening(words: str) -> date | None:
    """The last day that the start of an open span can mean."""
    found = (
        _STARTS.fullmatch(words) or _THEN_ON.fullmatch(words) or _SINCE.search(words)
    )
    begun = _one(found[1]) if found else None
    return begun.last if begun else None


def _capital(text: str) -> str:
    return re.sub(r"\b(?!(?:of|by|to)\b)[a-z]", lambda m: m[0].upper(), text)


def read_two_dates(start: str, end: str) -> TheirDate:
    """A start cell and an end cell as one span of time."""
    first, last = read_their_date(start), read_their_date(end)
    text = " \u2013 ".join(dict.fromkeys(filter(None, (start.strip(), end.strip()))))
    if not end.strip():
        return TheirDate(text, first.state, first.start, None, first.wrong, first.ours)
    if not start.strip():
        return TheirDate(text, last.state, None, last.end, last.wrong, closes=last.ours)
    wrong = first.wrong or last.wrong
    if first.start and last.end and last.end < first.start:
        wrong = wrong or "It ends before it starts"
    state = _both(first, last)
    return TheirDate(text, state, first.start, last.end, wrong, first.ours, last.ours)


def _both(first: TheirDate, last: TheirDate) -> DateState:
    if first.state == last.state:
        return first.state
    states = {first.state, last.state}
    for state in (DateState.UNCLEAR, DateState.OPEN):
        if state in states:
            return state
    return DateState.PARTIAL


def _plain(text: str) -> str:
    lines = [" ".join(line.split()) for line in text.casefold().splitlines()]
    words = "\n".join(line for line in lines if line)
    return _MARKS.sub("", words.replace("\u2011", "-")).strip(" .,;:")


def _read(words: str) -> PartialDate:
    """The first reading that makes sense, from the plainest to the boldest."""
    for read in (_as_core, _as_week, _as_ongoing, _as_by, _as_starting, _as_range):
        if found := read(words):
            return found
    if remark := _REMARK.search(words):
        bare = _REMARK.sub(" ", words).strip(" .,;:-")
        found = _try(bare) if bare else None
        return found or _read(remark[1])
    if label := _LABEL.match(words):
        return _read(words[label.end() :])
    if found := _as_several(words) or _before_words(words):
        return found
    raise BadDate("this is not a date that we can read")


def _as_core(words: str) -> PartialDate | None:
    """Rewritten in a form that core reads; a day that cannot be is a fault."""
    fault: BadDate | None = None
    for form in dict.fromkeys((words, rewrite(words))):
        try:
            return read_date(form)
        except BadDate as error:
            fault = error if _FAULT.search(str(error)) else fault
    if fault:
        raise fault
    return None


def _as_week(words: str) -> PartialDate | None:
    """'Week commencing 6 October 2025': seven days."""
    found = _WEEK.fullmatch(words)
    begun = _one(found[1]) if found else None
    if not begun or begun.state is not DateState.EXACT or not begun.first:
        return None
    return _span(words, begun.first, begun.first + timedelta(days=6))


def _as_ongoing(words: str) -> PartialDate | None:
    found = _ONGOING.fullmatch(words)
    if not found:
        return None
    rest = found[1].strip()
    if till := _TILL.match(rest):
        end = _try(till[1])
        return _span(words, None, end.last) if end else _open(words)
    since = _SINCE.search(rest)
    begun = _try(since[1]) if since else None
    return _open(words, begun.first if begun else None)


def _as_by(words: str) -> PartialDate | None:
    found = _BY.fullmatch(words)
    end = _try(found[1]) if found else None
    return _span(words, None, end.last) if end and end.last else None


def _as_starting(words: str) -> PartialDate | None:
    found = _STARTS.fullmatch(words) or _THEN_ON.fullmatch(words)
    begun = _try(found[1]) if found else None
    if not begun or begun.state is DateState.UNCLEAR:
        return None
    return _open(words, begun.first)


def _as_range(words: str) -> PartialDate | None:
    found = _ends(words)
    if not found:
        return None
    first, last = found
    if first.first and last.last and last.last < first.first:
        raise BadDate("the range ends before it starts")
    return _span(words, first.first, last.last)


def _ends(words: str) -> tuple[PartialDate, PartialDate] | None:
    """The two ends of a range, at the first sign that has a date on each side."""
    for sign in re.finditer(
        r"\bto\b|\buntil\b|\band\b|->|[-\u2013\u2014\u2192]", words
    ):
        left = re.sub(r"^(?:from|between) ", "", words[: sign.start()].strip())
        right = words[sign.end() :].strip()
        last = _one(right)
        first = _one(left) or _one(_with_year(left, right)) if last and left else None
        if first and last and first.first and last.last:
            return first, last
    return None


def _with_year(left: str, right: str) -> str:
    """'April - June 2025': the year stands once, at the end."""
    year = re.search(r"[\s-]'?(\d{4}|\d\d)(?:[/-]\d\d(?:\d\d)?)?$", right)
    return f"{left} {right[year.start() :].strip(' -')}" if year else left


def _as_several(words: str) -> PartialDate | None:
    """Several moments in one cell: from the first to the last of them."""
    parts = [_ITEM.sub("", part).strip() for part in _SEVERAL.split(words)]
    if len(parts) < 2:
        return None
    dated = [_try(part.partition(": ")[2] or part) for part in parts if part]
    found = [date for date in dated if date and date.first and date.last]
    if len(found) < 2 and not (found and "\n" in words):
        return None
    return _span(words, min(_firsts(found)), max(_lasts(found)))


def _before_words(words: str) -> PartialDate | None:
    """'March 2026 - subject to funding': the date before the words."""
    found = _THEN_WORDS.fullmatch(words)
    return _one(found[1]) if found else None


def _firsts(dates: Iterable[PartialDate]) -> list[date]:
    return [found.first for found in dates if found.first]


def _lasts(dates: Iterable[PartialDate]) -> list[date]:
    return [found.last for found in dates if found.last]


def _one(words: str) -> PartialDate | None:
    """One point or span of time, in a form that core reads."""
    try:
        return read_date(rewrite(words))
    except BadDate:
        return None


def _try(words: str) -> PartialDate | None:
    try:
        return _read(words.strip(" .,;:"))
    except BadDate as error:
        if _FAULT.search(str(error)):
            raise
        return None


def _open(words: str, first: date | None = None) -> PartialDate:
    return PartialDate(words, DateState.OPEN, first, None)


def _span(words: str, first: date | None, last: date | None) -> PartialDate:
    return PartialDate(words, DateState.PARTIAL, first, last)


def _core_reads(text: str) -> bool:
    try:
        read_date(text)
    except BadDate:
        return False
    return True


def _written(state: DateState, first: date | None, last: date | None) -> str:
    if state is DateState.OPEN:
        return f"from {first}" if first else "ongoing"
    if first and last:
        return _span_text(first, last)
    return f"by {last}" if last else ""


def _span_text(first: date, last: date) -> str:
    """A span as core writes it: a day, a month, a year, or two days."""
    if first == last:
        return first.isoformat()
    next_day = last + timedelta(days=1)
    if first.day == 1 and next_day.day == 1:
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.year}-{first.month:02}"
        if first.month == 1 and last == date(first.year, 12, 31):
            return str(first.year)
    return f"{first} to {last}"
