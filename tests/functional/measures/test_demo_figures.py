"""London's published figures in the demonstration: whole, released, and with words."""

from __future__ import annotations

import gzip
import re
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest

from headwater.cli import main
from headwater.core.disclosure.released import LARGE_ENOUGH, Level
from headwater.core.measures.cube import Status
from headwater.core.measures.figures import Near, Shown


LONDON, CITY, CAMDEN = "E12000007", "E09000001", "E09000007"


def views(held):
    from headwater.app.selectors import measures

    return [measures.figure_view(held, s.code) for s in measures.figure_sets(held)]


def line(view, code):
    return next(line for line in view.series if line.code == code)


def unpacked(file: Path) -> str:
    return gzip.decompress(file.read_bytes()).decode()


def test_a_second_time_changes_nothing(demo, capsys) -> None:
    lake = sorted((demo / "lake").rglob("*"))
    assert main(["demo", "--once", "--workspace", str(demo)]) == 0
    assert "[4/4] Bringing in London's published figures" in (
        said := capsys.readouterr().out
    )
    assert "they were there already" in said
    assert sorted((demo / "lake").rglob("*")) == lake


def test_every_set_is_released_with_source_and_licence(london) -> None:
    found = views(london)
    assert len(found) == 14
    for view in found:
        assert Level(view.table.level) in LARGE_ENOUGH
        assert view.table.licence == "Open Government Licence v3.0"
        assert view.table.source == view.figures.published.publisher
        assert view.as_at == view.period_labels[-1]
        assert view.vintages[-1].sha256


def test_nothing_in_the_package_is_below_a_borough() -> None:
    from headwater.engines.samples.figure_sets import datasets

    sizes = 0
    for source, file in datasets():
        assert source.level in LARGE_ENOUGH
        sizes += file.stat().st_size
        rows = unpacked(file).splitlines()
        codes = {code for row in rows for code in re.findall(r"\b[EWK]\d{8}\b", row)}
        assert all(code.startswith(("E09", "E12")) for code in codes), file.name
    assert sizes < 1_000_000


def test_london_is_more_than_its_boroughs(london) -> None:
    """What has no borough is in London's sum, though in no borough's."""
    for view in views(london):
        if view.figures.unplaced:
            numbers = view.table.numbers()
            boroughs = [n.at for n in view.series if n.code.startswith("E09")]
            outside = [line(view, code).at for code in view.figures.unplaced]
            inside = np.nansum(numbers[boroughs], axis=0)
            assert (numbers[0] == inside + numbers[outside].sum(axis=0)).all()
            assert numbers[outside].sum() > 0


def test_rapes_without_a_borough_are_kept(london) -> None:
    from headwater.app.selectors import measures

    view = measures.figure_view(london, "recorded-rape")
    numbers, until = view.table.numbers(), view.periods.index("2023-07") + 1
    unknown = numbers[line(view, "unknown").at, :until].sum()
    assert unknown == 12_196
    assert numbers[0, :until].sum() == 84_656


def test_places_that_are_not_places_are_shown_and_not_judged(london) -> None:
    for view in views(london):
        for code in view.figures.unplaced:
            shown = line(view, code)
            assert not np.isnan(shown.value)
            assert np.isnan(view.signals.expected[shown.at]).all()
            assert "how places are recorded" in shown.sentence


def test_the_city_has_no_figure_which_is_not_zero(london) -> None:
    for view in views(london):
        if view.figures.unplaced:
            city = line(view, CITY)
            assert city.status is Status.NOT_APPLICABLE
            assert np.isnan(city.value)
            assert (city.rate, city.sentence, city.side) == (None, "", 0)


def test_rates_rest_on_the_women_and_girls_of_mid_2021(london) -> None:
    from headwater.app.selectors import measures

    view = measures.figure_view(london, "recorded-rape")
    assert view.figures.base_year == "2021"
    camden, whole = line(view, CAMDEN).rate, line(view, LONDON).rate
    assert camden.base == 110_822
    year = view.table.numbers()[line(view, CAMDEN).at, -12:].sum()
    assert camden.count == year
    assert camden.value == pytest.approx(1_000 * year / 110_822)
    assert camden.lower < camden.value < camden.upper
    bases = [n.rate.base for n in view.series if n.rate and not n.whole]
    assert len(bases) == 32
    assert whole.base == sum(bases)


def test_a_rolling_survey_is_a_level_without_limits(london) -> None:
    rolling = [v for v in views(london) if v.shown is Shown.LEVEL]
    assert len(rolling) == 3
    for view in rolling:
        assert view.signals is None
        assert "shares three quarters" in view.no_limits
        assert view.period_labels[-1] == "Year to December 2023"
        whole = view.series[0]
        assert whole.whole and 0 < whole.value < 1  # noqa: PT018
        assert all(n.rate is None for n in view.series)


def test_populations_of_the_survey_stay_apart(london) -> None:
    from headwater.app.selectors import measures

    view = measures.figure_view(london, "partner-abuse")
    assert [n.code for n in view.series] == [
        "women-16-59",
        "women-16-74",
        "women-16-over",
    ]
    assert (view.signals, view.figures.whole) == (None, "")
    assert (view.periods[0], view.periods[-1]) == ("2004/05", "2021/22")
    states = view.table.words()
    at = view.periods.index("2020/21")
    assert {str(word) for word in states[:, at]} == {"not reported"}


def test_withheld_stays_apart_from_missing(london) -> None:
    from headwater.app.selectors import measures

    view = measures.figure_view(london, "sexual-violence-family")
    words = dict(zip(view.periods, map(str, view.table.words()[0]), strict=True))
    assert words["2020/21"] == "not reported"
    assert words["2021/22"] == "withheld"
    assert words["2022/23"] == "reported"


def test_a_number_marked_missing_is_left_out(london) -> None:
    from headwater.engines.samples.figure_sets import FOLDER

    text = unpacked(FOLDER / "survey-estimates.csv.gz")
    assert "2007/08,Any partner abuse" not in text


def test_what_is_outside_vawg_is_apart_and_not_in_the_sum(london) -> None:
    from headwater.app.selectors import measures

    view = measures.figure_view(london, "vawg-classes")
    numbers = view.table.numbers()
    outside = line(view, "other-flagged").at
    rest = [n.at for n in view.series if not n.whole and n.at != outside]
    assert (numbers[0] == numbers[rest].sum(axis=0)).all()
    assert numbers[outside].sum() == 308_414


def test_eight_measures_have_figures_and_the_rest_say_who_could_help(london) -> None:
    from headwater.app.selectors import measures

    lines = measures.measure_lines(london)
    assert len(lines) == 57
    shown = [each for each in lines if each.has_data]
    assert [each.measure.measure_id for each in shown] == [
        *("I02", "I03", "I04", "I09", "I23", "I24", "I25", "I55")
    ]
    assert all(each.latest for each in shown)
    assert all(each.supplier for each in lines)


def test_every_link_says_what_differs(london) -> None:
    from headwater.app.selectors import measures

    for each in measures.measure_lines(london):
        for link in each.figures:
            assert link.near is Near.NEAR
            assert link.differs.endswith(".")


def test_plan_and_catalogue_link_the_same(london) -> None:
    from headwater.app.selectors.catalogue import figure_sets

    by_plan = {
        (row.measure_id, code)
        for row in london.plan.measures
        for code in row.figures or ()
    }
    by_set = {
        (stands.measure, figures.code)
        for figures in figure_sets().values()
        for stands in figures.stands_for
        if stands.plan == london.plan_id
    }
    assert by_plan == by_set


def test_a_measure_knows_what_it_serves_and_is_found_from_there(london) -> None:
    from headwater.app.selectors import measures

    view = measures.measure_view(london, "I55")
    assert view.serves.principles == ("G4", "W1")
    assert [v.figures.code for v in view.views] == [
        "trust-in-police",
        "good-job-locally",
        "relied-on-to-be-there",
    ]
    of_g4 = measures.measures_of_principle(london, "G4")
    assert "I55" in [each.measure.measure_id for each in of_g4]


def test_a_measure_is_shown_by_the_series_that_stand_for_it(london) -> None:
    """Recorded stalking is not shown by the sum of all offences."""
    from headwater.app.selectors import measures

    (view,) = measures.measure_view(london, "I24").views
    whole = measures.figure_view(london, "vawg-classes")
    assert [n.code for n in view.series] == ["stalking", "harassment"]
    assert view.table.axes[0].codes == ("stalking", "harassment")
    for at, shown in enumerate(view.series):
        there = line(whole, shown.code)
        assert shown.at == at
        assert shown.sentence == there.sentence
        for ours, theirs in (
            (view.table.numbers(), whole.table.numbers()),
            (view.signals.expected, whole.signals.expected),
            (view.signals.side, whole.signals.side),
            (view.signals.steps, whole.signals.steps),
        ):
            assert np.array_equal(ours[at], theirs[there.at], equal_nan=True)
    assert view.family.looked == whole.family.looked
    assert view.key != whole.key
    assert {b.change.month for b in view.breaks} < {
        b.change.month for b in whole.breaks
    }


def test_measures_and_actions_find_each_other(demo) -> None:
    from headwater.app.selectors import measures
    from headwater.app.selectors.held import held
    from headwater.app.workspace import open_workspace

    open_workspace(demo)
    northbank = held("northbank", date(2026, 11, 1))
    served = measures.measure_view(northbank, "M01").serves
    assert served.outcomes
    assert served.actions
    for action in served.actions:
        found = measures.measures_of_action(northbank, action.action_id)
        assert "M01" in [each.measure.measure_id for each in found]


def test_an_invented_partnership_is_shown_no_real_figures(demo) -> None:
    from headwater.app.selectors import NotThere, measures
    from headwater.app.selectors.held import held
    from headwater.app.workspace import open_workspace

    open_workspace(demo)
    northbank = held("northbank", date(2026, 11, 1))
    assert {s.code for s in measures.figure_sets(northbank)} == {
        "northbank-vawg",
        "northbank-stalking",
        "northbank-emergency",
    }
    for figures in measures.figure_sets(northbank):
        assert figures.published.level == Level.INVENTED
    with pytest.raises(NotThere):
        measures.figure_view(northbank, "recorded-rape")


def test_london_is_shown_no_invented_figures(london) -> None:
    from headwater.app.selectors import NotThere, measures

    with pytest.raises(NotThere):
        measures.figure_view(london, "northbank-vawg")


def test_a_place_has_what_is_held_about_it(london) -> None:
    from headwater.app.selectors import measures

    found = list(measures.at_place(london, CAMDEN))
    assert {each.label for _, each in found} == {"Camden"}
    assert len(found) == 8


def test_a_later_release_says_what_it_revised(demo, tmp_path) -> None:
    from headwater.app.selectors.lake import in_lake, populations
    from headwater.app.workspace import create_workspace, open_workspace
    from headwater.engines.ingest.ingest import ingest
    from headwater.engines.samples.figure_sets import datasets

    shutil.copytree(demo / "lake", tmp_path / "lake")
    create_workspace(tmp_path)
    name = "london-women-and-girls"
    source, file = next(pair for pair in datasets() if pair[0].name == name)
    text = unpacked(file)
    later = tmp_path / "later.csv"
    later.write_text(text.replace(f"2021,{CAMDEN},110822", f"2021,{CAMDEN},110900"))
    open_workspace(tmp_path)
    before = in_lake(name)
    now = datetime(2026, 12, 1, tzinfo=UTC)
    ingest(
        source,
        [later],
        tmp_path / "lake",
        by="tests",
        at=now,
        published=date(2099, 1, 1),
    )
    after = in_lake(name)
    assert [v.revised for v in before.vintages] == [0]
    assert [v.revised for v in after.vintages] == [0, 1]
    assert after.mark != before.mark
    assert populations(after, "2021")[CAMDEN] == 110_900


def test_a_workspace_without_figures_has_no_data_yet(tmp_path) -> None:
    from london_site import build_london

    folder = build_london(tmp_path / "empty")
    from headwater.app.selectors import NotThere, measures
    from headwater.app.selectors.held import held

    shutil.rmtree(folder / "lake", ignore_errors=True)
    own = held("london-sample", date(2026, 11, 1))
    assert not any(each.has_data for each in measures.measure_lines(own))
    assert measures.measure_view(own, "I23").views == ()
    with pytest.raises(NotThere):
        measures.figure_view(own, "recorded-rape")


def test_a_damaged_cube_is_made_again(demo, london) -> None:
    from headwater.app.selectors import figures, measures

    before = measures.figure_view(london, "trust-in-police").table.numbers()
    for file in (demo / "cubes").iterdir():
        file.write_bytes(b"PK\x03\x04 cut short")
    figures._released.cache_clear()
    figures._view.cache_clear()
    again = measures.figure_view(london, "trust-in-police").table.numbers()
    assert np.array_equal(before, again, equal_nan=True)


@pytest.mark.slow
@pytest.mark.skipif(
    not (Path(__file__).parents[4] / "shared/data/mps").is_dir(),
    reason="the published data are not beside us",
)
@pytest.mark.parametrize("script", ["derive_figures", "derive_register"])
def test_the_scripts_make_the_same_files_again(script, tmp_path, monkeypatch) -> None:
    import importlib.util

    root = Path(__file__).parents[3]
    spec = importlib.util.spec_from_file_location(script, root / f"scripts/{script}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    held = module.TARGET
    target = tmp_path / held.name
    monkeypatch.setattr(module, "TARGET", target)
    module.main()
    made = list(target.iterdir()) if target.is_dir() else [target]
    folder = held if held.is_dir() else held.parent
    assert made
    for file in made:
        assert file.read_bytes() == (folder / file.name).read_bytes(), file.name
