"""Which organisation a name in a cell stands for: known, likely, or new."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from headwater.core.plan.rows import Organisation
from headwater.exchange.foreign.grid import plain
from headwater.exchange.foreign.mapping import Mapping as TheirMapping
from headwater.exchange.foreign.mapping import NewOrganisation


DOUBT = "? "  # stands before what a person has still to confirm
NEW, NOBODY = "new", ""
_CLOSE = 0.86  # likeness from which a spelling is suggested
_SMALL = {"and", "of", "the", "for", "in", "on", "&", "to"}
_EXPAND = (
    (r"&", " and "),
    (r"\blb\b", "london borough of"),
    (r"\bmet\b", "metropolitan"),
)
# Words that tell the sector; a suggestion only, for a person to confirm.
_SECTORS = (
    (r"police and crime|\bmayor|\bopcc\b|\bpcc\b", "mayoral-body"),
    (r"violence reduction unit|\bvru\b", "vru"),
    (r"\bpolice\b|constabulary", "police"),
    (r"fire and rescue|\bfire\b", "fire"),
    (r"\bprobation\b", "probation"),
    (r"\bprison|\bhmp\b", "prison"),
    (r"crown prosecution|\bcps\b|\bcourts?\b|witness service", "cps-courts"),
    (r"\bicb\b|integrated care|\bnhs\b|hospital|\bgps?\b|\bhealth visit", "nhs"),
    (r"school|college|universit|academ", "education"),
    (r"^ministry|^department (?:of|for)|home office", "central-government"),
    (r"women's aid|rape crisis|refuge|survivor", "vcs-specialist"),
    (r"mosque|church|synagogue|faith|temple", "faith"),
    (r"chamber of commerce|\bbid\b|\bltd\b|\bplc\b|employers", "business"),
    (r"transport|railway|\bbus\b", "transport"),
    (
        r"council|\bhousing\b|social care|children's services|licensing|public health|"
        r"community safety|early help|youth (?:justice|offending|service)|planning|"
        r"trading standards|adult services|leisure|parks|library",
        "borough",
    ),
)


@dataclass(frozen=True)
class KnownBodies:
    """The organisations of a plan by every spelling that is written down.

    `around` are those of the other plans beside it.
    """

    spellings: Mapping[str, str]  # in plain form, and the id
    names: Mapping[str, str]  # id: name
    around: KnownBodies | None = None

    @classmethod
    def of(
        cls, organisations: Iterable[Organisation], around: Iterable[Organisation] = ()
    ) -> KnownBodies:
        spellings: dict[str, str] = {}
        names: dict[str, str] = {}
        for body in organisations:
            names[body.organisation_id] = body.name
            for spelling in _spellings(body):
                found = spellings.setdefault(spelling, body.organisation_id)
                if found != body.organisation_id:
                    spellings[spelling] = ""  # of two bodies: tells nothing
        others = [body for body in around if body.organisation_id not in names]
        return cls(
            {s: i for s, i in spellings.items() if s and i},
            names,
            cls.of(others) if others else None,
        )

    def written(self) -> set[str]:
        beside = self.around.written() if self.around else set()
        return {*self.spellings, *self.names.values(), *beside}

    @property
    def every(self) -> Mapping[str, str]:
        """The name of each, those of the plan itself first."""
        return {**self.names, **(self.around.names if self.around else {})}

    def find(self, name: str) -> str:
        """The id that a name stands for, after '? ' where likely; else 'new'."""
        form = _form(name)
        if found := self.spellings.get(form):
            return found
        for test in (self._by_initials, self._by_shortening, self._by_likeness):
            if found := test(name, form):
                return f"{DOUBT}{found}"
        return self._in_other_plans(name)

    def _in_other_plans(self, name: str) -> str:
        """Only ever a suggestion: plans beside each other may be of strangers."""
        found = self.around.find(name) if self.around else NEW
        return found if found == NEW else f"{DOUBT}{found.removeprefix(DOUBT)}"

    def _by_initials(self, name: str, form: str) -> str:
        letters = re.sub(r"[^A-Za-z]", "", name).casefold()
        if not 2 <= len(letters) <= 7 or name.islower():
            return ""
        found = {i for i, full in self.names.items() if letters in _initials(full)}
        return found.pop() if len(found) == 1 else ""

    def _by_shortening(self, name: str, form: str) -> str:
        """'Met Police' for the Metropolitan Police Service: words begin alike."""
        words = form.split()
        if len(words) < 2:
            return ""
        found = {i for i, full in self.names.items() if _shortens(words, _form(full))}
        return found.pop() if len(found) == 1 else ""

    def _by_likeness(self, name: str, form: str) -> str:
        best, likeness = "", _CLOSE
        for spelling, key in self.spellings.items():
            if abs(len(spelling) - len(form)) > 8:
                continue
            ratio = SequenceMatcher(None, form, spelling).ratio()
            if ratio > likeness:
                best, likeness = key, ratio
        return best


def _spellings(body: Organisation) -> list[str]:
    written = [body.organisation_id, body.name, *(body.other_names or ())]
    in_brackets = re.findall(r"\(([^()]+)\)", body.name)
    bare = re.sub(r"\s*\([^()]*\)", "", body.name)
    return [_form(text) for text in (*written, *in_brackets, bare)]


def _form(text: str) -> str:
    form = text.casefold().replace("\u2019", "'")
    for pattern, words in _EXPAND:
        form = re.sub(pattern, words, form)
    form = re.sub(r"^the ", "", plain(re.sub(r"[._-]", " ", form)))
    return re.sub(
        r"^(.+) (?:borough|city|county|district) council$", r"\1 council", form
    )


def _initials(name: str) -> set[str]:
    words = [w for w in re.split(r"[\s-]+", re.sub(r"[()',.]", "", name)) if w]
    every = "".join(word[0] for word in words).casefold()
    large = "".join(w[0] for w in words if w.casefold() not in _SMALL).casefold()
    return {every, large} if len(words) > 1 else set()


def _shortens(words: list[str], full: str) -> bool:
    rest = iter(full.split())
    if not all(any(word.startswith(short) for word in rest) for short in words):
        return False
    return full.split()[0].startswith(words[0])


def suggest_sector(name: str) -> str:
    """A sector that the words of a name point to, or blank. Never used unasked."""
    words = _form(name)
    return next((sector for form, sector in _SECTORS if re.search(form, words)), "")


def add_bodies(
    mapping: TheirMapping, names: Iterable[str], known: KnownBodies
) -> TheirMapping:
    """Write each name that the mapping does not hold yet into it, with our guess."""
    held = {plain(spelling) for spelling in mapping.leads}
    for name in dict.fromkeys(names):
        if plain(name) in held:
            continue
        held.add(plain(name))
        mapping.leads[name] = known.find(name)
        if mapping.leads[name] == NEW:
            _add_new(mapping, name)
    return mapping


def _add_new(mapping: TheirMapping, name: str) -> None:
    key = body_id(name)
    sector = suggest_sector(name)
    if key not in mapping.organisations:
        doubt = f"{DOUBT}{sector}" if sector else "?"
        mapping.organisations[key] = NewOrganisation(name, doubt)


def body_id(name: str) -> str:
    """A lasting id from a name: 'Fell Women's Aid' is fell-womens-aid."""
    words = re.sub(r"['\u2019.]", "", name.casefold())
    words = re.sub(r"\([^()]*\)", " ", words).replace("&", " and ")
    return re.sub(r"[\W_]+", "-", words).strip("-")[:60].strip("-") or "organisation"


def confirmed(mapping: TheirMapping) -> TheirMapping:
    """The mapping with every guess taken as right: 'yes to all' of a person."""
    for spelling, target in mapping.leads.items():
        mapping.leads[spelling] = target.removeprefix(DOUBT)
    for body in mapping.organisations.values():
        body.sector = body.sector.removeprefix(DOUBT)
    return mapping
