"""A form that was sent after the session ran out: kept, so that nothing typed is lost.

It waits in the browser's own new session until its sender signs in, and is shown in
its form again. It is not sent by itself.
"""

from __future__ import annotations

from django.http import HttpRequest, QueryDict


_KEY = "headwater.stash"
LARGEST = 300_000  # bytes; what is longer has been refused long before
_NEVER = ("csrfmiddlewaretoken", "password")


def keep(request: HttpRequest) -> None:
    """Remember what was sent to this address."""
    if request.method != "POST" or len(request.body) > LARGEST:
        return
    sent = request.POST.copy()
    for name in _NEVER:
        sent.pop(name, None)
    request.session[_KEY] = {"path": request.path, "sent": sent.urlencode()}


def take(request: HttpRequest) -> QueryDict | None:
    """What was sent to this address before its sender had to sign in, once."""
    kept = request.session.get(_KEY)
    if request.method != "GET" or not kept or kept["path"] != request.path:
        return None
    del request.session[_KEY]
    return QueryDict(kept["sent"])


def waits_at(request: HttpRequest) -> str:
    """The address of the form that was being filled in; blank where none was."""
    path: str = request.session.get(_KEY, {}).get("path", "")
    return path


def carry_over(request: HttpRequest) -> dict[str, object]:
    """What waits, for a session that takes the place of one in which nobody was
    signed in."""
    kept = request.session.get(_KEY)
    return {_KEY: kept} if kept and not request.user.is_authenticated else {}
