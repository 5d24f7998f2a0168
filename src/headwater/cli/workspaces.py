"""Write a plan that was read from files into a workspace."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from headwater.errors import InternalError, UserError


if TYPE_CHECKING:
    from headwater.app.actions import Receipt
    from headwater.core.plan.rows import Plan
    from headwater.exchange.intake import Intake


def bring_in(
    intake: Intake,
    folder: Path,
    *,
    by: str,
    why: str,
    replace: bool = False,
    dry_run: bool = False,
) -> Receipt:
    """Import into a workspace, which is made where it is not there yet."""
    if intake.plan is None:
        raise InternalError("a plan that could not be read was brought in")
    return keep_plan(
        intake.plan,
        folder,
        name=intake.name,
        sha256=intake.sha256,
        by=by,
        why=why,
        replace=replace,
        tables={table.table for table in intake.tables},
        dry_run=dry_run,
    )


def keep_plan(
    plan: Plan,
    folder: Path,
    *,
    name: str,
    sha256: str,
    by: str,
    why: str,
    replace: bool = False,
    tables: set[str] | None = None,
    dry_run: bool = False,
) -> Receipt:
    """Write a plan into a workspace; `name` and `sha256` say where it came from."""
    make_workspace(folder)
    from headwater.app.actions import Source, import_plan

    return import_plan(
        plan=plan,
        source=Source(name, sha256),
        by=by,
        at=datetime.datetime.now(datetime.UTC),
        why=why,
        remove_missing=replace,
        tables=tables,
        dry_run=dry_run,
    )


def has_come(folder: Path, plan_id: str, sha256: str) -> bool:
    """Has this very file of a plan been brought in already?"""
    make_workspace(folder)
    from headwater.app.selectors.receipts import has_come as is_kept

    return is_kept(plan_id, sha256)


def make_workspace(folder: Path) -> None:
    """Make a workspace, or open the one that is there."""
    from headwater.app.workspace import create_workspace

    try:
        create_workspace(folder)
    except OSError as error:
        raise UserError(
            f"A workspace cannot be made here ({error.strerror}).",
            where=f"{folder}:",
            fix="Choose a folder that you may write to.",
        ) from None
