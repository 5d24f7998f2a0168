"""Every command, its arguments and its help. Only argparse is loaded here."""

from __future__ import annotations

import argparse
from functools import partial
from typing import NoReturn

from headwater import __version__
from headwater.cli import (
    audit_log,
    audit_table,
    backup,
    board,
    check,
    consensus,
    coverage,
    demo,
    diff,
    explain,
    framework,
    funnel,
    impact,
    import_plan,
    ingest,
    language,
    ledger,
    money,
    network,
    power,
    protect,
    rates,
    release,
    remind,
    restore,
    serve,
    signals,
    template,
    user,
    work,
)
from headwater.cli.folders import program


ABOUT = (
    "Hold a plan for preventing violence against women and girls against shared "
    "principles, and see what is there, what is missing and what is not written "
    "down yet."
)
CODES = (
    "Exit codes: 0 fine; 1 findings at or above --fail-on; 2 something to put right "
    "in what you gave; 3 our fault."
)
COMMANDS = {
    "demo": demo,
    "check": check,
    "coverage": coverage,
    "money": money,
    "network": network,
    "diff": diff,
    "explain": explain,
    "framework": framework,
    "template": template,
    "import": import_plan,
    "ingest": ingest,
    "signals": signals,
    "rates": rates,
    "funnel": funnel,
    "impact": impact,
    "power": power,
    "consensus": consensus,
    "protect": protect,
    "audit-table": audit_table,
    "ledger": ledger,
    "language": language,
    "board": board,
    "release": release,
    "backup": backup,
    "restore": restore,
    "serve": serve,
    "remind": remind,
    "user": user,
    "audit-log": audit_log,
    "work": work,
}


class Parser(argparse.ArgumentParser):
    """argparse that says what to do next."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}\nSee: {self.prog} --help\n")


def make_parser() -> Parser:
    """The whole command line; each command sets `run` to its function."""
    parser = Parser(prog=program(), description=ABOUT, epilog=CODES)
    parser.add_argument(
        "--version", action="version", version=f"headwater {__version__}"
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for name, command in COMMANDS.items():
        command.add(partial(commands.add_parser, name))
    return parser
