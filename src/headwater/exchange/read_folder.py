"""A folder of CSV files, one for each table: actions.csv, funding.csv and so on."""

from __future__ import annotations

from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path

from headwater.core.plan.tables import BY_NAME
from headwater.errors import UserError
from headwater.exchange.csv_file import WINDOWS, first_beyond_ascii, read_csv
from headwater.exchange.limits import LARGEST_FILE
from headwater.exchange.read_table import Reading
from headwater.exchange.sheet import BadSheet, Handed, cannot_open


def read_folder(folder: Path) -> Handed:
    """Every table that the folder holds. Raises UserError where it holds none."""
    files = sorted(p for p in folder.iterdir() if p.suffix.casefold() == ".csv")
    reading, content_hash = Reading(), sha256()
    for path in files:
        table = path.stem.strip().casefold()
        if table not in BY_NAME:
            _say_unknown(reading, path.name, table)
            continue
        content = _content(path)
        content_hash.update(f"{path.name}\0{len(content)}\0".encode() + content)
        _add(reading, path.name, table, content)
    if not reading.tables and not reading.unread:
        raise UserError(
            "This folder holds no table of a plan.",
            where=f"{folder.name}:",
            fix="It needs at least plan.csv; the others are called "
            f"{', '.join(f'{name}.csv' for name in list(BY_NAME)[1:4])} and so on.",
        )
    return reading.handed(content_hash.hexdigest())


def _content(path: Path) -> bytes:
    """A little more than we read, at the most. A pipe or device has no end."""
    if path.exists() and not path.is_file():
        raise UserError(
            "This is not a file that can be read.",
            where=f"{path.name}:",
            fix="Put a CSV file in its place, or take it away.",
        )
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise cannot_open(path, error) from None


def _add(reading: Reading, name: str, table: str, content: bytes) -> None:
    try:
        sheet = read_csv(name, content)
    except BadSheet as bad:
        reading.refuse_sheet(BY_NAME[table], name, bad)
        return
    if sheet.encoding == WINDOWS:
        reading.remark(
            name,
            "The file is not UTF-8; it was read as Windows-1252.",
            "Look at accents and pound signs, the first of which is in this row.",
            first_beyond_ascii(content),
        )
    reading.add(BY_NAME[table], sheet)


def _say_unknown(reading: Reading, name: str, table: str) -> None:
    close = get_close_matches(table, BY_NAME, 1, 0.6)
    hint = f"Did you mean {close[0]}.csv?" if close else ""
    reading.remark(name, "This file is not a table of ours; it was not read.", hint)
