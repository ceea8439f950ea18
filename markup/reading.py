"""HTML that `render` made, as plain text."""

import re
from html import unescape

import nh3

_space = re.compile(r"\s+")
# Elements that stand inside a word or a sentence; all others part words.
_inline = "a|abbr|b|bdi|bdo|cite|code|del|dfn|em|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|time|u|var|wbr"
_block = re.compile(rf"<(?!/?(?:{_inline})\b)")
_quotation = re.compile(r'<figure class="quotation" id="quote-([^"]*)">.*?</figure>', re.DOTALL)


def to_text(html: str, *, length: int | None = None) -> str:
    """Return the words of `html` without tags; with `length`, cut at a word's end to at most so many characters."""
    text = _space.sub(" ", unescape(nh3.clean(_block.sub(" <", html), tags=set()))).strip()
    if length is None or len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(",;:–—- ") + "…"


def part_quotations(html: str) -> tuple[str, dict[str, str]]:
    """Return the HTML of a body without the quotations in it, and the HTML of each quotation by its key, in order."""
    return _quotation.sub(" ", html), {unescape(found[1]): found[0] for found in _quotation.finditer(html)}
