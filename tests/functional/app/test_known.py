"""What a review would freeze of the London sample is what its pages say."""

from __future__ import annotations

from headwater.core.plan.review import as_json, from_json


PLAN = "london-sample"


def test_signals_are_frozen_in_the_words_of_the_pages(page, monkeypatch) -> None:
    from headwater.app.clock import today
    from headwater.app.selectors import held, known
    from headwater.app.selectors.measures import changed

    plan = held(PLAN, today())
    found = next(
        each for m in changed(plan).months if (each := changed(plan, m)).signals
    )
    monkeypatch.setattr(known, "changed", lambda _: found)
    kept = known.known(PLAN, today())
    assert len(kept.signals) == len(found.signals) > 0
    said = page(f"/plans/{PLAN}/changed/{found.month}/").main
    for signal in kept.signals:
        assert " ".join(signal.sentence.split()) in said
        assert signal.period == found.label
    assert f"{found.family.looked:,} series of figures were looked at" in kept.looked
    assert from_json(as_json(kept)) == kept


def test_no_signal_is_frozen_as_none_with_how_many_were_looked_at(workspace) -> None:
    from headwater.app.clock import today
    from headwater.app.selectors import held
    from headwater.app.selectors.known import known
    from headwater.app.selectors.measures import changed

    found, kept = changed(held(PLAN, today())), known(PLAN, today())
    assert len(kept.signals) == len(found.signals)
    assert f"up to {found.label}" in kept.looked


def test_nothing_is_frozen_for_a_day_after_the_one_it_is_frozen_on(workspace) -> None:
    from datetime import date

    from headwater.app.selectors.known import known

    assert known(PLAN, date(2026, 3, 1)).day <= date(2026, 3, 1)


def test_the_sample_has_no_review_and_no_link_to_one(page) -> None:
    assert "None is published yet" in page(f"/plans/{PLAN}/reviews/").main
    page(f"/plans/{PLAN}/reviews/2026-07-14/", status=404)
    assert f"/plans/{PLAN}/reviews/" not in page(f"/plans/{PLAN}/changes/").links
