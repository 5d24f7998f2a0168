"""A release of the London sample, for tests to read and open."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from london_site import build_london


DAY = date(2026, 11, 22)


def release_london(workspace: Path, out: Path) -> Path:
    """Build the sample's workspace and write its site into `out`."""
    build_london(workspace)
    return release_again(out)


def release_again(out: Path) -> Path:
    """Write the site of the workspace that is open."""
    from headwater.app.release import release_site

    release_site(out, DAY, lambda done, known: None)
    return out
