"""headwater user: the first people of a workspace, by whoever runs the server."""

from __future__ import annotations

import argparse
import sys
from getpass import getpass

from headwater.cli.arguments import WORKSPACE, Adder
from headwater.cli.folders import standing_workspace
from headwater.cli.output import tell
from headwater.errors import UserError


ABOUT = """\
Let the first people into a workspace: 'user create' makes somebody a lead who can then
invite others in the browser. Make two plan leads, since two people let an organisation
or another lead in. The password is asked for, or read from standard input.
"""
EXAMPLES = """\
examples:
  headwater user create ada --name "Ada Example" --plan northgate \\
    --organisation council --role "plan lead"
  headwater user list
"""


def add(adder: Adder) -> None:
    parser = adder(
        help="let the first people in",
        description=ABOUT,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("what", choices=("create", "list"), help="create or list")
    parser.add_argument("username", nargs="?", metavar="NAME", help="sign-in name")
    parser.add_argument("--name", metavar="TEXT", help="their name")
    parser.add_argument("--plan", metavar="PLAN", help="the plan they have a role in")
    parser.add_argument("--organisation", metavar="ID", help="whom they act for")
    parser.add_argument(
        "--role", metavar="ROLE", default="plan lead", help="usually plan lead"
    )
    parser.add_argument("--workspace", metavar="FOLDER", help=WORKSPACE)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from headwater.app.workspace import open_workspace

    open_workspace(standing_workspace(args.workspace))
    if args.what == "list":
        _list()
    else:
        _create(args)
    return 0


def _list() -> None:
    from headwater.app.selectors import plans
    from headwater.app.selectors.people import members

    for plan in plans():
        for each in members(plan.plan_id):
            waits = " (waits for a second person)" if each.waits else ""
            print(
                f"{plan.plan_id}  {each.name}: {each.role}, {each.organisation}{waits}"
            )


def _create(args: argparse.Namespace) -> None:
    from django.db import transaction
    from django.utils import timezone

    from headwater.app.actions.people import add_person, first_lead

    role, at = _checked(args), timezone.now()
    password = _password()
    with transaction.atomic():
        person = add_person(
            username=args.username, name=args.name, password=password, at=at
        )
        first_lead(
            person=person,
            plan=args.plan,
            organisation=args.organisation,
            role=role,
            at=at,
        )
    tell(
        f"{args.name} can sign in as {args.username}. At the first sign-in they set up "
        "a passkey or codes."
    )


def _checked(args: argparse.Namespace):
    from headwater.app.selectors.naming import organisation_names
    from headwater.core.access.roles import Role

    for name in ("username", "name", "plan", "organisation"):
        if not (getattr(args, name) or "").strip():
            flag = "NAME" if name == "username" else f"--{name}"
            raise UserError(f"{flag} is missing.", where="user create:", fix="Add it.")
    known = organisation_names(args.plan)
    if args.organisation not in known:
        some = ", ".join(list(known)[:12]) or "none; is the name of the plan right?"
        raise UserError(
            f"The plan {args.plan} has no organisation {args.organisation!r}.",
            where="--organisation:",
            fix=f"Choose from: {some}.",
        )
    if args.role not in list(Role):
        raise UserError(
            f"There is no role {args.role!r}.",
            where="--role:",
            fix=f"Choose from: {', '.join(Role)}.",
        )
    return Role(args.role)


def _password() -> str:
    """Typed twice, or the first line of standard input."""
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    first = getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline()
    again = getpass("Once more: ") if sys.stdin.isatty() else first
    password = first.rstrip("\n")
    if again.rstrip("\n") != password:
        raise UserError("The two are not the same.", fix="Run this again.")
    try:
        validate_password(password)
    except ValidationError:
        raise UserError(
            "The password is too short or too common.",
            fix="Choose 12 characters or more: three or four words are good.",
        ) from None
    return password
