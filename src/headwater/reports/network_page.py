"""Who works with whom, in the terminal."""

from __future__ import annotations

from headwater.core.plan.look import Look
from headwater.core.plan.network import Network
from headwater.reports.network_words import (
    most_rests,
    network_blanks,
    network_line,
    tie_line,
)
from headwater.reports.standing import opening
from headwater.reports.terminal import TerminalReport
from headwater.reports.words import day


SHOWN = 15  # pairs, and partners on whom something rests
HEADINGS = ("Resting on one partner", "Any", "Leads", "Delivers", "Pays")


def network_page(
    report: TerminalReport, look: Look, network: Network, *, everything: bool = False
) -> None:
    """What is said of it, what rests on one partner, then the pairs."""
    says = f"Who works with whom, as things stood on {day(look.as_at)}."
    opening(report, look.plan, says)
    report.paragraph(network_line(network))
    for text in network_blanks(network):
        report.paragraph(text)
    most = None if everything else SHOWN
    if network.resting:
        _resting(report, look, network, most)
    if network.ties:
        _pairs(report, look, network, most)
    longest = max(len(network.ties), len(network.resting))
    if most and longest > most:
        report.paragraph(f"These are the first {most}; --all shows every one.")


def _resting(
    report: TerminalReport, look: Look, network: Network, most: int | None
) -> None:
    report.paragraph(most_rests(look, network))
    report.paragraph("")
    report.grid(
        HEADINGS,
        [
            [
                look.name(each.organisation),
                *(
                    f"{len(ids):,}"
                    for ids in (
                        each.alone.actions,
                        each.alone.leads,
                        each.alone.delivers,
                        each.alone.pays,
                    )
                ),
            ]
            for each in network.resting[:most]
        ],
    )


def _pairs(
    report: TerminalReport, look: Look, network: Network, most: int | None
) -> None:
    """Two names and their figures are too wide for a line, so each pair has two."""
    report.paragraph("")
    report.title("Pairs: a lead, and what a partner does in its actions")
    for tie in network.ties[:most]:
        report.paragraph(f"{look.name(tie.lead)} with {look.name(tie.partner)}")
        report.paragraph(f"  {tie_line(tie.parts)}")
