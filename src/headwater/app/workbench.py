"""Pages that write. They exist only on a person's own machine, and where it is allowed.

Nobody signs in for these. So three things must all hold: HEADWATER_UPLOADS says
yes, the browser is on this machine and asked for it by one of its own names, and
the workspace is not the sample, which stays as it is.
"""

from __future__ import annotations

import re
from ipaddress import ip_address

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import DatabaseError
from django.http import HttpRequest

from headwater.app.selectors import plans


SAMPLE = "london-sample"
_NAMES = ("127.0.0.1", "localhost", "[::1]")
# A proxy stands between: whoever asks may be anywhere.
_PASSED_ON = (
    "HTTP_FORWARDED",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_REAL_IP",
    "HTTP_VIA",
)


def is_open(request: HttpRequest) -> bool:
    """May this browser bring a plan into this workspace?

    No, where that cannot be told: pages about errors ask too.
    """
    try:
        return bool(settings.UPLOADS) and _from_here(request) and not _holds_sample()
    except (DisallowedHost, DatabaseError):
        return False


def may_break_down(request: HttpRequest) -> bool:
    """May this browser see secret counts through protection, and publish that?

    It changes no plan, so the workspace of the demo may, with its invented counts.
    """
    try:
        return bool(settings.BREAKDOWNS) and _from_here(request)
    except DisallowedHost:
        return False


def is_demo(request: HttpRequest) -> bool:
    """May this browser act as one of the demonstration's invented people?"""
    try:
        return bool(settings.DEMO) and _from_here(request)
    except DisallowedHost:
        return False


def _holds_sample() -> bool:
    return any(plan.plan_id == SAMPLE for plan in plans())


def _from_here(request: HttpRequest) -> bool:
    if any(name in request.META for name in _PASSED_ON):
        return False
    name = re.sub(r":[0-9]+$", "", request.get_host())
    return name in _NAMES and _is_loopback(request.META.get("REMOTE_ADDR", ""))


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
