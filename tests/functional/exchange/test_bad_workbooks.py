"""Workbooks made to harm, or broken on the way: refused early, in little memory."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from handed import ACTIONS, read, workbook

from headwater.errors import UserError
from headwater.exchange import limits


ROOT = Path(__file__).parents[3]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet2.xml"  # actions; sheet1 is plan
MEMORY = 250_000_000  # bytes of address space on top of what an empty read takes


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return workbook(tmp_path, {"actions": [ACTIONS, ("C1", "T")]})


def refused(path: Path) -> UserError:
    with pytest.raises(UserError) as error:
        read(path)
    assert error.value.where == f"{path.name}:"
    assert error.value.fix
    return error.value


def with_part(path: Path, name: str, content: bytes | Iterator[bytes]) -> Path:
    """The same workbook with one part replaced or added."""
    made = path.with_name("changed.xlsx")
    chunks = [content] if isinstance(content, bytes) else content
    with zipfile.ZipFile(path) as old:
        kept = {n: old.read(n) for n in old.namelist() if n != name}
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part, data in kept.items():
            new.writestr(part, data)
        with new.open(name, "w", force_zip64=True) as file:
            for chunk in chunks:
                file.write(chunk)
    return made


def sheet(body: Iterator[bytes], before: bytes = b"") -> Iterator[bytes]:
    yield f'<worksheet xmlns="{MAIN}">'.encode() + before + b"<sheetData>"
    yield from body
    yield b"</sheetData></worksheet>"


def read_in_little_memory(path: Path) -> str:
    """Read in another process that may not grow; what it prints."""
    code = (
        "import resource, sys\n"
        "import openpyxl\n"
        "from pathlib import Path\n"
        "from headwater.core.framework.load import load_framework\n"
        "from headwater.errors import UserError\n"
        "from headwater.exchange.intake import read_plan\n"
        "london = load_framework()\n"
        "pages = int(Path('/proc/self/statm').read_text().split()[0])\n"
        f"most = pages * resource.getpagesize() + {MEMORY}\n"
        "resource.setrlimit(resource.RLIMIT_AS, (most, most))\n"
        "try:\n"
        "    intake = read_plan(Path(sys.argv[1]), london)\n"
        "    print('problems', *(p.rule for p in intake.problems))\n"
        "    print('actions', len(intake.plan.actions) if intake.plan else None)\n"
        "except UserError as error:\n"
        "    print('refused', error.what)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, path],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


needs_proc = pytest.mark.skipif(
    not Path("/proc/self/statm").exists(), reason="memory is measured through /proc"
)


def test_a_file_cut_short_is_refused(good: Path) -> None:
    whole = good.read_bytes()
    for length in (0, 3, len(whole) // 2, len(whole) - 30):
        good.write_bytes(whole[:length])
        assert any(w in refused(good).what for w in ("damaged", "not an Excel"))


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", SHEET, "xl/styles.xml", "xl/_rels/workbook.xml.rels"]
)
@pytest.mark.parametrize("content", [b"", b"<worksheet", b"\x00\xff"])
def test_a_part_that_is_broken_is_refused(
    good: Path, part: str, content: bytes
) -> None:
    assert "damaged" in refused(with_part(good, part, content)).what


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
def test_parts_that_do_not_fit_together_are_refused(good: Path, part: str) -> None:
    path = with_part(good, part, b"<a/>")
    assert any(w in refused(path).what for w in ("damaged", "No sheet"))


@pytest.mark.parametrize("number", ["1", "-5", "two"])
def test_a_row_out_of_order_is_not_passed_over(good: Path, number: str) -> None:
    with zipfile.ZipFile(good) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(good, "w") as archive:
        for name, content in parts.items():
            new = content.replace(b'<row r="2"', b'<row r="%s"' % number.encode())
            archive.writestr(name, new)
    assert "damaged" in refused(good).what


def test_a_sheet_whose_part_is_missing_is_not_passed_over(good: Path) -> None:
    with zipfile.ZipFile(good) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(good, "w") as archive:
        for name, content in parts.items():
            if not name.endswith("sheet2.xml"):
                archive.writestr(name, content)
    assert "damaged" in refused(good).what


def test_a_sheet_that_is_something_else_holds_no_row(good: Path) -> None:
    intake = read(with_part(good, SHEET, b"<a/>"))
    assert intake.plan is not None
    assert intake.plan.actions == ()


def test_bytes_that_were_changed_on_the_way_are_noticed(good: Path) -> None:
    content = bytearray(good.read_bytes())
    with zipfile.ZipFile(BytesIO(content)) as archive:
        info = archive.getinfo(SHEET)
    content[info.header_offset + 30 + len(SHEET) + info.compress_size // 2] ^= 0xFF
    good.write_bytes(content)
    assert "damaged" in refused(good).what


def test_a_locked_workbook_says_that_it_has_a_password(tmp_path: Path) -> None:
    path = tmp_path / "locked.xlsx"
    ole = bytes.fromhex("d0cf11e0a1b11ae1")
    path.write_bytes(ole + bytes(600) + "EncryptedPackage".encode("utf-16-le"))
    error = refused(path)
    assert "has a password" in error.what
    assert "Take the password off" in error.fix


def test_an_old_workbook_says_that_it_is_old(tmp_path: Path) -> None:
    path = tmp_path / "old.xls"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))
    assert "old kind (.xls)" in refused(path).what


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.7"])
def test_something_else_under_the_name_of_a_workbook(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(content)
    assert "not an Excel workbook" in refused(path).what


def test_a_zip_of_csv_files_is_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "plan.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("plan.csv", "plan_id,title\n")
    assert "unpacked first" in refused(path).fix


def test_a_large_file_is_refused_unopened(good: Path) -> None:
    with good.open("ab") as file:
        file.truncate(limits.LARGEST_FILE + 1)
    assert "we read up to 20 MB" in refused(good).what


def test_many_parts_are_refused(good: Path) -> None:
    with zipfile.ZipFile(good, "a") as archive:
        for number in range(limits.MOST_PARTS):
            archive.writestr(f"x/{number}.txt", b"")
    assert "parts inside" in refused(good).what


def test_a_zip_bomb_is_refused_by_its_directory(good: Path) -> None:
    path = with_part(good, "xl/media/a.bin", (bytes(10**6) for _ in range(201)))
    assert path.stat().st_size < 1_000_000
    assert "unpacks to 201 MB; we read up to 200 MB" in refused(path).what


def test_a_part_that_is_packed_too_well_is_refused(good: Path) -> None:
    body = (b"<c/>" * 250_000 for _ in range(10))
    path = with_part(good, SHEET, sheet(body))
    assert "to one" in refused(path).what


def test_a_directory_that_lies_about_sizes_gains_nothing(good: Path) -> None:
    """The zip reader stops at the size that the directory gives."""
    path = with_part(good, SHEET, sheet(iter([b"<row><c/></row>" * 10_000])))
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(BytesIO(content)) as archive:
        size = archive.getinfo(SHEET).file_size
    directory = content.rindex(SHEET.encode()) - 46
    field = slice(directory + 24, directory + 28)
    assert int.from_bytes(content[field], "little") == size
    content[field] = (100).to_bytes(4, "little")
    path.write_bytes(content)
    assert "damaged" in refused(path).what


def test_entities_are_refused(good: Path) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet/>'
    path = with_part(good, SHEET, bomb)
    assert "document type" in refused(path).what


def row_without_end() -> Iterator[bytes]:
    yield b"<row>"
    for number in range(600):
        yield b"".join(b'<c r="A%d"/>' % (number * 997 + n) for n in range(100))
    yield b"</row>"


def test_a_row_without_end_is_refused(good: Path) -> None:
    path = with_part(good, SHEET, sheet(row_without_end()))
    assert "a row of more than 50,000 parts" in refused(path).what


def test_a_row_beyond_the_last_is_refused(good: Path) -> None:
    path = with_part(good, SHEET, sheet(iter([b'<row r="99999999"><c/></row>'])))
    assert "beyond row 1,048,576" in refused(path).what


def test_a_text_without_end_is_refused(good: Path) -> None:
    text = b"<row><c><v>" + bytes(range(48, 58)) * 20_000 + b"</v></c></row>"
    path = with_part(good, SHEET, sheet(iter([text])))
    assert "a text of more than 100,000 characters" in refused(path).what


@pytest.mark.slow
@needs_proc
def test_a_tag_without_end_is_refused_in_little_memory(good: Path) -> None:
    noise = b"".join(b"%06d" % (n * 7919 % 999_983) for n in range(1_000_000))
    path = with_part(good, SHEET, iter([b'<worksheet a="', noise]))
    assert "a tag without an end" in read_in_little_memory(path)


def blank_rows(count: int, content: bytes = b"") -> Iterator[bytes]:
    yield (
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>action_id</t></is></c>'
        b'<c r="B1" t="inlineStr"><is><t>title</t></is></c></row>'
        b'<row r="2"><c r="A2" t="inlineStr"><is><t>C1</t></is></c>'
        b'<c r="B2" t="inlineStr"><is><t>T</t></is></c></row>'
    )
    for start in range(3, count, 10_000):
        rows = range(start, min(start + 10_000, count))
        yield b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (n, n) for n in rows)
    yield content


MEASURE = b'<dimension ref="A1:B1048576"/>'


@pytest.mark.slow
@needs_proc
def test_a_million_blank_rows_cost_little(good: Path) -> None:
    path = with_part(good, SHEET, sheet(blank_rows(1_000_000), MEASURE))
    assert read_in_little_memory(path) == "problems\nactions 1\n"


@pytest.mark.slow
@needs_proc
def test_blank_rows_without_a_measure_are_refused(good: Path) -> None:
    path = with_part(good, SHEET, sheet(blank_rows(250_000)))
    assert "does not say where they end" in read_in_little_memory(path)


@pytest.mark.slow
@needs_proc
def test_a_row_far_below_the_others_is_not_lost_unseen(good: Path) -> None:
    last = b'<row r="20000"><c r="A20000"><v>1</v></c></row>'
    path = with_part(good, SHEET, sheet(blank_rows(10_005, last), MEASURE))
    assert "in row 20,000, below more than 10,000" in read_in_little_memory(path)


@pytest.mark.slow
@needs_proc
def test_many_short_texts_cost_little(good: Path) -> None:
    texts = (b"<si><t>%d</t></si>" % n for n in range(500_001))
    body = iter([f'<sst xmlns="{MAIN}">'.encode(), b"".join(texts), b"</sst>"])
    path = with_part(good, "xl/sharedStrings.xml", body)
    assert "more than 1,000,000 entries" in read_in_little_memory(path)
