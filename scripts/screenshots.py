"""Draw the pages at the width of a phone and of a desk: screenshots.py FOLDER [PATH...]

Needs Chromium. Pages are those of the London sample, and some of Northbank.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright


sys.path.insert(0, str(Path(__file__).parents[1] / "tests/support"))
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright runs a loop of its own

from london_site import FLAGS, PLAN, build_both, find_browser, served


WIDTHS = (390, 1280)
PAGES = {
    "front": "/",
    "principles": f"/plans/{PLAN}/principles/",
    "principle": f"/plans/{PLAN}/principles/G4/",
    "rules": f"/plans/{PLAN}/rules/",
    "rule": f"/plans/{PLAN}/rules/W402/",
    "actions": f"/plans/{PLAN}/actions/",
    "action": f"/plans/{PLAN}/actions/C03/",
    "findings": f"/plans/{PLAN}/findings/",
    "nothing": f"/plans/{PLAN}/findings/?q=zebra",
    "organisations": f"/plans/{PLAN}/organisations/",
    "organisation": f"/plans/{PLAN}/organisations/mopac/",
    "network": f"/plans/{PLAN}/network/",
    "network-northbank": "/plans/northbank/network/",
    "places": f"/plans/{PLAN}/places/",
    "place": f"/plans/{PLAN}/places/E09000012/",
    "measures": f"/plans/{PLAN}/measures/",
    "measure": f"/plans/{PLAN}/measures/I23/",
    "measure-without-figures": f"/plans/{PLAN}/measures/I07/",
    "figures": f"/plans/{PLAN}/figures/vawg-offences/",
    "figures-few": f"/plans/{PLAN}/figures/partner-abuse/",
    "series": f"/plans/{PLAN}/figures/vawg-offences/E09000012/",
    "nhs-rules": f"/plans/{PLAN}/figures/vawg-offences/nhs-rules/",
    "changed": f"/plans/{PLAN}/changed/",
    "changed-signals": f"/plans/{PLAN}/changed/2021-03/",
    "changed-new-system": f"/plans/{PLAN}/changed/2024-02/",
    "search": f"/plans/{PLAN}/search/?q=stalking",
    "history": f"/plans/{PLAN}/actions/C03/history/",
    "accepted": f"/plans/{PLAN}/accepted/",
    "changes": f"/plans/{PLAN}/changes/",
    "compare": "/plans/quillmoor/compare/northbank/",
    "plans": "/plans/",
    "family-above": "/plans/northbank/family/",
    "family-below": "/plans/quillmoor/family/",
    "money-northbank": "/plans/northbank/money/",
    "coverage": f"/plans/{PLAN}/coverage/",
    "coverage-table": f"/plans/{PLAN}/coverage/vawg-type/tier/",
    "coverage-wide": f"/plans/{PLAN}/coverage/setting/sector/",
    "coverage-row-wide": f"/plans/{PLAN}/coverage/setting/sector/home/",
    "coverage-row": f"/plans/{PLAN}/coverage/vawg-type/tier/stalking/",
    "money": f"/plans/{PLAN}/money/",
    "money-table": f"/plans/{PLAN}/money/tier/",
    "a-to-z": f"/plans/{PLAN}/a-to-z/",
    "board": f"/plans/{PLAN}/board/",
    "framework": "/framework/",
    "about": "/about/",
    "accessibility": "/accessibility/",
    "not-found": "/nowhere/",
}


def main(folder: Path, chosen: list[str]) -> None:
    browser_path = find_browser()
    if browser_path is None:
        sys.exit("Chromium was not found. Install it, then run this again.")
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as workspace,
        served(build_both(Path(workspace))) as site,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=browser_path, args=FLAGS)
        for width in WIDTHS:
            page = browser.new_page(viewport={"width": width, "height": 900})
            for name in chosen or PAGES:
                page.goto(site + PAGES[name])
                page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)
                print(folder / f"{name}-{width}.png")
        browser.close()


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), sys.argv[2:])
