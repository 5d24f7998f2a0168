"""How long work says how far it is, to whoever wants to hear it."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol


class Doing(StrEnum):
    """The stages of long work on a file."""

    OPENING = "opening"
    READING = "reading"
    COMPARING = "comparing"
    MARKING = "marking"
    WRITING = "writing"


class Tell(Protocol):
    """Hears of each stage when it begins, and how much of it is done."""

    def start(self, doing: str) -> None: ...

    def __call__(self, done: int, of: int) -> None: ...


class _Nobody:
    """Nobody waits for it."""

    def start(self, doing: str) -> None:
        pass

    def __call__(self, done: int, of: int) -> None:
        pass


NOBODY = _Nobody()
