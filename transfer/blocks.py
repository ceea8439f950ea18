"""A text in HTML as a list of blocks: paragraphs, quotes, headings and so on, each with its plain text."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from html import escape, unescape

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring


class Kind(StrEnum):
    """What a block is."""

    PARAGRAPH = "paragraph"
    QUOTE = "quote"
    HEADING = "heading"
    LIST = "list"
    CODE = "code"
    TABLE = "table"
    FIGURE = "figure"
    RULE = "rule"
    OTHER = "other"


@dataclass(frozen=True)
class Block:
    """A part of a text that stands by itself.

    `html` is well-formed and holds the whole element; `text` has its words, a line for each line that is seen, without
    superfluous space. `cite` is the address that a quote names in its attribute. `within` has the classes of the
    innermost wrapper (a `div`, `section` …) that it was taken out of.
    """

    kind: Kind
    html: str
    text: str
    cite: str = ""
    within: str = ""


_kinds = {
    "blockquote": Kind.QUOTE,
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), Kind.HEADING),
    **dict.fromkeys(("ul", "ol", "dl"), Kind.LIST),
    **dict.fromkeys(("pre", "listing", "xmp"), Kind.CODE),
    "table": Kind.TABLE,
    **dict.fromkeys(("figure", "iframe", "object", "video", "audio"), Kind.FIGURE),
    "hr": Kind.RULE,
    **dict.fromkeys(("address", "details", "fieldset", "form", "noscript", "script", "style"), Kind.OTHER),
}
_wrappers = {"article", "aside", "center", "div", "footer", "header", "main", "nav", "section"}
# These say how words look; around blocks they are left out. Others, such as a link or what is struck out, mean
# something there.
_looks = {"b", "big", "em", "font", "i", "ins", "small", "span", "strong", "tt", "u"}
_blocks = ("p", *_kinds, *_wrappers)

_frame = re.compile(r"</?(?:html|head|body)\b[^>]*+>", re.IGNORECASE)
_tag = re.compile(r"""<(/?)([a-zA-Z][^\s/>]*+)((?:[^>"']|"[^"]*"|'[^']*')*+)>""")
_line_end = re.compile(r"<br\b[^>]*+>|</?(?:p|div|li|dt|dd|tr|h[1-6]|blockquote|pre|ul|ol|table|figcaption)\b[^>]*+>")
_hidden = re.compile(r"<(script|style)\b[^>]*+>.*?</\1>", re.DOTALL)
_line_break = re.compile(r"<br\b[^>]*+>")
_paragraph_break = re.compile(r"(?:<br\b[^>]*+>\s*+){2,}+")
_media = re.compile(r"<(?:img|embed|iframe|object|video|audio|input)\b")
_signs = re.compile(r"[*\-–—_=~•·.#+<>§\s]{2,}+|[*—–§]")
_space = re.compile(r"[^\S\n]+")
_void = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}


def split_html(html: str) -> list[Block]:
    """Return the blocks of `html`, in order. Nothing that can be seen is left out, comments and empty paragraphs are.

    What is no HTML is text. Wrappers around blocks are opened; words that stand in none become paragraphs, and two
    line breaks part two of them. HTML that nests deeper than any that people write stays one block.
    """
    body = _parse(html)
    return [Block(Kind.OTHER, html, to_text(html))] if body is None else list(_split(body, ""))


def read_lines(block: Block) -> list[str]:
    """Return the text of each line of a paragraph."""
    return [to_text(piece) for piece in _line_break.split(block.html)]


def part_paragraph(block: Block, before: Collection[int]) -> list[Block]:
    """Return a paragraph in parts: a part begins at the first of its lines, and at each whose index is in `before`."""
    opening, inside = _open(block.html)
    breaks = [found.span() for number, found in enumerate(_line_break.finditer(inside), 1) if number in before]
    return list(_paragraphs(opening, _cut(inside, breaks), block.within))


def to_text(html: str) -> str:
    """Return the words of well-formed `html`, a line for each that is seen."""
    text = unescape(_tag.sub("", _line_end.sub("\n", _hidden.sub("", html.replace("\n", " ")))))
    return "\n".join(filter(None, (line.strip() for line in _space.sub(" ", text).split("\n"))))


def _parse(html: str) -> HtmlElement | None:
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    inside = _frame.sub("", html).replace("\0", "")
    document = document_fromstring(b"<html><body>%s</body></html>" % inside.encode("utf-8", "replace"), parser=parser)
    too_deep = any("depth" in error.message for error in parser.error_log)
    return None if too_deep else document.find("body")


def _split(element: HtmlElement, within: str) -> Iterator[Block]:
    """Yield the blocks inside of `element`."""
    run = [escape(element.text or "", quote=False)]
    for child in element:
        if _is_block(child):
            yield from _part("<p>", "".join(run), within)
            run = []
            yield from _read(child, within)
        else:
            run.append(_serialise(child))
        run.append(escape(child.tail or "", quote=False))
    yield from _part("<p>", "".join(run), within)


def _is_block(element: HtmlElement) -> bool:
    if element.tag in _blocks:
        return True
    # Most elements are small: only those that have parts can hold a block.
    return len(element) > 0 and next(element.iter(*_blocks), None) is not None


def _read(element: HtmlElement, within: str) -> Iterator[Block]:
    """Yield the block that `element` is, or those in it."""
    if element.tag in _wrappers or element.tag in _looks:
        yield from _split(element, element.get("class", "") or within)
    elif element.tag == "p":
        yield from _part(*_open(_serialise(element)), within)
    else:
        html = _serialise(element)
        quote = element if element.tag == "blockquote" else _quote_of_figure(element)
        kind = Kind.OTHER if quote is None else Kind.QUOTE
        cite = "" if quote is None else quote.get("cite", "").strip()
        yield Block(_kinds.get(element.tag, kind) if quote is None else kind, html, to_text(html), cite, within)


def _quote_of_figure(element: HtmlElement) -> HtmlElement | None:
    """Return the quote that a figure consists of; words that are pulled out of a text to adorn it are none."""
    is_adornment = "pullquote" in element.get("class", "")
    return None if element.tag != "figure" or is_adornment else element.find("blockquote")


def _part(opening: str, inside: str, within: str) -> Iterator[Block]:
    """Yield the paragraphs of what stands in one element, or in none."""
    pieces = _cut(inside, [found.span() for found in _paragraph_break.finditer(inside)])
    return _paragraphs(opening, pieces, within)


def _paragraphs(opening: str, pieces: list[str], within: str) -> Iterator[Block]:
    for piece in pieces:
        text = to_text(piece)
        shows_something = _media.search(piece) is not None
        if not text and not shows_something:
            continue
        kind = Kind.PARAGRAPH if text else Kind.FIGURE
        if _signs.fullmatch(text) and not shows_something:
            kind = Kind.RULE
        yield Block(kind, f"{opening}{piece}</p>", text, within=within)


def _cut(html: str, breaks: Iterable[tuple[int, int]]) -> list[str]:
    """Cut `html` at breaks, from one index to another; elements that are cut through are closed, and opened again."""
    pieces: list[str] = []
    opened: list[tuple[str, str]] = []
    at = 0
    for end, start in [*breaks, (len(html), len(html))]:
        piece = html[at:end]
        before = "".join(tag for _, tag in opened)
        _follow(piece, opened)
        after = "".join(f"</{name}>" for name, _ in reversed(opened))
        pieces.append(f"{before}{piece.strip()}{after}")
        at = start
    return pieces


def _follow(html: str, opened: list[tuple[str, str]]) -> None:
    """Keep `opened` to the elements that are open behind `html`."""
    for found in _tag.finditer(html):
        closes, name = found[1], found[2]
        if closes and opened:
            opened.pop()
        elif not closes and name not in _void:
            opened.append((name, found[0]))


def _open(html: str) -> tuple[str, str]:
    """Return of an element's `html` its first tag, and what is inside."""
    opening = _tag.match(html)
    end = opening.end() if opening else 0
    return html[:end], html[end:].removesuffix("</p>")


def _serialise(element: HtmlElement) -> str:
    return etree.tostring(element, encoding="unicode", method="html", with_tail=False)
