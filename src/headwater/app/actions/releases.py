"""Publish what protection let through: the only way into the ledger from a page."""

from __future__ import annotations

from headwater.app.selectors.releases import ledger_folder
from headwater.core.disclosure.ledger import Entry
from headwater.core.disclosure.released import ReleasedTable
from headwater.exchange.ledger_folder import write_entry


def publish(*, entry: Entry) -> None:
    """Add a release to the ledger of this workspace. Twice is once.

    Raises NotReleased for one that its audit did not pass, and UserError where the
    ledger cannot be written.
    """
    ReleasedTable.from_ledger(entry)
    write_entry(ledger_folder(), entry)
