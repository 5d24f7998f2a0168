"""From a file or a folder to a plan: the one path that every import takes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from headwater.core.framework.model import Framework
from headwater.core.plan.assemble import Problem, assemble
from headwater.core.plan.rows import Plan
from headwater.errors import UserError
from headwater.exchange.read_folder import read_folder
from headwater.exchange.sheet import Handed, Remark, TableRead, cannot_open
from headwater.exchange.workbook import read_workbook


@dataclass(frozen=True)
class Intake:
    """What came of reading: a plan or problems, and the receipt.

    `plan` is None where a problem stands in the way. After a partial reading
    there may be both; `left_out` then counts the rows that are not in the plan.
    """

    name: str  # of the file or folder
    plan: Plan | None
    problems: tuple[Problem, ...]
    remarks: tuple[Remark, ...]
    tables: tuple[TableRead, ...]
    sha256: str
    left_out: int = 0


def read_plan(path: Path, framework: Framework, *, partial: bool = False) -> Intake:
    """Read a plan from an XLSX workbook or a folder of CSV files.

    All or nothing: any problem means no plan, unless `partial`, which leaves
    out the rows with a problem and those that refer to them. Raises UserError
    where the file itself cannot be read.
    """
    try:
        handed = _hand_over(Path(path))
    except OSError as error:
        raise cannot_open(Path(path), error) from None
    done = assemble(
        handed.tables,
        framework,
        found=handed.problems,
        unread=handed.unread,
        partial=partial,
    )
    remarks = [*handed.remarks, *_other_framework(done.plan, framework)]
    return Intake(
        Path(path).resolve().name,
        done.plan,
        done.problems,
        tuple(remarks),
        handed.reads,
        handed.sha256,
        done.left_out,
    )


def _hand_over(path: Path) -> Handed:
    if path.is_dir():
        return read_folder(path)
    if not path.is_file():
        raise UserError(
            "There is no file or folder of that name.",
            where=f"{path}:",
            fix="Look at the spelling, and at the folder that you are in.",
        )
    if path.suffix.casefold() == ".csv":
        raise UserError(
            "One CSV file holds one table; a plan has several.",
            where=f"{path.name}:",
            fix="Put plan.csv, actions.csv and the others into one folder and "
            "give the folder.",
        )
    return read_workbook(path)


def _other_framework(plan: Plan | None, framework: Framework) -> list[Remark]:
    named = plan.about.framework if plan else None
    if not named or named.casefold() == framework.id.casefold():
        return []
    says = f"The plan names the framework '{named}'; it was read by '{framework.id}'."
    return [Remark("plan", 0, "framework", says)]
