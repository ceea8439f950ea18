"""Parts of well-formed HTML taken off, without hurting its elements."""

import re
from dataclasses import replace
from html import escape, unescape

from transfer.blocks import Block, to_text

# Cuts HTML into tags and what stands between them.
PIECE = re.compile(r"""(<(?:[^>"']|"[^"]*"|'[^']*')*+>)""")
_empty = re.compile(r"<(a|b|big|cite|em|font|footer|i|ins|small|span|strong|u)\b[^>]*+>\s*+</\1>")
_opening = re.compile(r"^((?:<[^>/]*>)+)(?:\s|<br[^>]*>)+")


def drop_opening(block: Block, opening: str) -> Block:
    """Return a block without `opening`, with which its text begins."""
    return _change(block, _part(block.html, _count(opening))[1])


def drop_ending(block: Block, ending: str) -> Block:
    """Return a block without `ending`, with which its text ends."""
    return _change(block, _part(block.html, _count(block.text) - _count(ending))[0])


def _part(html: str, count: int) -> tuple[str, str]:
    """Return HTML with the first `count` letters of its text alone, and without them; both have all its tags."""
    kept, left = [], []
    for piece in PIECE.split(html):
        text, at = unescape(piece), 0
        if piece.startswith("<"):
            kept.append(piece)
            left.append(piece)
            continue
        while at < len(text) and count:
            count -= not text[at].isspace()
            at += 1
        kept.append(escape(text[:at], quote=False))
        left.append(escape(text[at:], quote=False))
    return "".join(kept), "".join(left)


def _count(text: str) -> int:
    """Return how many letters a text has; space counts differently in HTML."""
    return sum(1 for letter in text if not letter.isspace())


def _change(block: Block, html: str) -> Block:
    """Return a block of other HTML, without elements that have become empty."""
    while html != (tidied := _opening.sub(r"\1", _empty.sub("", html))):
        html = tidied
    return replace(block, html=html, text=to_text(html))
