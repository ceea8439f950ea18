"""What Markdown cannot say, as HTML within it."""

import re
from copy import deepcopy

from lxml import etree, html
from lxml.html import HtmlElement

# `markup` cleans what is rendered; these only stand in the way of whoever edits the text.
_clutter = {"style", "class", "align", "bgcolor", "border", "cellpadding", "cellspacing", "valign", "hspace", "vspace"}
_line_breaks = re.compile(r"\s*\n\s*")


def write_html(element: HtmlElement) -> str:
    """Return an element as one block of HTML that Markdown leaves alone."""
    copy = deepcopy(element)
    copy.tail = None
    etree.strip_elements(copy, etree.Comment, "script", "style", with_tail=False)
    for each in copy.iter():
        for name in [name for name in each.attrib if name in _clutter or name.startswith(("on", "data-"))]:
            del each.attrib[name]
    if copy.tag in {"a", "del", "ins"}:  # which would begin a paragraph
        wrapper = html.Element("div")
        wrapper.append(copy)
        copy = wrapper
    text = html.tostring(copy, encoding="unicode")
    # A line of its own might be taken for a marker, the start of a quotation or of code.
    parts = re.split(r"(<pre\b.*?</pre>)", text, flags=re.DOTALL)
    return "".join(part if at % 2 else _line_breaks.sub(" ", part) for at, part in enumerate(parts)).strip()
