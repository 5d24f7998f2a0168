"""Which workspace a command means, and what this program is called here."""

from __future__ import annotations

import os
from pathlib import Path

from headwater.app.database import is_workspace
from headwater.errors import UserError


WORKSPACE, WORKSPACES = "HEADWATER_WORKSPACE", "HEADWATER_WORKSPACES"


def program() -> str:
    """What a person types to run us: './hw run' where that script started us."""
    return os.environ.get("HEADWATER_COMMAND") or "headwater"


def demo_workspace() -> Path:
    """Where the plans to look at are built."""
    return _workspaces() / "demo"


def own_workspace(given: str | None) -> Path:
    """The workspace to write to."""
    named = given or os.environ.get(WORKSPACE, "").strip()
    return Path(named) if named else _workspaces() / "mine"


def standing_workspace(given: str | None) -> Path:
    """The workspace to read from; raises UserError where there is none."""
    named = given or os.environ.get(WORKSPACE, "").strip()
    if named:
        return Path(named)
    for folder in (own_workspace(None), demo_workspace()):
        if is_workspace(folder):
            return folder
    raise UserError(
        "There is no plan here yet.",
        fix=(
            f"Name one: {program()} check plan.xlsx. Or begin with the London "
            f"sample: {program()} demo --once. Or make an empty plan to fill in: "
            f"{program()} template -o plan.xlsx."
        ),
    )


def _workspaces() -> Path:
    return Path(os.environ.get(WORKSPACES, "").strip() or "workspaces")
