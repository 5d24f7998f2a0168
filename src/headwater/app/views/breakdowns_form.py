"""The form of a breakdown: what it asks, what was chosen, and addresses of choices."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from headwater.app.selectors.breakdowns import APART, MOST, PLACE, Choice
from headwater.app.views.uploads_forms import Errors
from headwater.core.disclosure.offers import Offer
from headwater.core.disclosure.recast import PERIOD, Change, Kind
from headwater.errors import UserError
from headwater.exchange.counts_source import CountsSource


SIGN = "|"  # between the parts of a change in an address


def choice_of(sent: QueryDict, of: CountsSource, errors: Errors) -> Choice:
    """What was chosen; what is not known is left out, what is missing is said."""
    dims = of.characteristics
    periods = tuple(code for code in of.periods if code in sent.getlist("period"))
    by = tuple(n for n in dims if n != PLACE and n in sent.getlist("by"))
    place = sent.get("place", "")
    if PLACE not in dims or place not in ("", APART, *dims[PLACE].hierarchy.parents):
        place = ""
    if not periods:
        errors.add("period", "Select a period")
    if len(by) > MOST:
        errors.add("by", f"Select up to {MOST} characteristics")
    if not (by or place):
        errors.add("by", "Select a characteristic, or places side by side")
    apart = "apart" in sent and len(periods) > 1
    return Choice(of.key, periods, by, place, apart, _changes(sent, errors))


def _changes(sent: QueryDict, errors: Errors) -> tuple[Change, ...]:
    try:
        return tuple(Change.of(text.split(SIGN)) for text in sent.getlist("do"))
    except UserError as wrong:
        errors.add("by", wrong.what)
        return ()


def query(choice: Choice, **more: str) -> str:
    """A choice as the query of an address."""
    pairs = [
        ("source", choice.source),
        *(("period", code) for code in choice.periods),
        ("place", choice.place),
        *(("by", name) for name in choice.by),
        *((("apart", "yes"),) if choice.apart else ()),
        *(("do", SIGN.join(change.parts)) for change in choice.changes),
        *more.items(),
    ]
    return f"?{urlencode(pairs)}"


def hidden(choice: Choice) -> list[tuple[str, str]]:
    """A choice as the hidden fields of a form."""
    return [
        (k, v) for k, values in QueryDict(query(choice)[1:]).lists() for v in values
    ]


def offered(choice: Choice, offer: Offer) -> Choice:
    """The choice that an offer leads to."""
    if offer.change.kind is Kind.POOL and not choice.apart:
        return replace(choice, periods=offer.periods)
    if offer.change.kind is Kind.DROP:
        return _without(choice, offer.change.dim)
    return replace(choice, changes=(*choice.changes, offer.change))


def _without(choice: Choice, dim: str) -> Choice:
    """Fewer characteristics, and no change of the one that goes."""
    left = tuple(change for change in choice.changes if change.dim != dim)
    by = tuple(name for name in choice.by if name != dim)
    place = "" if dim == PLACE else choice.place
    apart = choice.apart and dim != PERIOD
    return replace(choice, by=by, place=place, apart=apart, changes=left)


def plain(choice: Choice) -> Choice:
    """Without any change."""
    return replace(choice, changes=())


def source_items(known: Iterable[tuple[str, str]], chosen: str) -> list[dict[str, Any]]:
    return [{"value": k, "text": t, "selected": k == chosen} for k, t in known]


def period_items(of: CountsSource, chosen: Iterable[str]) -> list[dict[str, Any]]:
    labels = of.dimensions[PERIOD].labels
    return [_box(code, labels.get(code, code), code in chosen) for code in of.periods]


def by_items(of: CountsSource, chosen: Iterable[str]) -> list[dict[str, Any]]:
    dims = of.characteristics
    return [
        _box(name, each.title, name in chosen)
        for name, each in dims.items()
        if name != PLACE
    ]


def place_items(of: CountsSource, chosen: str) -> list[dict[str, Any]]:
    """All together, all side by side, or one with the places that it is made of."""
    if PLACE not in of.characteristics:
        return []
    each = of.characteristics[PLACE]
    tree = each.hierarchy
    whole = each.labels[tree.root]
    first = [
        ("", f"{whole}, all together"),
        (APART, f"{whole}, its places side by side"),
    ]
    others = [(c, f"Only {each.labels[c]}") for c in tree.parents if c != tree.root]
    return [
        {"value": code, "text": text, "selected": code == chosen}
        for code, text in [*first, *others]
    ]


def _box(value: str, text: str, checked: bool) -> dict[str, Any]:
    return {"value": value, "text": text, "checked": checked}
