"""The check in the terminal, part by part."""

import io
from dataclasses import replace

from spec_tables import check_text

from headwater.core.framework.load import load_framework
from headwater.core.plan.check import CheckResult
from headwater.reports.terminal import TerminalReport
from headwater.reports.words import completeness, contents, count, plain


def shown(part: str, result: CheckResult, width: int = 80) -> str:
    stream = io.StringIO()
    getattr(TerminalReport(stream, width), part)(result)
    return stream.getvalue()


def small(tables: str) -> CheckResult:
    return check_text(tables, load_framework("london"))


def test_plan_without_a_notice_has_no_banner() -> None:
    assert shown("opening", small("")).startswith("P\n")


def test_summary_of_the_sample_is_short(sample: CheckResult) -> None:
    lines = shown("most_important", sample).splitlines()
    assert len(lines) <= 25
    assert lines[-1].endswith("more kinds of finding are not shown here.")


def test_nothing_found_is_said(sample: CheckResult) -> None:
    nothing = replace(sample, results=())
    assert "Nothing: no check found anything to say." in shown(
        "most_important", nothing
    )


def test_totals_say_what_each_level_means(sample: CheckResult) -> None:
    text = " ".join(shown("totals", sample).split())
    for words in ("missing for certain", "not written down yet", "worth knowing"):
        assert words in text


def test_completeness_is_said_of_every_plan() -> None:
    one = small("""
        meta
        table   | complete
        actions | yes
    """)
    assert completeness(one.plan).startswith("1 table of this plan is said")
    assert completeness(small("").plan).startswith("No table of this plan")


def test_contents_name_only_what_is_there() -> None:
    plan = small("""
        actions
        action_id | title
        A1        | One
    """).plan
    assert contents(plan) == "1 action"
    assert contents(small("").plan) == ""


def test_counts_agree_with_their_words() -> None:
    assert count(1, "action") == "1 action"
    assert count(1200, "action") == "1,200 actions"
    assert count(2, "tranche of money", "tranches of money") == "2 tranches of money"


def test_control_characters_do_not_reach_the_terminal() -> None:
    assert plain("a\x1b[31mb\u009bc\u202ed\te") == "a [31mb cd e"
