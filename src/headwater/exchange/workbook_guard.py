"""Is a workbook safe to open? Looked at before any library does.

A workbook is a zip file of XML parts. A small file can unpack to more than any
memory holds, and a short part can name a million cells. So sizes are read from
the directory first, and then each part is walked through once, keeping nothing.
"""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from xml.parsers import expat

from headwater.errors import UserError
from headwater.exchange import limits


_OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # old Office files, and locked new ones
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_CHUNK = 1 << 16
# The parts that are opened later on; pictures and the like never are.
_READ = (".xml", ".rels", ".vml")
_HOLDS_CONTENT = frozenset(("v", "is", "f"))
# What may stand inside a row: cells, their values, and the style of their letters.
_IN_CELLS = _HOLDS_CONTENT | {"c", "t", "r", "rPr", "b", "i", "u", "sz", "color"}
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError)


@dataclass(frozen=True, slots=True)
class Part:
    """What a walk through one part found: where its content ends."""

    last_row: int = 0
    last_column: int = 0


def inspect(path: Path) -> dict[str, Part]:
    """The parts of a workbook by name. Raises UserError where it is not safe."""
    _refuse_by_size(path)
    _refuse_by_first_bytes(path)
    try:
        with zipfile.ZipFile(path) as archive:
            _refuse_by_directory(path.name, archive)
            return {
                info.filename: _walk(path.name, archive, info)
                for info in archive.infolist()
                if info.filename.endswith(_READ)
            }
    except (*DAMAGE, RuntimeError, expat.ExpatError):
        raise damaged(path.name) from None


def damaged(name: str) -> UserError:
    return UserError(
        "The workbook is damaged or cut short, so none of it was read.",
        where=f"{name}:",
        fix="Open it in your spreadsheet program and save it again as .xlsx, "
        "or ask for it to be sent again.",
    )


def _refuse_by_size(path: Path) -> None:
    size = path.stat().st_size
    if size > limits.LARGEST_FILE:
        raise _too_big(
            path.name,
            f"The file is {size / limits.MEGABYTE:.0f} MB; we read up to "
            f"{limits.LARGEST_FILE // limits.MEGABYTE} MB.",
        )


def _refuse_by_first_bytes(path: Path) -> None:
    with path.open("rb") as file:
        start = file.read(8)
    if start == _OLE:
        raise _locked(path.name) if _LOCKED in path.read_bytes() else _old(path.name)
    if not start.startswith(b"PK"):
        raise UserError(
            "This is not an Excel workbook, whatever its name says.",
            where=f"{path.name}:",
            fix="Save it as .xlsx, or hand over a folder of CSV files.",
        )


def _locked(name: str) -> UserError:
    return UserError(
        "The workbook has a password, so none of it was read.",
        where=f"{name}:",
        fix="Take the password off in your spreadsheet program (File, Info, "
        "Protect), save it, and try again.",
    )


def _old(name: str) -> UserError:
    return UserError(
        "This is a workbook of the old kind (.xls).",
        where=f"{name}:",
        fix="Save it as .xlsx and try again.",
    )


def _too_big(name: str, what: str) -> UserError:
    return UserError(
        what,
        where=f"{name}:",
        fix="Copy the rows of the plan into a fresh template. Empty rows that "
        "carry a format are a common reason; leave them behind.",
    )


def _refuse_by_directory(name: str, archive: zipfile.ZipFile) -> None:
    """Sizes as the directory gives them; the zip reader never reads past them."""
    parts = archive.infolist()
    if len(parts) > limits.MOST_PARTS:
        raise _too_big(name, f"The workbook has {len(parts):,} parts inside.")
    if "xl/workbook.xml" not in archive.namelist():
        raise UserError(
            "This zip file is not an Excel workbook.",
            where=f"{name}:",
            fix="Save the plan as .xlsx. A folder of CSV files must be unpacked first.",
        )
    unpacked = sum(part.file_size for part in parts)
    if unpacked > limits.LARGEST_UNPACKED:
        raise _too_big(
            name,
            f"The workbook unpacks to {unpacked / limits.MEGABYTE:,.0f} MB; we read "
            f"up to {limits.LARGEST_UNPACKED // limits.MEGABYTE} MB.",
        )
    for part in parts:
        ratio = part.file_size / max(part.compress_size, 1)
        if part.file_size > limits.RATIO_COUNTS_FROM and ratio > limits.HIGHEST_RATIO:
            raise _too_big(
                name,
                f"A part of the workbook is packed {ratio:,.0f} to one, as in a "
                "file made to fill a computer's memory.",
            )


def _walk(name: str, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Part:
    walk = _Walk(name, PurePosixPath(info.filename).name)
    parser = walk.parser()
    with archive.open(info) as stream:
        fed = 0
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk, False)
            fed += len(chunk)
            # One endless tag keeps the parser waiting, and its memory growing.
            if fed - parser.CurrentByteIndex > 16 * _CHUNK:
                raise walk.too_much("a tag without an end")
        parser.Parse(b"", True)
    return walk.part()


class _Walk:
    """Counts elements on the way through a part, and keeps none of them.

    It is called for every tag of a workbook, so it does little and has few
    calls of its own.
    """

    def __init__(self, workbook: str, name: str) -> None:
        self.workbook, self.name = workbook, name
        self.rows = self.row = self.last_row = 0
        self.column = self.last_unnamed = 0  # counted, where cells name no place
        self.cell = self.widest = ""  # the letters of a column, such as AB
        self.in_row = self.outside = self.text = 0
        self.row_open = self.measured = False

    def parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._doctype
        return parser

    def part(self) -> Part:
        number = 0
        for letter in self.widest:
            number = number * 26 + ord(letter) - ord("A") + 1
        return Part(self.last_row, max(number, self.last_unnamed))

    def too_much(self, what: str) -> UserError:
        return _too_big(self.workbook, f"The part {self.name} holds {what}.")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self.text = 0
        local = tag.rpartition(":")[2] if ":" in tag else tag
        if local == "row":
            self._start_row(attributes)
        elif self.row_open and local in _IN_CELLS:
            self.in_row += 1
            if self.in_row > limits.MOST_IN_ROW:
                raise self.too_much(f"a row of more than {limits.MOST_IN_ROW:,} parts")
            if local == "c":
                self.column += 1
                self.cell = attributes.get("r", "")
            elif local in _HOLDS_CONTENT:
                self._content()
        else:
            self._start_other(local)

    def _start_row(self, attributes: dict[str, str]) -> None:
        self.row_open, self.in_row, self.column = True, 0, 0
        self.rows += 1
        number, before = attributes.get("r", ""), self.row
        self.row = int(number) if number.isdecimal() else before + 1
        if self.row <= before or (number and not number.isdecimal()):
            raise damaged(self.workbook)  # openpyxl passes over rows out of order
        if self.row > limits.LAST_ROW or self.rows > limits.LAST_ROW:
            raise self.too_much(f"a row beyond row {limits.LAST_ROW:,}")
        # Without a measure openpyxl looks for the end itself, and slowly.
        if self.rows > limits.MOST_ROWS_UNMEASURED and not self.measured:
            raise self.too_much(
                f"more than {limits.MOST_ROWS_UNMEASURED:,} rows, and does not say "
                "where they end"
            )

    def _start_other(self, local: str) -> None:
        self.row_open = False
        self.measured = self.measured or local == "dimension"
        self.outside += 1
        if self.outside > limits.MOST_IN_PART:
            raise self.too_much(f"more than {limits.MOST_IN_PART:,} entries")

    def _content(self) -> None:
        self.last_row = self.row
        letters = self.cell.rstrip("0123456789")
        if not letters:
            self.last_unnamed = max(self.last_unnamed, self.column)
        elif (len(letters), letters) > (len(self.widest), self.widest):
            self.widest = letters

    def _characters(self, text: str) -> None:
        self.text += len(text)
        if self.text > limits.LONGEST_TEXT:
            raise self.too_much(
                f"a text of more than {limits.LONGEST_TEXT:,} characters"
            )

    def _doctype(self, *_: object) -> None:
        raise self.too_much("a document type, which no workbook needs")
