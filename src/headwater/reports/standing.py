"""What stands above every table of a plan in the terminal."""

from __future__ import annotations

from headwater.core.plan.rows import Plan
from headwater.reports.terminal import TerminalReport
from headwater.reports.words import plain


def opening(report: TerminalReport, plan: Plan, says: str) -> None:
    """The notice, the plan, and what is shown as things stood on which day."""
    about = plan.about
    if about.notice:
        report.title(plain(about.notice))
        report.paragraph("")
    report.title(plain(about.title))
    report.paragraph(says)
    if about.licence:
        report.paragraph(plain(f"{about.licence}."))
