"""./hw bench language: what it costs to look at a text, in CPU time on one thread.

The text is Headwater's own documentation, over and over. Beside it stands a floor: one
bare pass that finds the words. CPU seconds, the best of several.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

from headwater.core.language.look import look


DOCS = Path(__file__).parents[1] / "docs"
WORDS, TIMES = 150_000, 3
TARGET = 100_000  # words a second


def main() -> None:
    text = "\n\n".join(p.read_text("utf-8") for p in sorted(DOCS.glob("*/*.md")))
    words = text.split(" ")
    text = " ".join((words * (WORDS // len(words) + 1))[:WORDS])
    count = len(re.findall(r"\w+", text))
    floor = count / best(lambda: re.findall(r"\w+", text))
    print(f"{'finding the words only':<40} {floor:>12,.0f} words/s")
    for name, easy in (("wording and reading", False), ("with Easy Read", True)):
        speed = count / best(lambda easy=easy: look(text, easy_read=easy))
        within = "within" if speed >= TARGET else "UNDER"
        print(f"{name:<40} {speed:>12,.0f} words/s {within} {TARGET:,}")


def best(work: Callable[[], object]) -> float:
    """CPU seconds of the quickest run."""
    return min(once(work) for _ in range(TIMES))


def once(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    main()
