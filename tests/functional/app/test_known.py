"""What a review would freeze of the London sample is what its pages say."""

from __future__ import annotations

from datetime import UTC, datetime

from headwater.core.plan.review import as_json, from_json


PLAN = "london-sample"
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


def test_signals_are_frozen_in_the_words_of_the_pages(page, monkeypatch) -> None:
    from headwater.app.clock import today
    from headwater.app.selectors import held, known
    from headwater.app.selectors.measures import changed

    plan = held(PLAN, today())
    found = next(
        each for m in changed(plan).months if (each := changed(plan, m)).signals
    )
    monkeypatch.setattr(known, "changed", lambda _: found)
    kept = known.known(PLAN, today(), AT)
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

    found, kept = changed(held(PLAN, today())), known(PLAN, today(), AT)
    assert len(kept.signals) == len(found.signals)
    assert f"up to {found.label}" in kept.looked


def test_nothing_is_frozen_for_a_day_after_the_one_it_is_frozen_on(workspace) -> None:
    from datetime import date

    from headwater.app.selectors.known import known

    assert known(PLAN, date(2026, 3, 1), AT).day <= date(2026, 3, 1)


def test_the_sample_has_no_review_and_no_link_to_one(page) -> None:
    assert "None is published yet" in page(f"/plans/{PLAN}/reviews/").main
    page(f"/plans/{PLAN}/reviews/2026-07-14/", status=404)
    assert f"/plans/{PLAN}/reviews/" not in page(f"/plans/{PLAN}/changes/").links


def test_every_measure_with_figures_has_the_words_of_its_page(page) -> None:
    from headwater.app.clock import today
    from headwater.app.selectors import held
    from headwater.app.selectors.known import known
    from headwater.app.selectors.measures import measure_lines

    lines = [line for line in measure_lines(held(PLAN, today())) if line.has_data]
    kept = known(PLAN, today(), AT).measures
    assert kept is not None
    wanted = [(x.measure.measure_id, f.figures.title) for x in lines for f in x.figures]
    assert [(m.measure, m.figures) for m in kept] == wanted
    assert kept
    for each in kept:
        said = page(f"/plans/{PLAN}/measures/{each.measure}/").main
        assert each.sentences, each
        for sentence in each.sentences:
            assert " ".join(sentence.split()) in said, each.measure


def test_a_plan_that_asks_for_no_returns_has_none_and_no_tasks(workspace) -> None:
    from headwater.app.clock import today
    from headwater.app.selectors.known import known

    kept = known(PLAN, today(), AT)
    assert kept.returns is not None
    assert kept.returns.periods == kept.returns.stood == kept.returns.late == ()
    assert kept.tasks is not None
    assert kept.tasks.open == kept.tasks.closed == ()
