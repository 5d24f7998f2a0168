"""Find the plan that a command is about: in files, or in a workspace."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from headwater.cli.folders import program, standing_workspace
from headwater.cli.output import tell
from headwater.errors import UserError


if TYPE_CHECKING:
    from headwater.core.framework.model import Framework
    from headwater.core.plan.rows import Plan
    from headwater.exchange.intake import Intake

USUAL = "london"


def find_framework(given: str | None, named: str | None = None) -> Framework:
    """The framework that was asked for, or that the plan names, or London's."""
    from headwater.core.framework.load import available, load_framework

    if given and given not in available() and ("/" in given or Path(given).is_dir()):
        return load_framework(Path(given))
    return load_framework(given or named or USUAL)


def find_plan(args: argparse.Namespace) -> tuple[Plan, Framework]:
    """The plan and its framework, from PLAN or from the workspace."""
    if args.plan:
        framework = find_framework(args.framework)
        return plan_from_files(args.plan, framework), framework
    plan = plan_from_workspace(standing_workspace(args.workspace), args.plan_id)
    return plan, find_framework(args.framework, plan.about.framework)


def plan_from_files(path: str, framework: Framework) -> Plan:
    """Read a plan; raise UserError with all that is to be mended."""
    from headwater.exchange.intake import read_plan

    intake = read_plan(Path(path), framework)
    if intake.plan is None:
        raise to_mend(intake)
    tell_remarks(intake)
    return intake.plan


def to_mend(intake: Intake) -> UserError:
    """Every problem with its place, grouped where the same one comes again."""
    from headwater.exchange.say import say_problems

    lines = [line for said in say_problems(intake.problems) for line in said.lines]
    return UserError(
        "The plan cannot be read yet.\n\n" + "\n".join(lines) + "\n",
        where=f"{intake.name}:",
        fix="Nothing was kept. Mend these, then run the same command again.",
    )


def tell_remarks(intake: Intake) -> None:
    """Say what did not stop the reading and should be known."""
    from headwater.exchange.say import say_remark

    for remark in intake.remarks:
        tell(f"Please note: {say_remark(remark)}")


def plan_from_workspace(folder: Path, plan_id: str | None) -> Plan:
    """The plan of a workspace; the one that is named, where there are several."""
    from headwater.app.workspace import open_workspace

    open_workspace(folder)
    from headwater.app.selectors import load_plan

    return load_plan(_chosen(folder, plan_id))


def _chosen(folder: Path, plan_id: str | None) -> str:
    from headwater.app.selectors import plans

    ids = [plan.plan_id for plan in plans()]
    if not ids:
        raise UserError(
            "This workspace holds no plan yet.",
            where=f"{folder}:",
            fix=f"Bring one in: {program()} import PLAN --workspace {folder}.",
        )
    if plan_id is None:
        return _first(ids)
    if plan_id in ids:
        return plan_id
    raise UserError(
        f"This workspace holds no plan called '{plan_id}'.",
        where=f"{folder}:",
        fix=f"Choose one with --plan-id: {', '.join(ids)}.",
    )


def _first(ids: list[str]) -> str:
    """The first plan, as on the site; where there are more, that is said."""
    if len(ids) > 1:
        tell(
            f"This is {ids[0]}. For another plan, add --plan-id: {', '.join(ids[1:])}."
        )
    return ids[0]
