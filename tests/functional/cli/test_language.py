"""headwater language: files of every kind, and what a person can get wrong."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import pytest
from commands import Commands
from docx import Document


HARM = "Officers went to a domestic dispute."


def places(run: Commands, *words: str) -> list[tuple[str, str, str, str]]:
    said = run("language", *words, "--format", "csv")
    assert said.code == 0, said.err
    rows = csv.DictReader(io.StringIO(said.out))
    return [(r["rule"], r["line"], r["column"], r["place"]) for r in rows]


def test_text_on_the_command_line(run: Commands) -> None:
    said = run("language", HARM)
    assert said.code == 0
    page = " ".join(said.out.split())
    assert "1:20 domestic-dispute 'domestic dispute'." in page
    assert "Say 'domestic abuse', and who did it." in page
    assert "Reading grade" in page


def test_fail_on(run: Commands) -> None:
    assert run("language", HARM, "--fail-on", "ask").code == 1
    advised = "BAME women came."
    assert run("language", advised, "--fail-on", "ask").code == 0
    assert run("language", advised, "--fail-on", "advise").code == 1
    assert run("language", "All is well.", "--fail-on", "advise").code == 0


def test_nothing_found_is_no_proof(run: Commands) -> None:
    assert "no proof" in run("language", "All is well.").out


def test_markdown_and_text_by_line(run: Commands) -> None:
    Path("a.md").write_text(f"# Plan\r\n\r\n> {HARM}\r\n\r\n{HARM}\r\n", "utf-8")
    assert places(run, "a.md") == [("domestic-dispute", "5", "20", "")]


def test_html_by_line_without_quotations_and_scripts(run: Commands) -> None:
    page = f"""<html><head><title>{HARM}</title></head><body>
<script>"{HARM}"</script>
<blockquote><p>{HARM}</p></blockquote>
<p>They said <q>{HARM}</q> to us.</p>
<ul><li>First</li>
  <li>{HARM}</li></ul>
<p>It&rsquo;s &ldquo;{HARM}&rdquo;, they said.</p>"""
    Path("a.html").write_text(page, "utf-8")
    assert places(run, "a.html") == [("domestic-dispute", "6", "26", "")]


def test_word_by_paragraph(run: Commands) -> None:
    document = Document()
    document.add_paragraph("A plan.")
    document.add_paragraph(HARM, style="Quote")
    document.add_table(1, 1).cell(0, 0).text = HARM
    document.save("a.docx")
    assert places(run, "a.docx") == [("domestic-dispute", "3", "20", "")]


def test_csv_by_row_and_column(run: Commands) -> None:
    Path("a.csv").write_text(f"id,title,said\n1,Fine,{HARM}\n2,{HARM},\n", "utf-8")
    assert places(run, "a.csv") == [
        ("domestic-dispute", "2", "20", "said"),
        ("domestic-dispute", "3", "20", "title"),
    ]
    assert places(run, "a.csv", "--column", "title") == [
        ("domestic-dispute", "3", "20", "title")
    ]


def test_pipe(run: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(HARM.encode())))
    assert places(run, "-") == [("domestic-dispute", "1", "20", "")]


def test_json_says_all_of_it(run: Commands) -> None:
    said = run("language", f"We utilise it. {HARM}", "--easy-read", "--format", "json")
    whole = json.loads(said.out)
    assert whole["shape"] == "headwater-language/1"
    assert (whole["words"], whole["sentences"], whole["easy_read"]) == (9, 2, True)
    assert whole["counts"] == {"ask": 2, "advise": 0}
    assert [f["rule"] for f in whole["findings"]] == [
        "easy-hard-word",
        "domestic-dispute",
    ]
    assert whole["words_to_change"][0]["simpler"] == "use"


def test_easy_read_says_what_only_people_can(run: Commands) -> None:
    page = " ".join(run("language", "All is well.", "--easy-read").out.split())
    assert "People with learning disabilities must check it." in page


def test_csv_runs_nothing_in_a_spreadsheet(run: Commands) -> None:
    Path("=a.txt").write_text(HARM, "utf-8")
    said = run("language", "=a.txt", "--format", "csv")
    assert said.out.splitlines()[1].startswith("'=a.txt,")


def test_many_findings_are_cut_short_unless_asked_for(run: Commands) -> None:
    text = f"{HARM}\n\n" * 30
    short = run("language", text).out
    assert short.count("domestic-dispute") == 20
    assert "10 more: see them with --all." in short
    assert run("language", text, "--all").out.count("domestic-dispute") == 30


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", b"", "The file is empty."),
        ("a.txt", b"--- ...\n", "There are no words in it."),
        ("a.txt", b"plain \0 text", "There is a NUL byte here"),
        ("a.txt", b"%PDF-1.7 x", "This is a PDF"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0", "This is a picture"),
        ("a.txt", "a text".encode("utf-16"), "The text is in UTF-16"),
        ("a.txt", b"\x81\x8d\x8f", "neither UTF-8 nor Windows-1252"),
        ("a.docx", b"PK\x03\x04 not a zip", "The Word document is damaged"),
        ("a.docx", b"Dear all", "The Word document is damaged"),
        ("a.csv", b'a,b\n1,"open\n', "This is not CSV that we can read"),
        ("a.html", b"<script>x</script>", "There are no words in it."),
    ],
)
def test_file_that_cannot_be_read(
    run: Commands, name: str, content: bytes, message: str
) -> None:
    Path(name).write_bytes(content)
    said = run("language", name)
    assert (said.code, said.out) == (2, "")
    assert message in said.err
    assert said.err.startswith(name)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["nowhere.docx"], "There is no file of that name."),
        (["."], "This is a folder"),
        ([""], "There are no words in it."),
        (["...", "--easy-read"], "There are no words in it."),
        (["Some text.", "--column", "a"], "Only a CSV file has columns."),
        (["Some text.", "--fail-on", "gap"], "invalid choice"),
    ],
)
def test_what_was_asked_wrongly(run: Commands, words: list[str], message: str) -> None:
    said = run("language", *words)
    assert (said.code, said.out) == (2, "")
    assert message in said.err


def test_column_that_is_not_there(run: Commands) -> None:
    Path("a.csv").write_text("id,title\n1,Fine\n", "utf-8")
    said = run("language", "a.csv", "--column", "name")
    assert said.code == 2
    assert "The columns are: id, title." in said.err


@pytest.mark.parametrize(
    "text",
    [
        "\x1b[31mred\x1b[0m a domestic dispute [bold]x[/bold]",
        "a/b " * 500 + "a domestic dispute",
        "\u202ea domestic dispute\u202c <script>",
    ],
)
def test_hostile_text_drives_no_terminal(run: Commands, text: str) -> None:
    said = run("language", text)
    assert said.code == 0
    assert "\x1b" not in said.out
    assert "domestic-dispute" in said.out


@pytest.mark.slow
def test_five_megabytes(run: Commands) -> None:
    Path("a.txt").write_text("It is well here. " * 300_000 + HARM, "utf-8")
    assert [rule for rule, *_ in places(run, "a.txt")] == ["domestic-dispute"]
