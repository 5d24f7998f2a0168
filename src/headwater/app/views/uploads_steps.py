"""Bring a plan in: columns, plan, names, and the check before it is confirmed."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from headwater.app.actions import Receipt
from headwater.app.actions import uploads as actions
from headwater.app.actions.uploads_steps import do_later
from headwater.app.drafts import Draft
from headwater.app.selectors import plans
from headwater.app.selectors.uploads import Reading
from headwater.app.selectors.uploads_kept import found
from headwater.app.views.uploads import of_draft, on, page, plain_words
from headwater.app.views.uploads_forms import (
    SHORT,
    Errors,
    column_field,
    read_columns,
    read_plan,
    read_text,
    shown_columns,
)
from headwater.app.views.uploads_large import go, wrong_with
from headwater.app.views.uploads_names import named, read_names
from headwater.app.views.uploads_words import (
    answers,
    count_rows,
    plan_items,
)
from headwater.core.plan.assemble import Problem
from headwater.errors import UserError


DOUBT = "We are not sure of this one."
SHOWN = 100  # things to mend on one page; the copy has all of them


@of_draft
def columns(request: HttpRequest, draft: Draft) -> HttpResponse:
    """What each column means."""
    reading, errors = found(draft), Errors()
    if request.method == "POST":
        chosen = {
            read.grid.sheet: read_columns(number, read, request.POST, errors)
            for number, read in enumerate(reading.tables)
        }
        if not errors:
            try:
                return go(
                    draft,
                    "bring-plan",
                    "remap",
                    lambda: actions.remap(reading=reading, columns=chosen),
                    columns=chosen,
                )
            except UserError as wrong:
                errors.add(column_field(0, 0), plain_words(wrong))
    sheets = [
        (read, list(_selects(number, read, request, reading, errors)))
        for number, read in enumerate(reading.tables)
    ]
    return page(
        request, "columns", errors=errors, draft=draft, sheets=sheets, reading=reading
    )


def _selects(
    number: int, read: Any, request: HttpRequest, reading: Reading, errors: Errors
) -> list[dict[str, Any]]:
    """One select for each column, with what stands in it and what we ask."""
    asks = reading.asks(read.grid)
    found = []
    for position, label, meaning, example in shown_columns(read):
        name = column_field(number, position)
        chosen = request.POST.get(name, meaning)
        hints = (
            DOUBT if asks.get(label) else "",
            f"For example: {example}" if example else "",
        )
        found.append(
            {
                "id": name,
                "label": {"text": label, "classes": "govuk-label--s"},
                "hint": {"text": " ".join(hint for hint in hints if hint)},
                "error": errors.at(name),
                "items": [
                    {"value": value, "text": text, "selected": value == chosen}
                    for value, text in SHORT.items()
                ],
            }
        )
    return found


@of_draft
def plan(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Which plan this is."""
    reading, errors = found(draft), Errors()
    titles = {known.plan_id: known.title for known in plans()}
    mapping = reading.mapping
    if request.method == "POST":
        plan_id, title = read_plan(request.POST, titles, errors)
        if not errors:
            said = {"plan_id": plan_id, "title": title or titles[plan_id]}
            small = partial(actions.name_plan, reading=reading, **said)
            return go(draft, "bring-names", "name", small, **said)
    sent = request.POST
    at_first = mapping.plan_id if mapping.plan_id in titles else "new"
    return page(
        request,
        "plan",
        errors=errors,
        draft=draft,
        titles=titles,
        items=plan_items(titles, sent.get("plan", at_first)),
        plan_id=sent.get("plan_id", mapping.plan_id if at_first == "new" else ""),
        title=sent.get("title", mapping.plan_title if at_first == "new" else ""),
    )


@of_draft
def names(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Which organisation each name stands for."""
    reading, errors = found(draft), Errors()
    if request.method == "POST":
        leads, sectors = read_names(reading, request.POST, errors)
        if not errors:
            said = {"leads": leads, "sectors": sectors}
            small = partial(actions.settle, reading=reading, **said)
            return go(draft, "bring-check", "settle", small, **said)
    asked, known = named(reading, request.POST, errors)
    if not asked and request.method == "GET":
        return on("bring-check", draft)
    return page(request, "names", errors=errors, draft=draft, asked=asked, known=known)


@of_draft
def check(request: HttpRequest, draft: Draft) -> HttpResponse:
    """What would change and what is to be mended; then bring it in."""
    errors = Errors()
    if wrong := wrong_with(draft):
        errors.add("answers", wrong)
    if request.method == "POST":
        errors = Errors()
        done = _confirm(request, draft, errors)
        if done is not None:
            return done
    reading = found(draft)
    problems = reading.intake.problems
    if problems and errors:
        errors = Errors({"answers": "Something is still to be mended"})
    trial = _trial(reading, errors)
    return page(
        request,
        "check",
        errors=errors,
        draft=draft,
        reading=reading,
        problems=problems[:SHOWN],
        count=len(problems),
        names_open=any(_about_names(p) for p in problems),
        trial=trial,
        rows=count_rows(map(asdict, trial.tables)) if trial else [],
        answers=answers(draft, reading),
        sent=request.POST,
    )


def _trial(reading: Reading, errors: Errors) -> Receipt | None:
    """What bringing it in would change; None where that cannot be done yet."""
    if reading.intake.plan is None:
        return None
    if reading.trial is not None:
        if reading.trial.wrong:
            errors.by_field.clear()
            errors.add("answers", reading.trial.wrong)
        return reading.trial.receipt
    try:
        return actions.bring_in(
            reading=reading, by="", at=timezone.now(), why="", dry_run=True
        )
    except UserError as wrong:
        errors.by_field.clear()
        errors.add("answers", plain_words(wrong))
        return None


def _about_names(problem: Problem) -> bool:
    return problem.sheet == "the mapping" or problem.column == "lead_organisations"


def _confirm(request: HttpRequest, draft: Draft, errors: Errors) -> HttpResponse | None:
    by = read_text(request.POST, "by", errors, "Enter who brings it in")
    why = read_text(request.POST, "why", errors)
    if errors:
        return None
    seal = request.POST.get("seal", "")
    if draft.large:
        do_later(draft, "confirm", "bring-check", seal=seal, by=by, why=why)
        return on("bring-check", draft)
    try:
        number = actions.confirm(
            draft=draft, seal=seal, by=by, at=timezone.now(), why=why
        )
    except actions.NotAsShown:
        errors.add("answers", "Something changed since this page was shown. Look again")
        return None
    except UserError as wrong:
        errors.add("answers", plain_words(wrong))
        return None
    response = HttpResponse(status=303)
    response.headers["Location"] = reverse("receipt", args=(number,))
    return response
