"""The wording rules on their own corpus. Its README says what this is worth.

`python tests/support/language_measured.py` prints the table.
"""

from __future__ import annotations

import pytest
from language_measured import FAMILIES, HALVES, sentences, table, total

from headwater.core.language.wording import harmful


LEFT_ALONE = ("quotation", "title", "own-words")


@pytest.mark.parametrize("half", HALVES)
def test_precision_and_recall(half: str) -> None:
    whole = total(half)
    assert whole.precision >= 0.95, table(half)
    assert whole.recall >= 0.9, table(half)


@pytest.mark.parametrize("half", HALVES)
def test_quotations_titles_and_own_words_are_never_flagged(half: str) -> None:
    texts = [text for _, group, text in sentences(half) if group in LEFT_ALONE]
    assert len(texts) >= 25
    assert [text for text in texts if harmful(text)] == []


def test_there_are_enough_sentences_and_none_in_both_halves() -> None:
    halves = [{text for _, _, text in sentences(half)} for half in HALVES]
    assert sum(map(len, halves)) >= 200
    assert not halves[0] & halves[1]


@pytest.mark.parametrize("half", HALVES)
def test_every_family_is_tried(half: str) -> None:
    tried = {group for kind, group, _ in sentences(half) if kind == "harmful"}
    assert tried == set(FAMILIES.values())
