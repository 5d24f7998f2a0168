"""headwater demo: two plans to look at, checked and shown, in one command."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from headwater.cli.arguments import Adder
from headwater.cli.folders import demo_workspace
from headwater.cli.serve import ready_to_serve, serve, serving_arguments


if TYPE_CHECKING:
    from headwater.exchange.intake import Intake


BY = "headwater demo"
LONDON = "london-sample"


def add(adder: Adder) -> None:
    parser = adder(
        help="build two plans to look at, check the first and show both",
        description="Build a workspace with the London sample (71 published "
        "commitments; not an official plan), Northbank (a partnership that is "
        "invented) and London's published figures, print the check of the first, "
        "and show all at 127.0.0.1:8000. Safe to repeat.",
    )
    parser.add_argument(
        "--once", action="store_true", help="build and check, and do not serve"
    )
    parser.add_argument(
        "--workspace",
        metavar="FOLDER",
        help="where to build it; usually workspaces/demo",
    )
    serving_arguments(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    if not args.once:
        ready_to_serve(args.host, args.port)
    folder = Path(args.workspace) if args.workspace else demo_workspace()
    began = perf_counter()
    _keep_london(_read(), folder)
    _keep_northbank(folder)
    _keep_figures(folder)
    print(f"Ready after {perf_counter() - began:.1f} s. This is the check:\n")
    _check(folder)
    sys.stdout.flush()
    return 0 if args.once else serve(folder, args.host, args.port)


def _read() -> Intake:
    from headwater.core.framework.load import load_framework
    from headwater.exchange.intake import read_plan
    from headwater.exchange.sample import sample_folder

    print("[1/4] Reading the London sample … ", end="", flush=True)
    intake = read_plan(sample_folder("london"), load_framework("london"))
    print(f"{sum(table.rows for table in intake.tables):,} rows")
    return intake


def _keep_london(intake: Intake, folder: Path) -> None:
    """Bring the sample into its workspace; a second time changes nothing."""
    from headwater.cli.workspaces import bring_in

    print(f"[2/4] Keeping it in {folder} … ", end="", flush=True)
    receipt = bring_in(
        intake,
        folder,
        by=BY,
        why="the sample that comes with Headwater",
        replace=True,
    )
    print("it was there already" if receipt.changed_nothing else "done")


def _keep_northbank(folder: Path) -> None:
    """The city's plan, those of its districts under it, and its invented figures."""
    from django.utils import timezone

    from headwater.cli.invented_figures import bring_invented_figures
    from headwater.cli.workspaces import has_come, keep_plan
    from headwater.exchange.northbank import northbank_hash, northbank_plans
    from headwater.exchange.northbank.service_counts import write_service_counts

    print("[3/4] Making Northbank, which is invented … ", end="", flush=True)
    plans, sha256 = northbank_plans(), northbank_hash()
    for plan in plans.values():
        if has_come(folder, plan.about.plan_id, sha256):
            continue  # it is there, with what its people have changed since
        keep_plan(
            plan,
            folder,
            name="northbank",
            sha256=sha256,
            by=BY,
            why="the invented partnership that comes with Headwater",
            replace=True,
        )
    write_service_counts(folder)
    bring_invented_figures(folder, BY)
    from headwater.app.actions.invented import add_invented_people
    from headwater.app.actions.invented_evaluations import add_invented_locks
    from headwater.app.actions.invented_learning import (
        add_invented_assessments,
        add_invented_reviews,
    )
    from headwater.app.actions.invented_returns import add_invented_returns
    from headwater.app.actions.invented_tasks import add_invented_tasks

    add_invented_people(at=timezone.now())
    add_invented_locks()
    add_invented_returns(at=timezone.now())
    add_invented_tasks()
    add_invented_assessments()
    add_invented_reviews(at=timezone.now())
    print(f"{len(plans)} plans")


def _keep_figures(folder: Path) -> None:
    """London's published figures, into the lake; a second time changes nothing."""
    from datetime import UTC, datetime

    from headwater.engines.ingest.ingest import ingest
    from headwater.engines.samples.figure_sets import datasets

    print("[4/4] Bringing in London's published figures … ", end="", flush=True)
    now, lake = datetime.now(UTC), folder / "lake"
    receipts = [ingest(s, [file], lake, by=BY, at=now) for s, file in datasets()]
    if all(receipt.already for receipt in receipts):
        print("they were there already")
    else:
        print(f"{sum(r.rows for r in receipts):,} figures")


def _check(folder: Path) -> None:
    from headwater.cli.check_page import write_check
    from headwater.cli.choice import Choice
    from headwater.cli.days import as_at_day
    from headwater.cli.plans import find_framework, plan_from_workspace
    from headwater.core.plan.check import check_plan

    plan = plan_from_workspace(folder, LONDON)
    framework = find_framework(None, plan.about.framework)
    result = check_plan(plan, framework, as_at_day(None, plan.about))
    write_check(sys.stdout, result, Choice(framework))
