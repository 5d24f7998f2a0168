"""A form that was sent after the session ran out: kept, so that nothing typed is lost.

It waits in the browser's own new session until its sender signs in, and is shown in
its form again. It is not sent by itself.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest, QueryDict


_KEY = "headwater.stash"
LARGEST = 300_000  # characters of a form
NEVER = ("csrfmiddlewaretoken", "password")


def keep(request: HttpRequest) -> None:
    """Remember what was sent to this address, by a page of ours: a page of somebody
    else must not put words into a form, or end a session."""
    if request.method != "POST" or not _is_ours(request) or len(request.body) > LARGEST:
        return
    sent = request.POST.copy()
    for name in NEVER:
        sent.pop(name, None)
    request.session[_KEY] = {"path": request.path, "sent": sent.urlencode()}


def _is_ours(request: HttpRequest) -> bool:
    """Browsers say with every form from where it comes."""
    origin = urlsplit(request.headers.get("origin", ""))
    return origin.netloc == request.get_host()


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
