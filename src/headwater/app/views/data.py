"""The data of a plan: what there is, how to read it, and each file."""

from __future__ import annotations

from posixpath import basename

from django.http import HttpRequest, HttpResponse

from headwater.app.selectors import Held, NotThere
from headwater.app.selectors.data import data_files
from headwater.app.selectors.measures import figure_sets
from headwater.app.views.show import of_plan, show
from headwater.exchange.open_data import HOW_TO_READ


@of_plan
def data(request: HttpRequest, held: Held) -> HttpResponse:
    files = data_files(held).values()
    return show(
        request,
        "data.html",
        held,
        files=files,
        how_to_read=HOW_TO_READ,
        sets=figure_sets(held),
    )


@of_plan
def data_file(request: HttpRequest, held: Held, name: str) -> HttpResponse:
    file = data_files(held).get(name)
    if file is None:
        raise NotThere(name)
    return HttpResponse(
        file.content,
        content_type=f"{file.media_type}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{basename(name)}"'},
    )
