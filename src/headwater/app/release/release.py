"""Write the site of the open workspace into a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from posixpath import dirname

from headwater.app.release.as_files import AsFiles
from headwater.app.release.contents import first_addresses
from headwater.app.release.crawl import Crawl
from headwater.app.release.folder import new_release
from headwater.app.release.manifest import NAME, File, manifest
from headwater.app.release.site import pages_as_at
from headwater.app.selectors import PlanName, held, plans
from headwater.app.selectors.standing import last_revision
from headwater.app.workspace import publish_assets
from headwater.errors import UserError
from headwater.reports.pdf import can_make_pdf


Progress = Callable[[int, int], None]  # files written, files known of so far


@dataclass(frozen=True, slots=True)
class Released:
    """What was written: how much of it, and what could not be."""

    pages: int
    files: int
    size: int
    plans: tuple[str, ...]
    without_pdf: bool


def release_site(folder: Path, as_at: date, progress: Progress) -> Released:
    """Every public page of every plan as files, with data and a manifest.

    The same workspace and the same day give the same bytes. Raises UserError for
    a workspace without a plan, and for a folder that holds something else.
    """
    names = plans()
    if not names:
        raise UserError(
            "This workspace holds no plan yet, so there is nothing to release.",
            fix="Bring one in first: headwater import PLAN.",
        )
    stood = _revisions(names)
    as_files = AsFiles(can_make_pdf(), stood)
    with new_release(folder) as partial, pages_as_at(as_at):
        publish_assets()
        crawl = Crawl(as_files)
        files = _write(partial, crawl, first_addresses(as_files), progress)
        kept = [held(name.plan_id, as_at) for name in names]
        listed = manifest(as_at, kept, files)
        (partial / NAME).write_bytes(listed)
        if _revisions(plans()) != stood:
            raise UserError(
                "A plan was changed while it was being written, so pages may differ.",
                fix="Nothing was released. Run the same command again.",
            )
    return Released(
        sum(file.path.endswith(".html") for file in files),
        len(files) + 1,
        sum(file.size for file in files) + len(listed),
        tuple(name.title for name in names),
        not as_files.pdf,
    )


def _revisions(names: Iterable[PlanName]) -> dict[str, int]:
    """How each plan stands, so that a change meanwhile is noticed."""
    return {name.plan_id: last_revision(name.plan_id) for name in names}


def _write(
    folder: Path, crawl: Crawl, addresses: Iterable[str], progress: Progress
) -> list[File]:
    files, made = [], {""}
    for path, content in crawl.files(addresses):
        if (parent := dirname(path)) not in made:
            (folder / parent).mkdir(parents=True, exist_ok=True)
            made.add(parent)
        (folder / path).write_bytes(content)
        files.append(File.of(path, content))
        progress(len(files), crawl.known)
    return files
