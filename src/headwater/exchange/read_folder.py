"""A folder of CSV files, one for each table: actions.csv, funding.csv and so on."""

from __future__ import annotations

from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path

from headwater.core.plan.tables import BY_NAME
from headwater.errors import UserError
from headwater.exchange.csv_file import WINDOWS, first_beyond_ascii, read_csv
from headwater.exchange.read_table import Reading
from headwater.exchange.sheet import BadSheet, Handed


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
    try:
        return path.read_bytes()
    except OSError as error:
        raise UserError(
            f"The file cannot be opened ({error.strerror}).",
            where=f"{path.name}:",
            fix="Close it in other programs and see that you may read it.",
        ) from None


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
