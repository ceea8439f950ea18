"""What stands on lines of its own: paragraphs, headings, lists, blockquotes, code, tables, figures."""

import re
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from lxml import html
from lxml.html import HtmlElement

from transfer.blocks import to_text
from transfer.rewriting.escaping import escape, escape_address, escape_line
from transfer.rewriting.inline import INLINE, lines_of, write_element, write_image, write_inline
from transfer.rewriting.notes import Notes
from transfer.rewriting.raw import write_html
from transfer.rewriting.tables import write_table

# Between two lists or two blockquotes, which Markdown would make one.
APART = "<!-- -->"

_left_out = {"script", "style", "noscript", "template", "svg", "math", "input", "select", "textarea", "canvas", "map"}
_from_elsewhere = {"iframe", "embed", "object", "video", "audio"}
_language = re.compile(r"(?:language-|lang-|brush: ?)([\w#+-]{1,30})")


def rewrite(text: str, notes: Notes) -> str:
    """Return the Markdown of the HTML `text`. What becomes different for readers is added to `notes`."""
    if not text.strip():
        return ""
    parser = html.HTMLParser()
    root = html.fragment_fromstring(text, create_parent="div", parser=parser)
    if any("depth" in error.message for error in parser.error_log):
        notes.add(_("It nests deeper than any text that people write: only its words are carried."))
        return "\n\n".join(_write_paragraphs(escape(line))[0] for line in to_text(text).split("\n"))
    return "\n\n".join(write_blocks(root, notes))


def write_blocks(element: HtmlElement, notes: Notes) -> list[str]:
    """Return what stands in an element as blocks of Markdown."""
    blocks: list[str] = []
    line = [escape(element.text or "")]
    for child in element:
        if not isinstance(child.tag, str):
            pass
        elif is_inline(child):
            line.append(write_element(child, notes, before=line[-1] if line else ""))
        else:
            blocks += _write_paragraphs("".join(line))
            blocks = _append(blocks, _write_block(child, notes))
            line = []
        line.append(escape(child.tail or ""))
    return blocks + _write_paragraphs("".join(line))


def is_inline(element: HtmlElement) -> bool:
    """Return whether an element, with all that is in it, fits into a line."""
    return element.tag in INLINE and all(
        child.tag in INLINE for child in element.iterdescendants() if isinstance(child.tag, str)
    )


def _write_block(element: HtmlElement, notes: Notes) -> list[str]:
    tag = str(element.tag)
    if tag in _left_out:
        if tag not in {"script", "style", "template"} or (element.text or "").strip():
            notes.add(_("<%s> is left out, with what is in it.") % tag)
        return []
    if tag in _from_elsewhere:
        return _link_to(element, notes)
    write = _writers.get(tag)
    if write:
        return write(element, notes)
    if tag in {"a", "del", "ins", "details"}:
        return [write_html(element)]
    if element.get("style") or element.get("align"):
        notes.add(_("Colour, size or alignment of text is left out."))
    return write_blocks(element, notes)


def _holds(element: HtmlElement, *tags: str) -> bool:
    return next(element.iter(*tags), None) is not None


def _write_paragraphs(inline: str) -> list[str]:
    """Return paragraphs of inline text, in which an empty line ends one."""
    paragraphs: list[list[str]] = [[]]
    for line in lines_of(inline):
        if line.strip(" \u00a0"):
            paragraphs[-1].append(line)
        elif paragraphs[-1]:
            paragraphs.append([])
    return [_write_lines(lines) for lines in paragraphs if lines]


def _write_lines(lines: list[str]) -> str:
    if len(lines) > 1:
        lines = [line.replace("|", "&#124;") for line in lines]  # or it might be a table
    return "  \n".join(escape_line(line) for line in lines)


def _write_heading(element: HtmlElement, notes: Notes) -> list[str]:
    if any(not is_inline(child) for child in element if isinstance(child.tag, str)):
        return write_blocks(element, notes)
    words = " ".join(filter(None, lines_of(write_inline(element, notes))))
    return [f"{'#' * int(element.tag[1])} {re.sub(r'(#+)$', _escape_hashes, words)}"] if words.strip() else []


def _escape_hashes(found: re.Match[str]) -> str:
    return "\\#" * len(found[1])


def _write_list(element: HtmlElement, notes: Notes) -> list[str]:
    items = [child for child in element if isinstance(child.tag, str)]
    start = element.get("start") or "1"
    if not items:
        return []
    if not _fits_in_list(element) or not re.fullmatch(r"\d{1,9}", start) or element.get("reversed") is not None:
        return [write_html(element)]
    contents = [write_blocks(item, notes) for item in items]
    is_tight = all(len(blocks) <= 2 and not _starts_list(blocks[0] if blocks else "") for blocks in contents)
    is_tight = is_tight and all(_starts_list(block) for blocks in contents for block in blocks[1:])
    lines = []
    for number, blocks in enumerate(contents, int(start)):
        mark = f"{number}." if element.tag == "ol" else "-"
        inside = ("\n" if is_tight else "\n\n").join(blocks) or "&nbsp;"
        lines.append(f"{mark:<4}{_indent(inside)}")
    return [("\n" if is_tight else "\n\n").join(lines)]


def _fits_in_list(element: HtmlElement) -> bool:
    """Return whether Markdown can say all that is in a list, which is paragraphs and further lists."""
    items = [child for child in element if isinstance(child.tag, str)]
    known = {*INLINE, "li", "p", "div", "ul", "ol"}
    inside = [each for each in element.iterdescendants() if isinstance(each.tag, str)]
    return all(item.tag == "li" for item in items) and all(
        each.tag in known and not each.get("value") and (each.tag not in {"ul", "ol"} or not each.get("start"))
        for each in inside
    )


def _starts_list(block: str) -> bool:
    return bool(re.match(r"(?:-|\d+\.) {2,3}", block))


def _indent(text: str) -> str:
    return re.sub(r"\n(?=[^\n])", "\n    ", text)


def _write_blockquote(element: HtmlElement, notes: Notes) -> list[str]:
    if _holds(element, "pre", "table", "dl", "figure", "details", *_from_elsewhere):
        return [write_html(element)]
    text = "\n\n".join(write_blocks(element, notes))
    return ["\n".join(f"> {line}" if line else ">" for line in text.split("\n"))] if text else []


def _write_code(element: HtmlElement, notes: Notes) -> list[str]:
    inner = (
        element[0] if len(element) == 1 and element[0].tag == "code" and not (element.text or "").strip() else element
    )
    if len(inner) or (inner.tail and inner is not element and inner.tail.strip()):
        return [write_html(element)]
    text = (inner.text or "").strip("\n").rstrip()
    said = _language.search(" ".join(filter(None, [element.get("class"), inner.get("class"), element.get("lang")])))
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
    return [f"{fence}{said[1] if said else ''}\n{text}\n{fence}"] if text else []


def _write_verse(element: HtmlElement, notes: Notes) -> list[str]:
    lines = (element.text_content() if len(element) else element.text or "").strip("\n").split("\n")
    return _write_paragraphs("  \n".join(escape(line) for line in lines))


def _write_pre(element: HtmlElement, notes: Notes) -> list[str]:
    write = _write_verse if "wp-block-verse" in element.get("class", "") else _write_code
    return write(element, notes)


def _write_figure(element: HtmlElement, notes: Notes) -> list[str]:
    """Return a picture with its caption, or else what stands in the figure and then the caption."""
    images, caption = list(element.iter("img")), element.find(".//figcaption")
    if len(images) == 1 and not _holds(element, "table", "blockquote", *_from_elsewhere):
        linked = any(each.tag == "a" and each.get("href") for each in images[0].iterancestors())
        if not linked and (caption is None or not len(caption)):
            words = " ".join((caption.text_content() if caption is not None else "").split())
            return [write_image(images[0], notes, caption=words)]
        if caption is not None and caption.text_content().strip():
            return [write_html(element)]
    return write_blocks(element, notes)


def _link_to(element: HtmlElement, notes: Notes) -> list[str]:
    """Return a link to what is shown or played from elsewhere: texts here embed nothing."""
    inside = [element, *element.iter("source", "embed", "iframe", "param")]
    addresses = [each.get("src") or each.get("data") or "" for each in inside]
    addresses += [each.get("value", "") for each in element.iter("param") if each.get("name") in {"movie", "src"}]
    address = next((a.strip() for a in addresses if a.strip()), "")
    address = f"https:{address}" if address.startswith("//") else address
    if not address.startswith(("https://", "http://", "/")):
        notes.add(_("<%s> without an address is left out.") % element.tag)
        return _write_paragraphs(escape(element.text_content()))
    notes.add(_("What <%(tag)s> showed is a link now: %(address)s") % {"tag": element.tag, "address": address})
    return [write_link(address, str(element.get("title") or ""))]


def write_link(address: str, words: str = "") -> str:
    """Return a link that stands alone, with the address itself where there are no words."""
    parts = urlsplit(address)
    shown = " ".join(words.split()) or f"{parts.netloc}{parts.path}".rstrip("/")
    return f"[{escape(shown).replace(']', chr(92) + ']')}]({escape_address(address)})"


def _append(blocks: list[str], more: Iterable[str]) -> list[str]:
    """Return `blocks` with `more`, and something between what Markdown would take for one."""
    for block in more:
        before = blocks[-1] if blocks else ""
        is_like = (_starts_list(before) and _starts_list(block)) or (before.startswith(">") and block.startswith(">"))
        blocks += [APART, block] if is_like else [block]
    return blocks


def _write_rule(element: HtmlElement, notes: Notes) -> list[str]:
    return ["* * *"]


def _write_raw(element: HtmlElement, notes: Notes) -> list[str]:
    return [write_html(element)]


def _write_table(element: HtmlElement, notes: Notes) -> list[str]:
    return [write_table(element, notes, is_inline)]


_writers: dict[str, Callable[[HtmlElement, Notes], list[str]]] = {
    **{f"h{level}": _write_heading for level in range(1, 7)},
    "ul": _write_list, "ol": _write_list, "blockquote": _write_blockquote, "pre": _write_pre, "figure": _write_figure,
    "table": _write_table, "dl": _write_raw, "hr": _write_rule,
}  # fmt: skip
