"""London's framework is what its publishers wrote; the loader refuses nonsense."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from headwater.core.framework.load import available, load_framework
from headwater.core.framework.model import Framework
from headwater.core.language.wording import harmful
from headwater.core.plan.tables import TABLES
from headwater.errors import UserError


ROOT = Path(__file__).parents[2]
SMALLTOWN = ROOT / "tests" / "data" / "smalltown"
SHARED = ROOT.parent / "shared"
PAGE = SHARED / "reference" / "principles.md"
CODES = SHARED / "data" / "london-commitments" / "vocabularies.csv"
needs_shared = pytest.mark.skipif(
    not PAGE.is_file(), reason="the shared reference folder is not here"
)


@pytest.fixture(scope="module")
def london() -> Framework:
    return load_framework()


@needs_shared
def test_the_statements_are_the_official_ones_word_for_word(london: Framework) -> None:
    rows = re.findall(
        r"^\| ([GWM]\d) \| (?:Goal|Shared way of working|Method) \| (.+) \|$",
        PAGE.read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    assert len(rows) == 18
    assert [(p.code, p.statement) for p in london.principles] == rows


@needs_shared
def test_every_element_of_the_page_is_there(london: Framework) -> None:
    rows = re.findall(
        r"^\| ([GWM]\d) \| (a .+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE
    )
    wanted = [
        f"{code}.{letter}"
        for code, text in rows
        for letter in re.findall(r"(?:^|; )([a-z]) ", text)
    ]
    assert [e.code for p in london.principles for e in p.elements] == wanted


@needs_shared
def test_every_rule_of_the_minimum_set_is_used(london: Framework) -> None:
    rows = re.findall(
        r"^\| ([GWM]\d{3}) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert len(rows) == 55
    assert {use.rule for use in london.rules} == set(rows)


def test_a_rule_serves_the_principle_of_its_own_code(london: Framework) -> None:
    for use in london.rules:
        if use.rule != "G901":
            assert use.principles == (use.rule[:2],)
    equality = london.use("G901")
    assert equality is not None
    assert equality.elements == ("G6.a", "W2.d")
    assert london.use("X1") is None


def test_the_categories_hold_seven_four_and_seven(london: Framework) -> None:
    held = [
        sum(p.category == c.code for p in london.principles) for c in london.categories
    ]
    assert held == [7, 4, 7]


def test_criteria_words_and_attribution(london: Framework) -> None:
    assert [c.code for c in london.criteria] == ["C1", "C2", "C3", "C4", "C5", "C6"]
    assert {"VAWG", "Child First", "Primary prevention"} <= {
        word.term for word in london.words
    }
    assert "Mayor's Office for Policing and Crime" in london.attribution
    assert "Violence Reduction Unit" in london.attribution


# The published lists say a little less or more than ours in these places.
SLUGS = {
    "Black and minoritised": "black-and-minoritised",
    "LGBT+": "lgbt-plus",
    "male victims": "male-victims-survivors",
}


@needs_shared
def test_every_published_code_is_kept(london: Framework) -> None:
    with CODES.open(encoding="utf-8", newline="") as file:
        rows = [r for r in csv.DictReader(file) if r["scheme"] != "principle-group"]
    for row in rows:
        scheme = london.schemes[row["scheme"]]
        code = scheme.codes[SLUGS.get(row["code"], row["code"])]
        assert code.label.replace("-", " ") == row["label"].replace("-", " ")
        if row["scheme"] != "principle":  # its groups are the categories
            assert code.parent == row["parent"]


def test_every_list_says_where_it_comes_from(london: Framework) -> None:
    for scheme in london.schemes.values():
        assert scheme.title
        assert scheme.source
        assert scheme.codes


@pytest.mark.parametrize(
    ("facet", "tag", "codes"),
    [
        ("tier", "primary", "primary"),
        ("tier", "enabling", "system"),
        ("vawg-type", "all", "all"),
        ("life-stage", "child", "0-4 5-10 11-15 16-17"),
        ("life-stage", "earliest", "0-4 5-10"),
        ("setting", "private", "home housing-refuge care-supported-living"),
        ("setting", "online", "online"),
        (
            "setting",
            "education",
            "primary-school secondary-school pru-alternative-provision "
            "college-university",
        ),
        (
            "setting",
            "community",
            "night-time-venue street-park sport-leisure faith-community",
        ),
        ("audience", "victim-survivor", "victims-survivors"),
        ("action-status", "live", "planned active"),
        ("action-status", "ended", "closed"),
        ("perpetrator-response", "behaviour-change", "opportunity-to-change rehabilit"),
        ("voice", "expert", "practitioners researchers"),
        ("measure-topic", "harm", "harm-reduced"),
        ("protected-characteristic", "sex", "sex"),
        ("message-kind", "agreed", "agreed"),
    ],
)
def test_tags_say_what_part_a_code_plays(
    london: Framework, facet: str, tag: str, codes: str
) -> None:
    found = " ".join(london.scheme(facet).tagged(tag))
    assert found.startswith(codes)
    assert len(found.split()) == len(codes.split())


def test_every_setting_is_in_one_space(london: Framework) -> None:
    spaces = {"public", "private", "online"}
    for code in london.scheme("setting").codes.values():
        assert len(code.tags & spaces) == 1


def test_all_covers_every_code_and_a_parent_its_own(london: Framework) -> None:
    types = london.scheme("vawg-type")
    assert "all" not in types.top
    assert types.counts_as("da-physical") == {"da-physical", "domestic-abuse", "all"}
    assert "da-physical" in types.counts_as("domestic-abuse")
    assert types.label("not-ours") == "not-ours"


@pytest.mark.parametrize("source", ["london", SMALLTOWN])
def test_every_column_has_its_list(source: str | Path) -> None:
    framework = load_framework(source)
    for table in TABLES:
        for column in table.columns:
            if column.scheme:
                assert framework.scheme(column.scheme).codes


def test_principles_are_a_list_of_codes_too(london: Framework) -> None:
    scheme = london.scheme("principle")
    assert tuple(scheme.codes) == tuple(p.code for p in london.principles)
    assert scheme.codes["G3"].note == london.principle("G3").statement


def test_our_own_words_do_no_harm(london: Framework) -> None:
    ours = [e.text for p in london.principles for e in p.elements]
    ours += [p.short for p in london.principles]
    for scheme in london.schemes.values():
        ours += [code.label for code in scheme.codes.values()]
    assert [hit.words for text in ours for hit in harmful(text)] == []


def test_packaged_frameworks_are_listed_and_loaded_once() -> None:
    assert available() == ("london",)
    assert load_framework() is load_framework("london")


def test_an_unknown_name_says_which_there_are() -> None:
    with pytest.raises(UserError, match=r"called 'paris'\. Choose one of: london"):
        load_framework("paris")


def _copy(tmp_path: Path, file: str, old: str, new: str) -> Path:
    folder = tmp_path / "smalltown"
    folder.mkdir()
    for name in ("framework.toml", "vocabularies.toml"):
        text = (SMALLTOWN / name).read_text(encoding="utf-8")
        if name == file:
            assert old in text
            text = text.replace(old, new, 1)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


F, V = "framework.toml", "vocabularies.toml"


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (V, 'code = "market"', 'code = "chat"', r"\[setting\]: The code 'chat' is"),
        (
            V,
            'label = "Shouting at women"',
            'label = "x", parent = "noise"',
            r"\[harm\]: The parent 'noise' of 'shouting' does not exist",
        ),
        (V, 'source = "Invented for tests."', 'source = " "', "where it comes from"),
        (V, 'title = "Layer"', "", "smalltown.*'title' is missing"),
        (V, 'code = "tiny"', 'codes = "tiny"', "does not have the shape"),
        (F, '"A1.b"', '"A1.z"', r"G103 serves 'A1.z', which does not exist"),
        (F, '["B2.a"]', "[]", "M501 serves nothing"),
        (F, 'M501 = ["B2.a"]', "", "No rule serves the principle B2"),
        (F, '"youth-club"]', '"circus"]', "'circus' is not in the list of sectors"),
        (F, '"root"', '"stem"', "'driver' points to the list 'stem'"),
        (F, 'category = "habits"', 'category = "x"', "category 'x' does not exist"),
        (F, 'code = "B2"', 'code = "B1"', "'B1' is there twice"),
        (F, "horizon_years", "horizon_days", "no limit called 'horizon_days'"),
        (F, 'owners = "Smalltown Town Council"', "", "'owners' is missing"),
        (F, "[rules]", "[rules", r"smalltown/framework.toml: The file is not TOML"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(
    tmp_path: Path, file: str, old: str, new: str, message: str
) -> None:
    folder = _copy(tmp_path, file, old, new)
    with pytest.raises(UserError, match=message) as caught:
        load_framework(folder)
    assert caught.value.fix


def test_a_folder_without_the_files_says_what_belongs_there(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"holds framework.toml and vocabularies.toml"):
        load_framework(tmp_path)
