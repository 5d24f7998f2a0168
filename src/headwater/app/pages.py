"""Pages: the Jinja environments, and what every page knows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from jinja2 import (
    ChainableUndefined,
    Environment,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
)
from markupsafe import Markup

from headwater.app import (
    charts,
    cover,
    figures,
    gauge,
    matrix,
    purse,
    readings,
    say,
    sparks,
    tiles,
    ways,
    words,
)
from headwater.app.keys import to_address
from headwater.reports.words import count


def environment(**options: Any) -> Environment:
    """The environment of our own templates: a name that is not there is an error."""
    ours = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    env = Environment(**options | ours)  # noqa: S701 - Django turns escaping on
    env.globals.update(
        url=url,
        static=_static,
        component=component,
        anchor=to_address,
        charts=charts,
        cover=cover,
        figures=figures,
        gauge=gauge,
        matrix=matrix,
        purse=purse,
        readings=readings,
        say=say,
        sparks=sparks,
        tiles=tiles,
        ways=ways,
        words=words,
    )
    env.filters.update(
        day=day,
        moment=moment,
        plural=count,
        money=words.money,
        slug=words.slug,
        to_json=to_json,
        drawn=drawn,
    )
    return env


def url(name: str, args: Sequence[str] = ()) -> str:
    """The address of a route: url("action", args=[plan_id, action_id])."""
    return _address(name, *args)


def to_json(value: Any) -> str:
    """Data for a script of ours, to stand in an attribute."""
    return json.dumps(value, cls=DjangoJSONEncoder)


def drawn(svg: str) -> Markup:
    """A drawing that a library made of nothing that anybody typed."""
    return Markup(svg[svg.index("<svg") :])  # noqa: S704 - see above


_static = lru_cache(maxsize=64)(static)  # every page asks for the same few


@lru_cache(maxsize=8192)  # a page asks for the same addresses as the one before
def _address(name: str, *args: str) -> str:
    return reverse(name, args=args)


@cache
def _components() -> Environment:
    """The environment of govuk-frontend-jinja, which leans on missing names."""
    loader = PrefixLoader(
        {"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}
    )
    return Environment(
        loader=loader,
        autoescape=True,
        undefined=ChainableUndefined,
        auto_reload=False,  # they come with a package, and do not change
    )


def component(name: str, macro: str, /, **params: Any) -> Markup:
    """Render a govuk-frontend component: component("tag", "govukTag", text="Held").

    A component is drawn once for the same words, and then remembered.
    """
    return _drawn(name, macro, json.dumps(params))


@lru_cache(maxsize=512)
def _drawn(name: str, macro: str, params: str) -> Markup:
    path = f"govuk_frontend_jinja/components/{name}/macro.html"
    module = _components().get_template(path).module
    return Markup(getattr(module, macro)(json.loads(params)))  # noqa: S704 - its own


def moment(value: datetime) -> str:
    """22 November 2026, 09:30:00, by the clocks of this place."""
    return f"{day(value)}, {timezone.localtime(value):%H:%M:%S}"


def day(value: date | datetime) -> str:
    """22 November 2026."""
    local = timezone.localtime(value) if isinstance(value, datetime) else value
    return f"{local.day} {local:%B %Y}"
