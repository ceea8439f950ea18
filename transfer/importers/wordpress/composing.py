"""The text of an item as WordPress shows it: HTML, without blocks, shortcodes and missing paragraphs."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from transfer.importers.wordpress.attachments import Attachments
from transfer.importers.wordpress.paragraphs import make_paragraphs
from transfer.importers.wordpress.shortcodes import replace_shortcodes
from transfer.rewriting import Notes

_block = re.compile(r"<!--\s*(?P<end>/)?wp:(?P<name>[a-z][\w/-]*)\s*(?P<said>\{.*?\})?\s*(?P<alone>/)?-->", re.DOTALL)
_comment = re.compile(r"<!--.*?-->", re.DOTALL)
_pre = re.compile(r"(<(pre|code)\b.*?</\2>)", re.DOTALL | re.IGNORECASE)
_bare_address = re.compile(r"(?m)(?:(?<=^)|(?<=<p>)|(?<=>))[ \t]*(https?://[^\s<>\"]+)[ \t]*(?=$|</p>|</div>)")
# What these wrote was made anew each time.
_made_anew = gettext_noop("The block “%s” shows what the site made anew each time; it is left out.")


def compose_html(text: str, number: str, attachments: Attachments, notes: Notes) -> str:
    """Return the HTML that WordPress shows for the text of the item of that number."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    has_blocks = bool(_block.search(text))
    if "<!--nextpage-->" in text:
        notes.add(_("The pages of a text in several are one now."))
    html = _replace_blocks(text, notes) if has_blocks else text
    html = _replace_outside_code(_comment.sub("", html), number, attachments, notes)
    return html if has_blocks and "<p" in html else make_paragraphs(html)


def _replace_outside_code(html: str, number: str, attachments: Attachments, notes: Notes) -> str:
    """Replace shortcodes, and addresses that stand alone, where they are not shown as code."""
    pieces = _pre.split(html)
    out = []
    for at in range(0, len(pieces), 3):
        out.append(
            _bare_address.sub(r'<a href="\1">\1</a>', replace_shortcodes(pieces[at], number, attachments, notes))
        )
        out.append(pieces[at + 1] if at + 1 < len(pieces) else "")
    return "".join(out)


def _replace_blocks(text: str, notes: Notes) -> str:
    """Take out the comments in which blocks say what they are, and make paragraphs of what stands between blocks."""
    parts: list[str] = []
    depth, at = 0, 0
    for found in _block.finditer(text):
        between = text[at : found.start()]
        parts.append(make_paragraphs(between) if depth == 0 and _is_classic(between) else between)
        at = found.end()
        if found["end"]:
            depth = max(0, depth - 1)
        elif found["alone"]:
            _note_lost(found["name"], notes)
        else:
            depth += 1
    parts.append(make_paragraphs(text[at:]) if _is_classic(text[at:]) else text[at:])
    return "".join(parts)


def _is_classic(text: str) -> bool:
    """Return whether a text between blocks was written in the classic editor."""
    return bool(_comment.sub("", text).strip()) and "<p" not in text


def _note_lost(name: str, notes: Notes) -> None:
    if name == "block":
        notes.add(_("A reusable block is kept elsewhere in WordPress, and is left out."))
    elif name not in {"spacer", "separator", "more", "nextpage"}:
        notes.add(_(_made_anew) % name)
