"""Write a page of the terminal: there, or as the same page in a file."""

from __future__ import annotations

import sys
from collections.abc import Callable
from io import StringIO
from typing import TYPE_CHECKING

from headwater.cli.output import write_text


if TYPE_CHECKING:
    from headwater.reports.terminal import TerminalReport

FILE_WIDTH = 100


def write_page(
    page: Callable[[TerminalReport], None], output: str | None = None
) -> None:
    """`page` writes its parts to the report that it is given."""
    from headwater.reports.terminal import TerminalReport

    if output is None:
        page(TerminalReport(sys.stdout))
        return
    kept = StringIO()
    page(TerminalReport(kept, FILE_WIDTH))
    write_text(kept.getvalue(), output)
