"""What stands within a line: text, emphasis, links, pictures."""

import re
from collections.abc import Callable
from html import escape as escape_html
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from lxml.html import HtmlElement

from transfer.rewriting.escaping import escape, escape_address
from transfer.rewriting.notes import Notes

BREAK = "  \n"

_emphasis = {"b": "**", "strong": "**", "em": "*", "i": "*"}
_in_html = {"b": "strong", "strong": "strong", "em": "em", "i": "em"}
# Said in HTML, with the attributes that are worth keeping.
_kept = {
    "abbr": ("title",), "bdi": ("dir",), "bdo": ("dir",), "cite": (), "del": ("datetime", "cite"), "dfn": (),
    "ins": ("datetime", "cite"), "kbd": (), "mark": (), "q": ("cite",), "rp": (), "rt": (), "ruby": (), "s": (),
    "samp": (), "small": (), "sub": (), "sup": (), "time": ("datetime",), "u": (), "var": (), "wbr": (),
}  # fmt: skip
_other_names = {"acronym": "abbr", "strike": "s", "tt": "code"}
_transparent = {"span", "font", "big", "label", "nobr", "blink", "data", "output", "basefont"}
INLINE = {*_emphasis, *_kept, *_other_names, *_transparent, "a", "br", "code", "img"}
_schemes = {"http", "https", "mailto", ""}


def write_inline(element: HtmlElement, notes: Notes) -> str:
    """Return what stands in an element, in one line but for breaks; white space at both ends stays."""
    return _join([escape(element.text or "")], element, notes)


def write_element(element: HtmlElement, notes: Notes, *, before: str = "") -> str:
    """Return an inline element itself, without what follows it; `before` is what it will stand after."""
    tag = _other_names.get(str(element.tag), str(element.tag))
    if tag in _writers:
        return _writers[tag](element, notes)
    inside = write_inline(element, notes)
    if tag in _emphasis:
        return _emphasise(tag, inside, before)
    if tag in _kept:
        return f"<{tag}{_attributes(element, _kept[tag])}>{inside}" + (f"</{tag}>" if tag != "wbr" else "")
    if element.get("lang"):
        return f'<span lang="{escape_html(element.get("lang", ""))}">{inside}</span>'
    if element.get("style") or tag == "font":
        notes.add(_("Colour, size or alignment of text is left out."))
    return inside


def write_image(element: HtmlElement, notes: Notes, *, caption: str = "") -> str:
    """Return a picture; the caption of one that stands alone is shown below it."""
    address = (element.get("src") or element.get("data-src") or "").strip()
    alt = " ".join((element.get("alt") or "").split())
    if "wp-smiley" in element.get("class", "").split():
        return escape(alt)
    if not address or not _is_harmless(address, {"http", "https", ""}):
        notes.add(_("A picture without an address, or with its data in the text, is left out: “%s”.") % alt)
        return escape(alt)
    words = re.sub(r"([\\\[\]`*_{])", r"\\\1", alt or " ".join((element.get("title") or "").split()))
    title = f' "{caption.replace(chr(34), "”")}"' if caption else ""
    return f"![{words}]({escape_address(address)}{title})"


def lines_of(inline: str) -> list[str]:
    """Return the lines of inline text, without the white space at their ends."""
    return [line.strip(" ") for line in inline.split(BREAK)]


def _join(parts: list[str], element: HtmlElement, notes: Notes) -> str:
    for child in element:
        if isinstance(child.tag, str):
            parts.append(write_element(child, notes, before=parts[-1]))
        if child.tail:
            parts.append(escape(child.tail))
    joined = "".join(parts)
    # A line that is empty would end the paragraph, and with it the emphasis or the link.
    return re.sub(rf"{BREAK}(?: *{BREAK})+", BREAK, joined) if element.tag in INLINE else joined


def _write_link(element: HtmlElement, notes: Notes) -> str:
    inside, address = write_inline(element, notes), (element.get("href") or "").strip()
    if not address or not inside.strip():
        return inside
    if not _is_harmless(address, _schemes):
        notes.add(_("A link with an address that is not of the web is left out: %s") % address[:100])
        return inside
    before, words, after = _trim(inside)
    title = " ".join((element.get("title") or "").split()).replace('"', "”")
    said = f' "{title}"' if title and title not in inside else ""
    # The sign that ends the words of a link, where it stands in them; pictures in a link bring their own.
    words = words if "![" in words else re.sub(r"(?<!\\)\]", r"\\]", words)
    return f"{before}[{words}]({escape_address(address)}{said}){after}"


def _write_code(element: HtmlElement, notes: Notes) -> str:
    if len(element):
        return f"<code>{write_inline(element, notes)}</code>"
    text = " ".join((element.text or "").split())
    if not text:
        return ""
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _emphasise(tag: str, inside: str, before: str) -> str:
    ahead, words, after = _trim(inside)
    if not words:
        return inside
    sign = _emphasis[tag]
    if words.startswith("*") or words.endswith(("*", "\\")) or (not ahead and before.endswith(("*", "_"))):
        return f"{ahead}<{_in_html[tag]}>{words}</{_in_html[tag]}>{after}"
    return f"{ahead}{sign}{words}{sign}{after}"


def _trim(text: str) -> tuple[str, str, str]:
    """Part a text from the white space and breaks at its ends."""
    words = text.strip(" \n\u00a0")
    at = text.find(words) if words else 0
    return text[:at], words, text[at + len(words) :]


def _attributes(element: HtmlElement, names: tuple[str, ...]) -> str:
    return "".join(f' {name}="{escape_html(element.get(name, ""))}"' for name in names if element.get(name))


def _write_break(_element: HtmlElement, _notes: Notes) -> str:
    return BREAK


def _is_harmless(address: str, schemes: set[str]) -> bool:
    try:
        return urlsplit(address).scheme.lower() in schemes
    except ValueError:
        return False


_writers: dict[str, Callable[[HtmlElement, Notes], str]] = {
    "br": _write_break,
    "img": write_image,
    "a": _write_link,
    "code": _write_code,
}
