"""HTML that `render` made: its plain text, and parts of it."""

import re
from html import unescape
from html.parser import HTMLParser
from itertools import accumulate

import nh3

from markup.marking import QUOTATION, remove_marks
from markup.types import Heading

_space = re.compile(r"\s+")
_tag = re.compile(r"<[^>]*>")
_word = re.compile(r"\w+")
_heading = re.compile(r'<h([2-6])[^>]* id="([^"]*)"[^>]*>(.*?)</h\1>', re.DOTALL)
# Elements that stand inside a word or a sentence; all others part words.
_inline = "a|abbr|b|bdi|bdo|cite|code|del|dfn|em|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|time|u|var|wbr"
_block = re.compile(rf"<(?!/?(?:{_inline})\b)")
_typed = str.maketrans("“”„«»‘’‚—–", '"""""\'\'\'--')
# That something was corrected is said beside the text, and is none of it.
_corrected = re.compile(r'<sup class="corrected".*?</sup>', re.DOTALL)
_void = {"br", "col", "hr", "img", "source", "wbr"}


def to_text(html: str, *, length: int | None = None) -> str:
    """Return the words of `html` without tags; with `length`, cut at a word's end to at most so many characters."""
    text = _space.sub(" ", unescape(nh3.clean(_block.sub(" <", _without_marks(html)), tags=set()))).strip()
    if length is None or len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(",;:–—- ") + "…"


def holds_words(text: str, words: str) -> bool:
    """Return whether `words` stand in `text`, whatever its spaces and its kind of quotation marks and dashes."""
    return _plain(words) in _plain(text)


def _without_marks(html: str) -> str:
    return _corrected.sub("", remove_marks(html))


def _plain(text: str) -> str:
    return _space.sub(" ", text.translate(_typed)).strip()


def count_words(html: str) -> int:
    """Return the number of words in `html`."""
    return sum(1 for _ in _word.finditer(_tag.sub(" ", _without_marks(html))))


def find_headings(html: str) -> list[Heading]:
    """Return the headings of `html` that have an id, in order."""
    return [
        Heading(int(level), unescape(anchor), to_text(text, length=200))
        for level, anchor, text in _heading.findall(html)
    ]


def find_links(html: str) -> list[str]:
    """Return the addresses that the links of `html` lead to, in order."""
    return [attributes.get("href", "") for attributes in _Tags("a", _corrected.sub("", html)).found]


def find_images(html: str) -> list[tuple[str, str]]:
    """Return address and description of each picture of `html`, in order."""
    return [(attributes.get("src", ""), attributes.get("alt", "")) for attributes in _Tags("img", html).found]


class _Tags(HTMLParser):
    """The attributes of each tag of one name."""

    def __init__(self, name: str, html: str) -> None:
        super().__init__()
        self.found: list[dict[str, str]] = []
        self._name = name
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == self._name:
            self.found.append({name: value or "" for name, value in attrs})


def cut_surroundings(html: str, anchor: str) -> str:
    """Return of `html` the block that holds the element with the id `anchor`, and the blocks before and after it.

    An empty text where nothing has that id.
    """
    blocks = _Blocks(html).blocks
    at = next((place for place, block in enumerate(blocks) if f'id="{anchor}"' in block), None)
    return "" if at is None else "\n".join(blocks[max(0, at - 1) : at + 2])


class _Blocks(HTMLParser):
    """The outermost elements of a sanitised text, each whole."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.blocks: list[str] = []
        self._lines = [0, *accumulate(len(line) for line in html.splitlines(keepends=True))]
        self._html, self._depth, self._start = html, 0, 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._depth == 0:
            self._start = self._offset()
        if tag not in _void:
            self._depth += 1
        elif self._depth == 0:
            self._end()

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag not in _void
        if self._depth == 0:
            self._end()

    def _end(self) -> None:
        self.blocks.append(self._html[self._start : self._html.index(">", self._offset()) + 1])

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column


def part_quotations(html: str) -> tuple[str, dict[str, str]]:
    """Return the HTML of a body without the quotations in it, and the HTML of each quotation by its key, in order."""
    return QUOTATION.sub(" ", html), {unescape(found[1]): found[0] for found in QUOTATION.finditer(html)}
