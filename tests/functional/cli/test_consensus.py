"""headwater consensus: what it says, and what a person can get wrong."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from commands import Commands, Said


PEOPLE = {"survivors": 12, "voluntary": 15, "statutory": 60}
# Of each role, how many agree with each statement; the others disagree.
AGREE = {
    "1": {"survivors": 12, "voluntary": 14, "statutory": 55},
    "2": {"survivors": 1, "voluntary": 13, "statutory": 58},
    "3": {"survivors": 6, "voluntary": 14, "statutory": 50},
}
TEXTS = {"1": "Ask me again first.", "2": "Tell the police.", "3": "New lighting."}


def people(sizes: Mapping[str, int] = PEOPLE) -> list[tuple[str, str]]:
    return [(f"{role}{n}", role) for role, many in sizes.items() for n in range(many)]


def votes(sizes: Mapping[str, int] = PEOPLE) -> list[str]:
    at = {who: int(who.removeprefix(role)) for who, role in people(sizes)}
    return [
        f"{who},{one},{1 if at[who] < agree[role] else -1}"
        for one, agree in AGREE.items()
        for who, role in people(sizes)
    ]


def write(name: str, heading: str, lines: Iterable[str]) -> None:
    Path(name).write_text("\n".join((heading, *lines, "")), encoding="utf-8")


def write_all(sizes: Mapping[str, int] = PEOPLE) -> None:
    write("votes.csv", "voter-id,comment-id,vote", votes(sizes))
    write("roles.csv", "voter-id,role", (",".join(one) for one in people(sizes)))
    write("said.csv", "comment-id,comment-body", map(",".join, TEXTS.items()))


def asked(run: Commands, *words: str) -> Said:
    files = ("votes.csv", "--roles", "roles.csv", "--statements", "said.csv")
    return run("consensus", *files, *words)


def answer(said: Said) -> dict:
    assert said.code == 0, said.err
    return json.loads(said.out)


def by_id(said: Said) -> dict[str, dict]:
    return {one["statement"]: one for one in answer(said)["statements"]}


def test_contested_comes_first_and_in_words(run: Commands) -> None:
    write_all()
    page = " ".join(asked(run).out.split())
    contested = page.index("Contested: 1")
    assert contested < page.index("Tell the police.")
    assert "Contested by survivors. Supported by statutory and voluntary." in page
    assert contested < page.index("Supported by every role: 1")
    assert "%" not in page


def test_json_holds_states_and_limits_of_each_role(run: Commands) -> None:
    write_all()
    found = by_id(asked(run, "--format", "json"))
    assert list(found) == ["2", "3", "1"]
    assert found["2"]["contested_by"] == ["survivors"]
    assert [one["state"] for one in found["3"]["by_role"]] == [
        *("supported", "no clear view", "supported"),
    ]
    assert found["1"]["supported_by_every_role"] == "yes"
    assert found["1"]["by_role"][1] == {
        "role": "survivors",
        "state": "supported",
        "lower_percent": 80,
        "votes": 10,
    }


def test_csv_has_a_line_for_each_statement(run: Commands) -> None:
    write_all()
    said = asked(run, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(said.out)))
    assert [row["statement"] for row in rows] == ["2", "3", "1"]
    assert rows[0]["survivors: state"] == "opposed"
    assert rows[0]["says"].startswith("Contested by survivors.")


def test_role_of_two_collapses_everything(run: Commands) -> None:
    write_all({"survivors": 2, "voluntary": 15, "statutory": 60})
    said = asked(run, "--format", "json")
    assert [one["people"] for one in answer(said)["roles"]] == [None, None, None]
    for one in by_id(said).values():
        assert one["by_role"] is None
        assert not one["contested_by"]
        assert not one["fewer_than_ten_votes_of"]
        assert one["says"] == "Supported by every role: not heard."
    assert "survivors" not in asked(run, "--format", "csv").out.split("\n", 1)[1]


def test_role_of_whom_nobody_voted_is_not_heard(run: Commands) -> None:
    write_all()
    write(
        "roles.csv", "voter-id,role", [*map(",".join, people()), "later,young people"]
    )
    found = by_id(asked(run, "--format", "json"))
    assert found["1"]["supported_by_every_role"] == "not heard"
    assert found["2"]["supported_by_every_role"] == "no"


def test_statement_that_a_role_hardly_saw_shows_no_role(run: Commands) -> None:
    write_all()
    few = [f"survivors{n},3,1" for n in range(2)]
    kept = [
        line
        for line in votes()
        if not line.startswith("survivors") or ",3," not in line
    ]
    write("votes.csv", "voter-id,comment-id,vote", [*kept, *few])
    found = by_id(asked(run, "--format", "json"))
    assert found["3"]["by_role"] is None
    assert found["3"]["says"] == (
        "Supported by every role: not heard. Fewer than ten votes of survivors."
    )
    assert found["1"]["by_role"]


def test_all_pass_is_no_view_and_no_opposition(run: Commands) -> None:
    write_all()
    lines = (f"{who},{one},0" for who, _ in people() for one in TEXTS)
    write("votes.csv", "voter-id,comment-id,vote", lines)
    said = asked(run, "--format", "json")
    for one in by_id(said).values():
        assert {role["state"] for role in one["by_role"]} == {"no clear view"}
    assert answer(said)["groups"]["groups"] == []


def test_one_statement_only(run: Commands) -> None:
    write_all()
    write("votes.csv", "voter-id,comment-id,vote", (v for v in votes() if ",1," in v))
    write("said.csv", "comment-id,comment-body", ["1,Ask me again first."])
    assert list(by_id(asked(run, "--format", "json"))) == ["1"]


def test_without_roles_it_says_what_nobody_can_tell(run: Commands) -> None:
    write_all()
    said = run("consensus", "votes.csv")
    assert said.code == 0
    assert "nobody can tell whether a small group was outvoted" in " ".join(
        said.out.split()
    )


def test_last_vote_counts(run: Commands) -> None:
    write_all()
    lines = [f"{line},{at}" for at, line in enumerate(votes())]
    again = [f"survivors{n},2,agree,2026-11-01T09:30" for n in range(12)]
    write("votes.csv", "voter-id,comment-id,vote,timestamp", [*again, *lines])
    said = asked(run, "--format", "json")
    assert by_id(said)["2"]["contested_by"] == []
    assert "12 votes were cast again; the last of each person counts." in said.err


def test_hostile_words_stay_words(run: Commands) -> None:
    write_all()
    bad = "=HYPERLINK(0) \x1b]0;x\x07 <script>[bold]"
    with Path("said.csv").open("w", encoding="utf-8", newline="") as file:
        rows = [("comment-id", "comment-body"), ("1", bad), ("2", "b"), ("3", "c")]
        csv.writer(file).writerows(rows)
    Path("roles.csv").write_text(
        Path("roles.csv").read_text().replace("survivors\n", "=1+1\n"), "utf-8"
    )
    assert "\x1b" not in asked(run).out
    assert "[bold]" in asked(run).out
    said = asked(run, "--format", "csv").out
    cells = [cell for row in csv.reader(io.StringIO(said)) for cell in row]
    assert any("HYPERLINK" in cell for cell in cells)
    assert not [cell for cell in cells if cell.startswith("=")]
    assert by_id(asked(run, "--format", "json"))["1"]["text"].startswith("=HYPER")


def test_rejected_statement_is_left_out(run: Commands) -> None:
    write_all()
    lines = ["1,a,1", "2,b,-1", "3,c,0"]
    write("said.csv", "comment-id,comment-body,moderated", lines)
    assert "2" not in by_id(asked(run, "--format", "json"))


@pytest.mark.parametrize(
    ("file", "heading", "lines", "message"),
    [
        ("votes.csv", "voter-id,comment-id,vote", ["p,9,1"], "no such statement in"),
        ("votes.csv", "voter-id,comment-id,vote", ["p,1,7"], "line 2, column vote:"),
        ("votes.csv", "voter-id,comment-id,vote", ["p,1,"], "not a vote that we can"),
        ("votes.csv", "voter-id,comment-id,vote", [",1,1"], "is blank, or longer"),
        ("votes.csv", "voter-id,comment-id,vote", [], "headings and no votes"),
        ("votes.csv", "voter-id,comment-id,vote", ["survivors0,1,1"], "Fewer than ten"),
        ("votes.csv", "voter-id,vote", ["p,1"], "There is no column 'comment-id'"),
        (
            "votes.csv",
            "voter-id,comment-id,vote",
            ["p,1,1", "p,1,-1"],
            "One person voted twice on this statement",
        ),
        (
            "votes.csv",
            "voter-id,comment-id,vote,timestamp",
            ["p,1,1,yesterday"],
            "This is not a time.",
        ),
        ("votes.csv", "comment-id,comment-body", ["1,a"], "Give it with --statements."),
        ("votes.csv", "participant,group-id,1", ["p,0,1"], "a line for each vote"),
        ("votes.csv", "voter-id,role", ["p,a"], "Give it with --roles."),
        ("votes.csv", "topic,Tax", ["views,336"], "There is no column 'voter-id'"),
        ("votes.csv", "voter-id,comment-id,vote", ["p,1,1,1,1"], "has 5 cells"),
        ("roles.csv", "voter-id,role", ["p,a", "p,b"], "another role in line 2"),
        ("roles.csv", "voter-id,role", ["p,a", "q,A"], "only by capitals"),
        ("roles.csv", "voter-id,role", ["p,"], "The voter or the role is blank"),
        ("roles.csv", "voter-id,role", ["p,a"], "Nobody in it is among those"),
        ("roles.csv", "voter-id,role", [f"p{n},n{n}" for n in range(30)], "hold names"),
        ("said.csv", "comment-id,comment-body", ["1,a", "1,b"], "stands here again"),
        ("said.csv", "comment-id,comment-body", ["1, "], "has no words"),
        (
            "said.csv",
            "comment-id,comment-body",
            ["1," + "a" * 9000],
            "has 9,000 characters",
        ),
        ("said.csv", "comment-id,comment-body", ["1," + "a" * 5_000_000], "line 2:"),
        ("said.csv", "comment-id,comment-body", ["1,a"], "There is no such statement"),
    ],
)
def test_bad_file_is_said_with_its_place(
    run: Commands, file: str, heading: str, lines: list[str], message: str
) -> None:
    write_all()
    write(file, heading, lines)
    said = asked(run)
    assert said.code == 2
    assert said.out == ""
    assert message in " ".join(said.err.split())
    assert len(said.err) < 2_000


def test_errors_name_lines_and_never_people(run: Commands) -> None:
    write_all()
    lines = ["jo@example.org,1,1", "jo@example.org,1,-1", "jo@example.org,2,maybe"]
    write("votes.csv", "voter-id,comment-id,vote", [*votes(), *lines])
    said = asked(run)
    assert said.code == 2
    assert "jo@example.org" not in said.err


def test_results_name_nobody(run: Commands) -> None:
    write_all()
    for form in ("table", "csv", "json"):
        said = asked(run, "--format", form)
        assert not [who for who, _ in people() if who in said.out + said.err]
