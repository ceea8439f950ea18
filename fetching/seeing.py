"""What a reader of a page sees of it: all of its words, captions and tables and asides too, in order."""

import re
from io import BytesIO

from lxml import etree, html
from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from fetching.door import Refused

CHARACTERS_ALLOWED = 5_000_000

# What browsers do not show, or show as something else than words of the page; of ruby, the letters are the words.
_unseen = (
    "head", "script", "style", "noscript", "template", "iframe", "object", "embed", "audio", "video", "canvas", "svg",
    "select", "datalist", "textarea", "noframes", "rt", "rp",
)  # fmt: skip
_hidden = """
    //*[@hidden or contains(translate(@style, ' ', ''), 'display:none')
        or contains(translate(@style, ' ', ''), 'visibility:hidden')]
    | //dialog[not(@open)]
"""
# What stands apart from its neighbours in browsers (WHATWG, HTML: 15.3).
_blocks = {
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "dialog", "dir",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hgroup", "hr", "html", "legend", "li", "listing", "main", "menu", "nav", "ol", "p", "plaintext", "pre",
    "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "xmp",
}  # fmt: skip
_space = re.compile(r"[ \t\r\n\f]+")
_lines = re.compile(r" *\n[ \n]*")
# The mark of a footnote is no part of the sentence.
_note = re.compile(r"\s*\[[\w*†‡]{1,3}\]\s*")


def parse(text: str) -> html.HtmlElement | None:
    """Return the tree of a page of HTML, if there is anything in it."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    source = text.replace("\x00", "\ufffd").encode(errors="replace")
    return html.document_fromstring(source, parser=parser) if text.strip() else None


def see_html(text: str) -> str:
    """Return the words of a page of HTML: a line for each block, with inline markup joined to the words around it."""
    root = parse(text)
    if root is None:
        return ""
    _drop_unseen(root)
    seen: list[str] = []
    depth_of_pre = 0
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        is_element = isinstance(element.tag, str)
        if is_element:
            seen.append(_edge(element.tag))
            depth_of_pre += (event == "start") - (event == "end") if element.tag == "pre" else 0
        said = element.text if event == "start" else element.tail
        if said:
            seen.append(said if depth_of_pre else _space.sub(" ", said))
    return _lines.sub("\n", "".join(seen)).strip()[:CHARACTERS_ALLOWED]


def _drop_unseen(root: html.HtmlElement) -> None:
    notes = (element for element in root.iter("sup") if _note.fullmatch(element.text_content()))
    for element in [*root.iter(*_unseen), *root.xpath(_hidden), *notes]:
        if element.getparent() is not None:
            element.drop_tree()


def _edge(tag: str) -> str:
    return "\n" if tag in _blocks else '"' if tag == "q" else ""


def see_pdf(body: bytes) -> tuple[str, dict[str, str]]:
    """Return the words of a PDF, line by line, and its title and author. Raises Refused."""
    try:
        reader = PdfReader(BytesIO(body))
        pages: list[str] = []
        for page in reader.pages:
            pages.append(page.extract_text())
            if sum(map(len, pages)) > CHARACTERS_ALLOWED:
                break
        said = reader.metadata
    except (
        PyPdfError,
        DependencyError,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        RecursionError,
    ) as error:
        raise Refused("broken") from error
    about = {"title": str((said and said.title) or ""), "author": str((said and said.author) or "")}
    return "\n".join(pages)[:CHARACTERS_ALLOWED], about
