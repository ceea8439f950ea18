"""HTML that `render` made, as plain text."""

import re
from html import unescape

import nh3

_space = re.compile(r"\s+")


def to_text(html: str, *, length: int) -> str:
    """Return the words of `html` without tags, cut at a word's end to at most `length` characters."""
    text = _space.sub(" ", unescape(nh3.clean(html.replace("<", " <"), tags=set()))).strip()
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(",;:–—- ") + "…"
