"""HTML that `render` made, as plain text."""

import re
from html import unescape

import nh3

# What stands within a line, and so parts no words.
_inline = "a abbr b bdi bdo cite code del dfn em i ins kbd mark q s samp small span strong sub sup time u var wbr"
_between_blocks = re.compile(rf"<(?!/?(?:{'|'.join(_inline.split())})\b)")
_space = re.compile(r"\s+")


def to_text(html: str, *, length: int) -> str:
    """Return the words of `html` without tags, cut at a word's end to at most `length` characters."""
    text = _space.sub(" ", unescape(nh3.clean(_between_blocks.sub(" <", html), tags=set()))).strip()
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(",;:–—- ") + "…"
