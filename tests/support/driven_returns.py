"""Every action on returns, once each, as somebody who may."""

from __future__ import annotations

from datetime import timedelta

from kept_returns import HEAD, PERIOD, PLAN, WHOSE, kept, row, today, who, window


def drive_returns(typed: str) -> None:
    """`typed` stands wherever people write something."""
    from django.utils import timezone

    from headwater.app.actions import returns as actions
    from headwater.app.actions import returns_files as files
    from headwater.app.actions import returns_rounds as rounds
    from headwater.app.actions import returns_undo
    from headwater.app.actions.returns import Where
    from headwater.app.actions.returns_form import save_values

    partner, lead, now = who("contributor"), who("plan lead"), timezone.now()
    approver, day = who("approver"), today()
    window(-10, 10, 20)
    for _ in range(2):
        rounds.set_round(
            by=lead, plan=PLAN, code="2027-Q1", opens=day, due=day, closes=day, at=now
        )
    whose = {"plan": PLAN, "period": PERIOD, "organisation": WHOSE}
    until = day + timedelta(days=15)
    rounds.extend(by=lead, **whose, until=until, reason=typed, at=now)

    text = f"{HEAD},Comment\n{row('21')},{typed}"
    draft = files.receive(
        by=partner, kept=kept(), name=f"{typed}.csv", content=text.encode(), at=now
    )
    seen = kept().revision
    number = files.take_in_file(
        by=partner, **whose, draft=draft, seal=draft.seal, seen=seen, at=now
    )
    returns_undo.undo_file(by=partner, number=number, plan=PLAN, at=now)

    place = Where(PLAN, PERIOD, WHOSE)
    actions.submit(by=partner, where=place, at=now)
    actions.take_back(by=partner, where=place, at=now)
    actions.submit(by=partner, where=place, at=now)
    actions.give_back(by=approver, where=place, note=typed, at=now)
    actions.submit(by=partner, where=place, at=now)
    actions.approve(by=approver, where=place, at=now)
    for value, yes in (("31", False), ("32", True)):
        (line,) = kept().form.lines
        cells = {line.key: {"value": value, "comment": typed}}
        seen = kept().revision
        save_values(by=partner, **whose, typed=cells, seen=seen, at=now)
        actions.decide_revisions(
            by=approver,
            where=place,
            revision=kept().revision,
            keys=[str(line.key)],
            yes=yes,
            note=typed,
            at=now,
        )
    actions.nil_return_of(by=lead, where=Where(PLAN, PERIOD, "health-board"), at=now)
