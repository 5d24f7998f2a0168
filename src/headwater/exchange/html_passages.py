"""The words of an HTML page, passage by passage, with the line of each."""

from __future__ import annotations

import re
from html.parser import HTMLParser


Found = tuple[str, int, int]  # text, line, column of its first letter

_UNSEEN = frozenset(("script", "style", "template", "head", "svg", "code", "pre"))
_QUOTES = frozenset(("q", "cite"))
# These stand within a sentence and do not end it.
_WITHIN = frozenset(
    ("a", "abbr", "b", "em", "i", "span", "strong", "small", "u", "mark", "br")
) | frozenset(("sub", "sup", "time", "wbr", "img", "input", "label", "button"))
_SPACES = re.compile(r"\s+")


def html_passages(text: str) -> list[Found]:
    """Paragraphs, headings and list items; a <blockquote> begins with '> '.

    A <q> or <cite> stands in quotation marks. Within a passage with tags the letter
    is counted as on the page; the line is that of the passage's first word.
    """
    parser = _Parser()
    parser.feed(text)
    parser.close()
    parser.end()
    return parser.found


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Found] = []
        self._parts: list[str] = []
        self._begin = (1, 1)
        self._unseen: list[str] = []
        self._blocks = 0

    def end(self) -> None:
        """The passage that was being read is whole."""
        text = _SPACES.sub(" ", "".join(self._parts)).strip()
        self._parts = []
        if text:
            mark = "> " if self._blocks else ""
            self.found.append((mark + text, *self._begin))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen.append(tag)
        elif tag in _QUOTES:
            self._parts.append("\u201c")
        elif tag == "br":
            self._parts.append(" ")
        elif tag not in _WITHIN:
            self.end()
            self._blocks += tag == "blockquote"

    def handle_endtag(self, tag: str) -> None:
        if tag in self._unseen:
            del self._unseen[self._unseen.index(tag) :]
        elif tag in _QUOTES:
            self._parts.append("\u201d")
        elif tag not in _WITHIN:
            self.end()
            if tag == "blockquote":
                self._blocks = max(self._blocks - 1, 0)

    def handle_data(self, data: str) -> None:
        if self._unseen or not data:
            return
        if not "".join(self._parts).strip() and data.strip():
            self._begin = self._first_letter(data)
        self._parts.append(data)

    def _first_letter(self, data: str) -> tuple[int, int]:
        line, column = self.getpos()
        before = data[: len(data) - len(data.lstrip())]
        breaks = before.count("\n")
        if breaks:
            return line + breaks, len(before) - before.rindex("\n")
        return line, column + len(before) + 1
