"""What a backup says of itself: what is in it, with hashes, and how the rows stood."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from headwater.errors import UserError


NAME, SHAPE = "backup.json", "headwater-backup/1"
KINDS = ("sqlite", "postgresql")
CACHE = "headwater_cache"  # what sign-in counts for a while


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a backup; `path` is that in the workspace, with slashes."""

    path: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class State:
    """How the rows stood at one moment: migrations in order, rows of each table."""

    migrations: tuple[str, ...]
    rows: dict[str, int]


@dataclass(frozen=True, slots=True)
class Manifest:
    """`schema` is the name in a PostgreSQL dump; blank for SQLite."""

    headwater: str
    made: str
    kind: str
    schema: str
    state: State
    files: tuple[Part, ...]

    @property
    def plans(self) -> int:
        return self.state.rows.get("headwater_about", 0)

    @property
    def rows(self) -> int:
        return sum(self.ours.values())

    @property
    def ours(self) -> dict[str, int]:
        """Rows by table, without the tables that Django keeps for itself."""
        begin = "headwater_"
        return {
            name.removeprefix(begin): count
            for name, count in self.state.rows.items()
            if name.startswith(begin) and name != CACHE and count
        }


def as_dict(manifest: Manifest) -> dict[str, Any]:
    return {"shape": SHAPE, **asdict(manifest)}


def from_dict(said: Any) -> Manifest:
    """Raises UserError for anything that `as_dict` would not have written."""
    try:
        if said["shape"] != SHAPE or said["kind"] not in KINDS:
            raise ValueError
        return Manifest(
            **{name: str(said[name]) for name in ("headwater", "made", "kind")},
            schema=str(said["schema"]),
            state=_state(said["state"]),
            files=tuple(_part(part) for part in said["files"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise UserError(
            "What this backup says of itself cannot be read.",
            where=f"{NAME}:",
            fix="It was changed, or made by a newer Headwater. Use another backup, or "
            "the Headwater that made it.",
        ) from None


def _state(said: Any) -> State:
    rows = {str(table): int(count) for table, count in said["rows"].items()}
    return State(tuple(str(name) for name in said["migrations"]), rows)


def _part(said: Any) -> Part:
    return Part(str(said["path"]), int(said["bytes"]), str(said["sha256"]))
