"""What a review freezes of returns: which periods, in which words, and for whom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import pytest
from returns_made_up import (
    ALDER,
    BIRCH,
    NOT_COLLECTED,
    Q1,
    Q2,
    Q3,
    SAFER,
    TRAINED,
    WITHHELD,
    entry,
    standing,
)

from headwater.core.plan.as_kept import from_kept, to_kept
from headwater.core.plan.review_returns import (
    Back,
    Given,
    Other,
    Return,
    Returns,
    Revised,
    Share,
)
from headwater.core.plan.review_tasks import Task, Tasks, words_digest
from headwater.core.returns import states
from headwater.core.returns.looked_back import (
    Span,
    given,
    given_back,
    looked_back,
    others,
    revisions,
    said,
    starts,
)
from headwater.core.returns.states import Move, State
from headwater.core.returns.values import Text, number, ratio
from headwater.core.returns.windows import Extension, Round, Window


ROUNDS = (
    Round(Q1, Window(date(2026, 4, 1), date(2026, 5, 15), date(2026, 7, 9))),
    Round(
        Q2,
        Window(date(2026, 7, 1), date(2026, 8, 14), date(2026, 10, 8)),
        (Extension(ALDER, date(2026, 10, 20), "New in post."),),
    ),
    Round(Q3, Window(date(2026, 10, 1), date(2026, 11, 14), date(2027, 1, 8))),
)
ASKED = {TRAINED.measure: TRAINED, SAFER.measure: SAFER}
ON = date(2026, 10, 13)


@pytest.mark.parametrize(
    ("since", "on", "periods"),
    [
        (date(2026, 4, 14), date(2026, 7, 14), [Q1, Q2]),
        (date(2026, 7, 14), date(2026, 10, 13), [Q2, Q3]),
        (date(2026, 5, 15), date(2026, 6, 30), [Q1]),  # due on the very day
        (date(2026, 5, 16), date(2026, 6, 30), []),
        (date(2026, 10, 20), date(2026, 11, 30), [Q2, Q3]),  # one had more time
        (date(2026, 10, 21), date(2026, 11, 30), [Q3]),
        (date(2025, 1, 1), date(2026, 3, 31), []),  # none had opened
    ],
)
def test_a_review_looks_back_over_what_was_still_due(since, on, periods) -> None:
    assert [each.period for each in looked_back(ROUNDS, since, on)] == periods


def test_a_first_review_looks_back_a_quarter() -> None:
    assert starts(None, date(2026, 7, 14)) == date(2026, 4, 14)
    assert starts(date(2026, 1, 2), date(2026, 7, 14)) == date(2026, 1, 2)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (number(0), "0"),
        (number("1.50"), "1.50"),
        (ratio(30, 40), "30 of 40 (75.0\u00a0%)"),
        (ratio(0, 0), "0 of 0 (no denominator)"),
        (Text("More trust."), "More trust."),
        (WITHHELD, "no number: withheld"),
        (NOT_COLLECTED, "no number: not collected"),
        (None, "not answered"),
    ],
)
def test_zero_a_blank_and_nothing_out_of_nothing_stay_apart(value, words) -> None:
    assert said(value, SAFER) == words


def test_a_figure_is_kept_with_its_name_and_the_version_of_its_definition() -> None:
    one = entry(TRAINED, 12)
    versioned = replace(one, origin=replace(one.origin, definition_version="3"))
    found = given(standing(entry(SAFER, ratio(1, 2)), versioned), ASKED)
    assert found == (
        Given("M1", TRAINED.name, "12", "3"),
        Given("M4", SAFER.name, "1 of 2 (50.0\u00a0%)", ""),
    )
    assert given(standing(versioned), {})[0].name == "M1"  # no longer in the plan


def test_only_figures_that_are_others_are_named() -> None:
    before = standing(entry(TRAINED, 12), entry(SAFER, ratio(1, 2)))
    after = standing(entry(TRAINED, 0), entry(SAFER, ratio(1, 2)))
    assert others(before, before, ASKED) == ()
    assert others(before, after, ASKED) == (Other("M1", TRAINED.name, "12", "0", ""),)
    (gone,) = others(before, standing(entry(SAFER, ratio(1, 2))), ASKED)
    assert (gone.was, gone.now) == ("12", "not answered")


def went(*moves: Move) -> states.Return:
    """A return that went these moves, each with its own note."""
    found = states.Return(ALDER, Q1.code)
    for at, move in enumerate(moves):
        row = next(
            r for r in states.MOVES if r.move is move and found.state in r.starts
        )
        step = states.Step(move, found.state, row.leads_to(found.state), "1", ON)
        found = replace(found, steps=(*found.steps, replace(step, note=f"n{at}")))
    return found


M = Move
IN = (M.SAVE, M.SUBMIT)


@pytest.mark.parametrize(
    ("moves", "spans"),
    [
        ((*IN, M.APPROVE), []),
        ((*IN, M.HAND_BACK, M.SUBMIT, M.APPROVE), []),
        ((*IN, M.APPROVE, M.REVISE, M.REVISE), [(3, 3), (4, 4)]),
        ((*IN, M.APPROVE, M.REOPEN), []),  # nothing is approved again yet
        ((*IN, M.APPROVE, M.REOPEN, M.SAVE, M.SUBMIT, M.APPROVE), [(3, 6)]),
        (
            (*IN, M.APPROVE, M.REOPEN, M.SUBMIT, M.HAND_BACK, M.SUBMIT, M.APPROVE),
            [(3, 7)],
        ),
    ],
)
def test_figures_are_revised_where_approved_ones_were_approved_again(
    moves, spans
) -> None:
    wanted = [Span(first, last, f"n{first}") for first, last in spans]
    assert list(revisions(went(*moves))) == wanted


@pytest.mark.parametrize(
    ("moves", "backs"),
    [
        (IN, []),
        ((*IN, M.HAND_BACK), [(2, True)]),
        ((*IN, M.HAND_BACK, M.SAVE), [(2, True)]),
        ((*IN, M.HAND_BACK, M.SUBMIT), [(2, False)]),
        ((*IN, M.HAND_BACK, M.SUBMIT, M.HAND_BACK), [(2, False), (4, True)]),
        ((*IN, M.APPROVE, M.REOPEN), [(3, True)]),
    ],
)
def test_a_return_waits_after_it_was_given_back_last(moves, backs) -> None:
    assert list(given_back(went(*moves))) == backs


def handed(who: str) -> Return:
    value = Given("M1", "People trained", "3", "1")
    plain = Return(who, who.title(), Q1.code, Q1.words, State.APPROVED, ON, ON)
    return replace(plain, values=(value,), groups=2, digest="d")


def returns() -> Returns:
    change = Other("M1", "People trained", "2", "3", "1")
    return Returns(
        day=ON,
        since=date(2026, 7, 14),
        periods=(Q1.words,),
        stood=(handed(ALDER), handed(BIRCH)),
        partners=(Share(ALDER, "Alder", 2, 1, 1, 0), Share(BIRCH, "Birch", 1, 1, 0, 1)),
        late=(),
        came=(),
        back=(Back(ALDER, "Alder", Q1.code, Q1.words, ON, "Look again.", True),),
        revised=(
            Revised(
                BIRCH, "Birch", Q1.code, Q1.words, ON, 2, "Late form.", (change,), 1
            ),
        ),
        salt="s",
    )


def test_figures_and_notes_are_nobodys_unless_somebody_is_named() -> None:
    nobody, birch = returns().seen_by(), returns().seen_by({BIRCH})
    assert not any(r.values or r.groups or r.digest for r in nobody.stood)
    assert (nobody.back[0].note, nobody.revised[0].reason, nobody.salt) == ("", "", "")
    assert nobody.revised[0].count == 2  # that there were two is for every partner
    assert not nobody.revised[0].figures
    assert [bool(r.values) for r in birch.stood] == [False, True]
    assert birch.revised == returns().revised
    assert birch.back[0].note == ""
    assert returns().seen_by({ALDER, BIRCH}) == replace(returns(), salt="")


def test_all_partners_together_are_the_sum_of_each() -> None:
    whole = returns().whole
    assert (whole.expected, whole.received, whole.on_time, whole.not_due) == (
        3,
        2,
        1,
        1,
    )


def test_returns_and_tasks_are_the_same_after_json() -> None:
    assert from_kept(Returns, to_kept(returns())) == returns()
    task = Task(1, "actions", "A1", "A", ALDER, "Alder", None, False, words_digest("x"))
    tasks = Tasks(ON, (task, replace(task, due=ON, overdue=True)), ())
    assert from_kept(Tasks, to_kept(tasks)) == tasks
    assert [each.due for each in tasks.overdue] == [ON]


def test_what_is_not_known_is_not_read() -> None:
    with pytest.raises(TypeError, match="Tasks has no more"):
        from_kept(Tasks, to_kept(Tasks(ON, (), ())) | {"more": 1})
    with pytest.raises(TypeError, match="since"):
        from_kept(Tasks, {"open": [], "closed": []})

    @dataclass(frozen=True)
    class Odd:
        value: object

    with pytest.raises(TypeError, match="complex is not kept"):
        to_kept(Odd(1j))


def test_words_are_told_apart_by_where_they_end() -> None:
    assert words_digest("ab", "c") != words_digest("a", "bc")
    assert words_digest("ab") != words_digest("ab", "")
