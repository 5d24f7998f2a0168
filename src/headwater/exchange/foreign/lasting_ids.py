"""Our ids for their actions: given once, found again on the next import."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from headwater.core.plan.rows import About, Action, Outcome
from headwater.exchange.foreign.grid import plain
from headwater.exchange.foreign.rows import TheirAction


_SAME_ACTION = 0.6  # likeness of two titles under one number, from which it is one


@dataclass(frozen=True, slots=True)
class Standing:
    """What the workspace holds of the plan already."""

    about: About | None = None
    actions: Sequence[Action] = ()
    outcomes: Sequence[Outcome] = ()


def action_ids(
    prefix: str, theirs: Sequence[TheirAction], standing: Sequence[Action]
) -> list[str]:
    """An id for each action: that of the same action before, or the next number.

    The same is: number and title alike; else the title alone, if it stands once;
    else the number alone, if it stands once and the titles are near each other.
    """
    found: list[str] = [""] * len(theirs)
    left = {action.action_id: action for action in standing}
    for key in (_number_and_title, _title, _number):
        _match(key, theirs, left, found)
    numbers = _next_numbers(prefix, (action.action_id for action in standing))
    return [known or f"{prefix}-{next(numbers):03d}" for known in found]


Key = Callable[[str, str], str]


def _number_and_title(number: str, title: str) -> str:
    return f"{plain(number)}\n{plain(title)}"


def _title(number: str, title: str) -> str:
    return plain(title)


def _number(number: str, title: str) -> str:
    return plain(number)


def _match(
    key: Key, theirs: Sequence[TheirAction], left: dict[str, Action], found: list[str]
) -> None:
    """Give ids to those whose key stands once on each side."""
    open_places = [i for i, known in enumerate(found) if not known]
    count = Counter(key(theirs[i].key, theirs[i].title) for i in open_places)
    held: dict[str, list[str]] = {}
    for action in left.values():
        for number in action.other_numbers or ("",):
            held.setdefault(key(number, action.title), []).append(action.action_id)
    for index in open_places:
        name = key(theirs[index].key, theirs[index].title)
        ids = held.get(name, [])
        alone = name.strip() and count[name] == 1 and len(ids) == 1
        if not alone or ids[0] not in left:
            continue
        if _alike(theirs[index].title, left[ids[0]].title):
            found[index] = ids[0]
            del left[ids[0]]


def _alike(one: str, other: str) -> bool:
    one, other = plain(one), plain(other)
    return one == other or SequenceMatcher(None, one, other).ratio() >= _SAME_ACTION


def _next_numbers(prefix: str, ids: Iterable[str]) -> Iterator[int]:
    tails = (i.removeprefix(f"{prefix}-") for i in ids if i.startswith(f"{prefix}-"))
    number = max((int(t) for t in tails if t.isdigit()), default=0)
    while True:
        number += 1
        yield number


def outcome_ids(
    prefix: str, texts: Iterable[str], standing: Sequence[Outcome]
) -> dict[str, str]:
    """An id for each outcome text: the one that it had before, or the next."""
    held = {plain(o.description or o.title): o.outcome_id for o in standing}
    numbers = _next_numbers(f"{prefix}-o", (o.outcome_id for o in standing))
    found: dict[str, str] = {}
    for text in dict.fromkeys(texts):
        same = held.get(plain(text))
        if same is None:
            same = held[plain(text)] = f"{prefix}-o-{next(numbers):02d}"
        found[text] = same
    return found
