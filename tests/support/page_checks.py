"""What must hold on every page, whatever it says."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import Element

import html5lib


HEADERS = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}
# With no referrer at all browsers name no origin with a form.
WORKBENCH = HEADERS | {"Referrer-Policy": "same-origin", "Cache-Control": "no-store"}
POLICY = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
)
LOADED = {"script": "src", "img": "src", "link": "href", "source": "src", "use": "href"}
FIELDS = ("input", "select", "textarea")


@dataclass(frozen=True)
class Page:
    """A page that passed: its tree, and its words."""

    url: str
    tree: Element
    html: str

    @property
    def h1(self) -> str:
        return words(next(self.tree.iter("h1")))

    @property
    def text(self) -> str:
        return words(next(self.tree.iter("body")))

    @property
    def main(self) -> str:
        return words(next(self.tree.iter("main")))

    @property
    def links(self) -> list[str]:
        return [a.get("href") or "" for a in self.tree.iter("a")]


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def check_page(
    response: Any, url: str, notice: str = "", *, workbench: bool = False
) -> Page:
    """`workbench` pages have forms that write, and one cookie for them."""
    page = check_html(response.content.decode(), url, notice)
    _headers(response, url, WORKBENCH if workbench else HEADERS)
    if workbench:
        assert set(response.cookies) <= {"headwater-form"}, url
    else:
        assert "Set-Cookie" not in response.headers, f"{url} sets a cookie"
    return page


def check_html(html: str, url: str, notice: str = "") -> Page:
    """All that can be told from the page itself, served or in a file."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(html)
    assert not parser.errors, f"{url}: {parser.errors[:3]}"
    page = Page(url, tree, html)
    _frame(page)
    _headings(page)
    _forms(page)
    _ids(page)
    _own_only(page)
    assert notice in page.text, f"{url} does not show the notice of the plan"
    return page


def _frame(page: Page) -> None:
    assert page.tree.get("lang") == "en-GB", page.url
    assert len(list(page.tree.iter("h1"))) == 1, f"{page.url}: not one h1"
    title = words(next(page.tree.iter("title")))
    assert title.startswith(page.h1), f"{page.url}: {title!r} against {page.h1!r}"
    assert page.links[0] == "#main", f"{page.url}: the skip link is not first"
    assert len(list(page.tree.iter("main"))) == 1, page.url


def _headings(page: Page) -> None:
    """Headings go down one level at a time."""
    levels = [int(e.tag[1]) for e in page.tree.iter() if re.match(r"h\d$", str(e.tag))]
    steps = pairwise(levels)
    assert all(after <= before + 1 for before, after in steps), (page.url, levels)


def _forms(page: Page) -> None:
    labelled = {label.get("for") for label in page.tree.iter("label")}
    for form in page.tree.iter("form"):
        assert form.get("action"), f"{page.url}: a form without an action"
        fields = (e for e in form.iter() if e.tag in FIELDS)
        for field in fields:
            if field.get("type") not in ("hidden", "submit"):
                assert field.get("id") in labelled, f"{page.url}: {field.attrib}"


def _ids(page: Page) -> None:
    ids = Counter(e.get("id") for e in page.tree.iter() if e.get("id"))
    assert not [i for i, n in ids.items() if n > 1], f"{page.url}: {ids}"
    for link in page.links:
        if link.startswith("#"):
            assert link[1:] in ids, f"{page.url}: {link} leads nowhere"


def _own_only(page: Page) -> None:
    """Nothing from another host, and nothing inline."""
    for element in page.tree.iter():
        for name in (LOADED.get(str(element.tag), ""), "srcset"):
            wanted = element.get(name, "")
            assert not re.match(r"(\w+:)?//", wanted), f"{page.url} loads {wanted}"
        inline = [n for n in element.attrib if n == "style" or n.startswith("on")]
        assert not inline, f"{page.url}: inline {inline}"
        if element.tag == "script":
            assert element.get("src"), f"{page.url}: an inline script"
    assert not list(page.tree.iter("style")), f"{page.url}: an inline style"


def _headers(response: Any, url: str, wanted: dict[str, str]) -> None:
    for name, value in wanted.items():
        assert response.headers.get(name) == value, f"{url}: {name}"
    policy = response.headers["Content-Security-Policy"]
    assert all(part in policy for part in POLICY), f"{url}: {policy}"
    assert "unsafe" not in policy
    assert "Permissions-Policy" in response.headers
