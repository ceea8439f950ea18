"""One element of an export becomes a tree. Nothing in it is resolved, fetched or expanded."""

import re
from html.entities import html5

from lxml import etree

_prefix = re.compile(r"</?([A-Za-z_][\w.-]*):|\s([A-Za-z_][\w.-]*):[\w.-]+\s*=")
_cdata = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
_ampersand = re.compile(r"&(?:#(?:\d{1,7}|x[0-9a-fA-F]{1,6});|(\w{1,32});)?")
_of_xml = {"amp", "lt", "gt", "quot", "apos"}


class BrokenElement(ValueError):  # noqa: N818 - it is what the element is
    """The element is not well-formed."""


def parse(text: str) -> tuple[etree._Element, bool]:
    """Return the element that is written in `text`, and whether it was well-formed; names of tags keep their prefix.

    Raises BrokenElement where nothing can be made of it.
    """
    prefixes = {name for pair in _prefix.findall(text) for name in pair if name} - {"xml", "xmlns"}
    declarations = "".join(f' xmlns:{prefix}="{prefix}"' for prefix in sorted(prefixes))
    whole = f"<channel{declarations}>{_mend_ampersands(text)}</channel>".encode()
    for is_tolerant in (False, True):
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=is_tolerant)
        try:
            root = etree.fromstring(whole, parser)
        except etree.XMLSyntaxError:
            continue
        if root is not None and len(root):
            return root[0], not is_tolerant
    raise BrokenElement


def text_of(element: etree._Element, name: str) -> str:
    """Return the text of the child of that name, such as `wp:post_id`, or an empty text."""
    prefix, _, local = name.rpartition(":")
    child = element.find(f"{{{prefix}}}{local}" if prefix else local)
    return "" if child is None else "".join(child.itertext())


def children(element: etree._Element, name: str) -> list[etree._Element]:
    """Return the children of that name."""
    prefix, _, local = name.rpartition(":")
    return element.findall(f"{{{prefix}}}{local}" if prefix else local)


def _mend_ampersands(text: str) -> str:
    """Write entities of HTML as what they stand for, and lone ampersands as XML wants them, outside CDATA."""
    pieces = _cdata.split(text)
    return "".join(piece if at % 2 else _ampersand.sub(_mend, piece) for at, piece in enumerate(pieces))


def _mend(found: re.Match[str]) -> str:
    name = found[1]
    if name and name not in _of_xml:
        return html5.get(f"{name};", f"&amp;{name};")
    return "&amp;" if found[0] == "&" else found[0]
