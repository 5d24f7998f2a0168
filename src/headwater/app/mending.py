"""What a partnership can mend itself is said on the page, and is no mistake of ours."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from headwater.errors import UserError


View = Callable[..., HttpResponseBase]


def says_what_to_mend(get_response: View) -> _Mending:
    """Middleware: a page made of a damaged file says so, and what to do."""
    return _Mending(get_response)


class _Mending:
    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        from headwater.app.views.errors import to_mend
        from headwater.app.views.show import AS_FILES

        if isinstance(exception, UserError) and not request.META.get(AS_FILES):
            return to_mend(request, exception)
        return None  # a release stops, and its command says why
