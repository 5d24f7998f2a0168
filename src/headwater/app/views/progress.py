"""How far long work is, as a page says it until the work is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest

from headwater.app.selectors.jobs import Asked
from headwater.app.telling import Doing


EVERY = 5  # seconds until the page looks again by itself
STILL = "still"  # in an address: do not look again by itself
PATIENCE = timedelta(minutes=2)  # for a worker to take it up
WORDS = {
    Doing.OPENING: "Opening the file.",
    Doing.READING: "Reading the file.",
    Doing.COMPARING: "Comparing it with what stands.",
    Doing.MARKING: "Writing a copy of your file with what to mend.",
    Doing.WRITING: "Writing all of it at once.",
}


@dataclass(frozen=True, slots=True)
class Progress:
    """What a page shows of work that goes on. `every` 0: it does not look by itself."""

    says: str
    done: int
    of: int
    late: bool
    every: int
    here: str
    unit: str  # how much there is: of what


def progress(
    request: HttpRequest, job: Asked, now: datetime, unit: str = "about {} rows"
) -> Progress:
    """How far it is. It looks again by itself until somebody says no."""
    waits = job.state == "waiting"
    says = "It waits for its turn." if waits else WORDS.get(job.doing, "It has begun.")
    every = 0 if STILL in request.GET else EVERY
    late = waits and now - job.at > PATIENCE
    of = unit.format(f"{job.of:,}")
    return Progress(says, job.done, job.of, late, every, request.path, of)
