"""The form of a return: a grid of values, a draft that may have gaps, then a check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    QueryDict,
)
from django.urls import reverse
from django.utils import timezone

from headwater.app.actions import returns as actions
from headwater.app.actions.returns_form import (
    CELLS,
    Overtaken,
    Saved,
    Wrong,
    save_values,
)
from headwater.app.clock import day_now
from headwater.app.selectors import NotThere
from headwater.app.selectors.returns import OPEN, KeptReturn
from headwater.app.stash import take
from headwater.app.views import returns_words as words
from headwater.app.views.desk import me
from headwater.app.views.returns import (
    SEEN,
    find_own,
    page,
    some_lines,
    to_return,
    where,
)
from headwater.app.views.uploads_forms import Errors
from headwater.core.returns.form import Line
from headwater.core.returns.parts import Parts
from headwater.core.returns.states import State
from headwater.core.returns.values import Key
from headwater.errors import UserError


@dataclass(frozen=True, slots=True)
class Field:
    """One line of the grid, with what stands or was typed in each of its cells."""

    number: int
    line: Line
    cells: Mapping[str, str]

    @property
    def title(self) -> str:
        asked = self.line.asked
        group = words.group_of(self.line.key)
        return asked.name if group == words.EVERYBODY else f"{asked.name}: {group}"

    @property
    def wanted(self) -> tuple[str, ...]:
        """The cells for numbers or words that this measure has."""
        asked = self.line.asked
        if asked.of_two_numbers:
            return ("numerator", "denominator")
        if asked.kind == "mean":
            return ("value", "numerator", "denominator")
        return ("value",)


def fill_in(
    request: HttpRequest, plan_id: str, period: str, organisation: str
) -> HttpResponse:
    """Type a return. Of one that was approved, changes are proposed."""
    found = find_own(request, plan_id, period, organisation)
    if found.state not in OPEN and not found.approved:
        return to_return(found)
    lines, more = some_lines(found)
    kept_back = take(request)
    sent = request.POST if request.method == "POST" else kept_back
    fields = [_field(n, line, sent) for n, line in enumerate(lines)]
    errors, clash = Errors(), None
    seen = _seen(sent, found)
    if request.method == "POST":
        answer = _save(request, found, fields, seen, errors)
        if isinstance(answer, HttpResponse):
            return answer
        clash = answer
    return page(
        request,
        "form",
        plan_id,
        status=422 if errors else 409 if clash else 200,
        kept=found,
        fields=fields,
        more=more,
        errors=errors,
        clash=_clash(found, fields, clash) if clash else (),
        seen=clash.kept.revision if clash else seen,
        kept_back=kept_back is not None,
        saved="saved" in request.GET,
        reasons=words.REASONS,
    )


def _seen(sent: QueryDict | None, found: KeptReturn) -> int:
    text = sent.get(SEEN, "") if sent is not None else ""
    return int(text) if text.isdecimal() and len(text) < 16 else found.revision


def _field(number: int, line: Line, sent: QueryDict | None) -> Field:
    """What was sent for a line, by its key: lines may have come or gone meanwhile."""
    stands = words.cells_of(line.now)
    keys = sent.getlist("line") if sent is not None else []
    if sent is None or str(line.key) not in keys:
        return Field(number, line, stands)
    at = keys.index(str(line.key))
    return Field(
        number, line, {name: sent.get(f"{name}-{at}", stands[name]) for name in CELLS}
    )


def _save(
    request: HttpRequest,
    found: KeptReturn,
    fields: list[Field],
    seen: int,
    errors: Errors,
) -> HttpResponse | Overtaken | None:
    sent = set(request.POST.getlist("line"))
    typed = {f.line.key: f.cells for f in fields if str(f.line.key) in sent}
    try:
        saved = save_values(
            by=me(request),
            plan=found.plan,
            period=found.period.code,
            organisation=found.organisation,
            typed=typed,
            seen=seen,
            at=timezone.now(),
        )
    except Wrong as wrong:
        _place(wrong, fields, errors)
        return None
    except Overtaken as overtaken:
        return overtaken
    except NotThere:
        raise Http404 from None
    except UserError as wrong:
        errors.add("main", f"{wrong.what} {wrong.fix}".strip())
        return None
    return _next(request, found, saved)


def _place(wrong: Wrong, fields: list[Field], errors: Errors) -> None:
    """Each problem at its field, in the order of the page."""
    for field in fields:
        for (key, cell), says in wrong.problems.items():
            if key == field.line.key:
                shown = (*field.wanted, "blank_reason", "comment")
                at = cell if cell in shown else field.wanted[0]
                errors.add(f"{at}-{field.number}", f"{field.title}: {says}")


def _next(request: HttpRequest, found: KeptReturn, saved: Saved) -> HttpResponse:
    args = (found.plan, found.period.code, found.organisation)
    if found.approved:
        return to_return(found, "proposed" if saved.proposed else "")
    if request.POST.get("what") == "check":
        return HttpResponseRedirect(reverse("return-check", args=args), status=303)
    return HttpResponseRedirect(
        f"{reverse('return-form', args=args)}?saved", status=303
    )


def _clash(
    found: KeptReturn, fields: list[Field], clash: Overtaken
) -> list[tuple[str, str, str]]:
    """What two people changed: theirs as it stands, and mine."""
    told = []
    for field in fields:
        key, asked = field.line.key, field.line.asked
        if key in clash.theirs:
            typed = "; ".join(text for text in field.cells.values() if text)
            theirs = words.say_value(clash.theirs[key], asked)
            told.append((field.title, theirs, typed or words.NOT_ANSWERED))
    return told


def check(
    request: HttpRequest, plan_id: str, period: str, organisation: str
) -> HttpResponse:
    """Check your answers, then submit."""
    found = find_own(request, plan_id, period, organisation)
    if found.state not in (State.DRAFT, State.RETURNED, State.NOT_STARTED):
        return to_return(found)
    errors = Errors()
    if request.method == "POST":
        try:
            actions.submit(
                by=me(request), where=where(request, found), at=timezone.now()
            )
            return to_return(found, "submitted")
        except NotThere:
            raise Http404 from None
        except UserError as wrong:
            errors.add("main", f"{wrong.what} {wrong.fix}".strip())
    said = found.readiness()
    lines, more = some_lines(found)
    return page(
        request,
        "check",
        plan_id,
        status=422 if errors else 200,
        kept=found,
        lines=lines,
        more=more,
        ready=said,
        remarks=_remarks(found, said.incomplete, said.given_away, said.fallen),
        wrong=[_parts(found, *each) for each in said.wrong],
        errors=errors,
        open=found.state is State.RETURNED or found.window.open_on(day_now()),
    )


def _name(found: KeptReturn, key: Key) -> str:
    return found.form.asked[key.measure].name


def _parts(found: KeptReturn, key: Key, parts: Parts) -> str:
    whole = "no number" if parts.whole is None else f"{parts.whole:,}"
    return (
        f"{_name(found, key)}, by {parts.characteristic}: {parts.fit}. The groups come "
        f"to {parts.sum:,}, the whole is {whole}."
    )


def _remarks(
    found: KeptReturn,
    incomplete: tuple[tuple[Key, Parts], ...],
    alone: tuple[tuple[Key, Parts], ...],
    fallen: tuple[Key, ...],
) -> list[str]:
    """What the reader of a return should know; none of it stops it."""
    said = [_parts(found, *each) for each in incomplete]
    for key, parts in alone:
        said.append(
            f"{_name(found, key)}, by {parts.characteristic}: only one group is blank, "
            "so it can be worked out from the whole."
        )
    said += [
        f"{_name(found, key)} counts everything since the start, and is lower than "
        "before."
        for key in fallen
    ]
    return said
