"""The site of the open workspace, asked in process: no network, no server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse

from headwater.app.release.as_files import AsFiles
from headwater.app.release.contents import STATIC
from headwater.app.views.show import AS_FILES
from headwater.errors import InternalError


class Site:
    """Answers as the server would, with pages drawn for files."""

    def __init__(self, as_files: AsFiles) -> None:
        self._as_files = as_files
        self._handler = BaseHandler()
        self._handler.load_middleware()
        self._host = settings.ALLOWED_HOSTS[0].lstrip(".").replace("*", "localhost")

    def get(self, address: str) -> tuple[bytes, bool]:
        """The bytes at an address, and whether they are a page."""
        if address.startswith(STATIC):
            return _asset(address.removeprefix(STATIC)), False
        answer = self._handler.get_response(self._request(address))
        if answer.status_code != 200 or not isinstance(answer, HttpResponse):
            raise InternalError(f"{address} answered {answer.status_code}")
        return answer.content, answer["Content-Type"].startswith("text/html")

    def _request(self, address: str) -> WSGIRequest:
        path, _, query = address.partition("?")
        return WSGIRequest(
            {
                "REQUEST_METHOD": "GET",
                "PATH_INFO": path,
                "QUERY_STRING": query,
                "HTTP_HOST": self._host,
                "SERVER_NAME": self._host,
                "SERVER_PORT": "80",
                "wsgi.url_scheme": "http",
                "wsgi.input": BytesIO(),
                AS_FILES: self._as_files,
            }
        )


def _asset(name: str) -> bytes:
    """A style sheet or picture: its name carries a hash of what it holds."""
    return (Path(settings.STATIC_ROOT) / name).read_bytes()


@contextmanager
def pages_as_at(day: date) -> Iterator[None]:
    """Every page is drawn for this day, and what goes wrong is not turned into one."""
    before = settings.AS_AT, settings.DEBUG_PROPAGATE_EXCEPTIONS
    settings.AS_AT, settings.DEBUG_PROPAGATE_EXCEPTIONS = day, True
    try:
        yield
    finally:
        settings.AS_AT, settings.DEBUG_PROPAGATE_EXCEPTIONS = before
