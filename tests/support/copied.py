"""A workspace of one's own, as another stands: for tests that write."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from headwater.app.database import on_postgresql


AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


def copy_workspace(built: Path, folder: Path) -> Path:
    """A folder that is copied by hand shares its rows on PostgreSQL; a backup does
    not."""
    if not on_postgresql():
        shutil.copytree(built, folder)
        return folder
    from headwater.app.backup import back_up, restore

    kept = built.with_name(f"{built.name}.zip")
    if not kept.exists():
        back_up(built, kept, AT)
    restore(kept, folder, AT, replace=False)
    return folder
