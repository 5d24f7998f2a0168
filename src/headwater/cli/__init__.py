"""The command line: `headwater COMMAND`. One module a command."""

from __future__ import annotations

from headwater.cli.run import main


__all__ = ["main"]
