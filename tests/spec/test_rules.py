"""Every rule does what its cases show, and says it in plain, kind words."""

from __future__ import annotations

import re

import pytest
from spec_case import Case
from spec_files import all_specs
from spec_tables import check_text, find

from headwater.core.framework.load import load_framework
from headwater.core.language.wording import harmful
from headwater.core.plan.check import HYGIENE
from headwater.core.plan.checks import load
from headwater.core.plan.checks.rule import Found, Rule
from headwater.core.plan.findings import Level
from headwater.core.plan.tables import BY_NAME


LONDON = load_framework("london")
RULES = load()
SPECS = all_specs()
SHOWN = ("held", "blank")  # what the cases of every rule show, beside its levels
KINDS = (*SHOWN, "gap", "ask", "note", "complete", "not applicable")
MOST_WORDS = 30  # of a message: long enough for two figures, short enough to hear

# What the cases of a rule need not show, and why.
_GATE = "The gate refuses it, so a table cannot show it; see test_plan_hygiene."
SPARED = {("P001", "gap"): _GATE, ("P010", "gap"): _GATE}


CASES = [
    pytest.param(code, case, id=f"{code}-{number}-{case.shows}")
    for code, cases in SPECS.items()
    for number, case in enumerate(cases, start=1)
]


def _told(found: tuple[Found, ...]) -> list[str]:
    return sorted(f"{one.level} {one.subject}" for one in found)


@pytest.mark.parametrize(("code", "case"), CASES)
def test_case_finds_what_it_shows(code: str, case: Case) -> None:
    found = find(RULES[code], case, LONDON)
    if case.shows == "not applicable":
        assert found is None
        return
    assert found is not None, "the rule does not apply"
    if case.only:
        assert _told(found) == sorted(case.findings)
    else:
        assert set(case.findings) <= set(_told(found))


@pytest.mark.parametrize(("code", "case"), CASES)
def test_case_shows_what_it_is_filed_under(code: str, case: Case) -> None:
    levels = {finding.split()[0] for finding in case.findings}
    assert case.shows in KINDS
    assert case.says.endswith(".")
    if case.shows in ("held", "not applicable"):
        assert not levels
    if case.shows in ("gap", "ask", "note"):
        assert case.shows in levels
    if case.shows == "blank":
        assert "gap" not in levels, "a blank is never a gap"


@pytest.mark.parametrize(("code", "case"), CASES)
def test_messages_stand_alone(code: str, case: Case) -> None:
    for found in find(RULES[code], case, LONDON) or ():
        assert re.fullmatch(r"[A-Z0-9'£].*[.?]", found.message), found.message
        assert len(found.message.split()) <= MOST_WORDS, found.message
        assert not harmful(found.message), found.message
        place, _, key = found.subject.partition("/")
        if place in BY_NAME:
            assert key.split(" / ")[0] in found.message, found.message
        else:
            assert place == "plan" or key, found.subject


def test_whole_check_agrees_with_one_rule() -> None:
    case = SPECS["G101"][0]
    result = check_text(case.tables, LONDON)
    assert {r.rule for r in result.results} >= set(SPECS)


@pytest.mark.parametrize("code", RULES)
def test_rule_has_cases_of_every_kind(code: str) -> None:
    shown = {case.shows for case in SPECS.get(code, [])}
    shown |= {kind for rule, kind in SPARED if rule == code}
    levels = {level for level in Level if getattr(RULES[code], level)}
    assert shown >= {*SHOWN, *levels}


def test_spared_kinds_are_not_shown_and_have_a_reason() -> None:
    for (code, kind), reason in SPARED.items():
        assert reason.endswith(".")
        assert kind not in {case.shows for case in SPECS[code]}


def test_rules_and_framework_know_each_other() -> None:
    bound = {use.rule for use in LONDON.rules}
    ours = {code for code in RULES if not code.startswith(HYGIENE)}
    assert bound == ours
    assert set(SPECS) == set(RULES)


def test_bound_elements_exist() -> None:
    elements = {e.code for p in LONDON.principles for e in p.elements}
    for use in LONDON.rules:
        assert set(use.elements) <= elements, use.rule


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_words_are_filled(rule: Rule) -> None:
    for phrase in (rule.finds, rule.wants, rule.gap, rule.ask, rule.note):
        assert not phrase.endswith("."), phrase
        assert phrase == phrase.strip()
    assert rule.finds
    assert rule.wants
    assert rule.gap or rule.ask or rule.note
    for sentence in (rule.why, rule.fix, *rule.many.values()):
        assert re.fullmatch(r"[A-Z0-9{'].*\.", sentence), sentence
    assert rule.weight in (1, 2, 3)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_level_found_is_explained(rule: Rule) -> None:
    """A level that some case finds is one the rule's words speak of."""
    for case in SPECS.get(rule.code, []):
        for found in find(rule, case, LONDON) or ():
            words = {Level.GAP: rule.gap, Level.ASK: rule.ask, Level.NOTE: rule.note}
            assert words[found.level], f"{rule.code} finds a {found.level} unexplained"


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_words_are_kind(rule: Rule) -> None:
    words = (rule.finds, rule.wants, rule.why, rule.gap, rule.ask, rule.note, rule.fix)
    for text in (*words, *rule.many.values()):
        assert not harmful(text), harmful(text)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_what_a_rule_reads_exists(rule: Rule) -> None:
    assert rule.reads
    named = [place for place in rule.reads if not place.startswith("every column ")]
    for place in named:
        table, _, column = place.partition(".")
        assert column in {c.name for c in BY_NAME[table].columns}, place
