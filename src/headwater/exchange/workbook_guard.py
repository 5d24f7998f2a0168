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
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError)


@dataclass(frozen=True, slots=True)
class Part:
    """What a walk through one part found: where its content ends."""

    last_row: int = 0


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
    with archive.open(info) as stream:
        fed = 0
        while chunk := stream.read(_CHUNK):
            walk.feed(chunk)
            fed += len(chunk)
            # One endless tag keeps the parser waiting, and its memory growing.
            if fed - walk.parser.CurrentByteIndex > 16 * _CHUNK:
                raise walk.too_much("a tag without an end")
        walk.parser.Parse(b"", True)
    return Part(walk.last_row)


class _Walk:
    """Counts elements on the way through a part, and keeps none of them."""

    def __init__(self, workbook: str, part: str) -> None:
        self.workbook, self.part = workbook, part
        self.last_row = self.row = 0
        self.in_row = self.outside = self.text = 0
        self.row_open = False
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.StartDoctypeDeclHandler = self._doctype

    def feed(self, chunk: bytes) -> None:
        self.parser.Parse(chunk, False)

    def too_much(self, what: str) -> UserError:
        return _too_big(self.workbook, f"The part {self.part} holds {what}.")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self.text = 0
        local = tag.rpartition(" ")[2]
        if local == "row":
            self._start_row(attributes)
        elif self.row_open:
            self.in_row += 1
            if self.in_row > limits.MOST_IN_ROW:
                raise self.too_much(f"a row of more than {limits.MOST_IN_ROW:,} parts")
            if local in _HOLDS_CONTENT:
                self.last_row = self.row
        else:
            self.outside += 1
            if self.outside > limits.MOST_IN_PART:
                raise self.too_much(f"more than {limits.MOST_IN_PART:,} entries")

    def _start_row(self, attributes: dict[str, str]) -> None:
        self.row_open, self.in_row = True, 0
        number = attributes.get("r", "")
        self.row = (
            int(number) if number.isascii() and number.isdigit() else self.row + 1
        )
        if self.row > limits.LAST_ROW:
            raise self.too_much(f"a row beyond row {limits.LAST_ROW:,}")

    def _end(self, tag: str) -> None:
        self.text = 0
        if tag.rpartition(" ")[2] == "row":
            self.row_open = False

    def _characters(self, text: str) -> None:
        self.text += len(text)
        if self.text > limits.LONGEST_TEXT:
            raise self.too_much(
                f"a text of more than {limits.LONGEST_TEXT:,} characters"
            )

    def _doctype(self, *_: object) -> None:
        raise self.too_much("a document type, which no workbook needs")
