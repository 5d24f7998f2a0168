"""What a release holds: which plans, as at which day, and the hash of every file."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from headwater import __version__
from headwater.app.selectors import Held
from headwater.core.plan.findings import Level
from headwater.core.plan.verdicts import Word


NAME = "manifest.json"
SHAPE = "headwater-release/1"


@dataclass(frozen=True, slots=True)
class File:
    """One file of a release, from its top."""

    path: str
    size: int
    sha256: str

    @classmethod
    def of(cls, path: str, content: bytes) -> File:
        return cls(path, len(content), sha256(content).hexdigest())


def manifest(as_at: date, plans: Iterable[Held], files: Iterable[File]) -> bytes:
    """The manifest as JSON. It names every file but itself."""
    record = {
        "shape": SHAPE,
        "headwater": __version__,
        "as_at": as_at.isoformat(),
        "plans": [_plan(held) for held in plans],
        "files": [asdict(file) for file in sorted(files, key=lambda file: file.path)],
    }
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()


def _plan(held: Held) -> dict[str, Any]:
    about, framework = held.plan.about, held.framework
    return {
        "plan_id": about.plan_id,
        "title": about.title,
        "notice": about.notice or "",
        "licence": about.licence or "",
        "as_at": held.as_at.isoformat(),
        "framework": {
            "id": framework.id,
            "title": framework.title,
            "version": framework.version,
        },
        "check": _check(held),
    }


def _check(held: Held) -> dict[str, Any]:
    """Open findings by level, and principles by verdict; never one number."""
    words = Counter(verdict.word for verdict in held.result.verdicts)
    return {
        "findings": {level.value: held.result.count(level) for level in Level}
        | {"accepted": len(held.result.accepted)},
        "principles": {word.value: words[word] for word in Word},
    }
