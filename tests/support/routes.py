"""An example of every route. A route without a row here fails a test."""

from london_site import PLAN


PAGES = {
    "front": "/",
    "framework": "/framework/",
    "about": "/about/",
    "accessibility": "/accessibility/",
    "plan": f"/plans/{PLAN}/",
    "principles": f"/plans/{PLAN}/principles/",
    "principle": f"/plans/{PLAN}/principles/G4/",
    "rules": f"/plans/{PLAN}/rules/",
    "rule": f"/plans/{PLAN}/rules/W402/",
    "actions": f"/plans/{PLAN}/actions/",
    "action": f"/plans/{PLAN}/actions/C03/",
    "organisations": f"/plans/{PLAN}/organisations/",
    "organisation": f"/plans/{PLAN}/organisations/mopac/",
    "network": f"/plans/{PLAN}/network/",
    "places": f"/plans/{PLAN}/places/",
    "findings": f"/plans/{PLAN}/findings/",
    "data": f"/plans/{PLAN}/data/",
    "history": f"/plans/{PLAN}/actions/C03/history/",
    "accepted": f"/plans/{PLAN}/accepted/",
    "search": f"/plans/{PLAN}/search/",
    "changes": f"/plans/{PLAN}/changes/",
    "since": f"/plans/{PLAN}/changes/2026-11-22/",
    "between": f"/plans/{PLAN}/changes/2026-11-22/2026-11-22/",
    "compare": f"/plans/{PLAN}/compare/{PLAN}/",
    "plans": "/plans/",
    "family": f"/plans/{PLAN}/family/",
    "coverage": f"/plans/{PLAN}/coverage/",
    "coverage-table": f"/plans/{PLAN}/coverage/vawg-type/tier/",
    "coverage-row": f"/plans/{PLAN}/coverage/vawg-type/tier/stalking/",
    "money": f"/plans/{PLAN}/money/",
    "money-table": f"/plans/{PLAN}/money/tier/",
    "a-to-z": f"/plans/{PLAN}/a-to-z/",
    "board": f"/plans/{PLAN}/board/",
}
DOWNLOADS = {
    "findings-csv": f"/plans/{PLAN}/findings.csv",
    "findings-json": f"/plans/{PLAN}/findings.json",
    "data-file": f"/plans/{PLAN}/data/actions.csv",
    "coverage-csv": f"/plans/{PLAN}/coverage/vawg-type/tier.csv",
    "money-csv": f"/plans/{PLAN}/money/year.csv",
    "board-pdf": f"/plans/{PLAN}/board.pdf",
}
# Tested on their own: they exist only on a person's own machine.
WORKBENCH = (
    "bring",
    "bring-read",
    "bring-headings",
    "bring-columns",
    "bring-plan",
    "bring-names",
    "bring-check",
    "bring-remarks",
    "bring-again",
    "bring-cancel",
    "receipt",
)
