"""What a page is told when it is drawn for files and not for a server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


# Pages without scripts need none, and forms have nobody to answer them. `file:`
# stands beside 'self' because browsers differ on what 'self' is in a folder.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self' file:",
        "img-src 'self' file: data:",
        "form-action 'none'",
        "base-uri 'none'",
    )
)


@dataclass(frozen=True, slots=True)
class AsFiles:
    """`pdf`: can the board page be made as PDF on this machine?

    `revisions` is how each plan stands while the files are written, so that it need
    not be asked for every page.
    """

    pdf: bool
    revisions: Mapping[str, int] = field(default_factory=dict)
    policy: str = POLICY
