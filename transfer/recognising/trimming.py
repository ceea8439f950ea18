"""Parts of well-formed HTML taken off, without hurting its elements."""

import re
from dataclasses import replace
from html import escape, unescape

from transfer.blocks import Block, to_text

# Cuts HTML into tags and what stands between them.
PIECE = re.compile(r"""(<(?:[^>"']|"[^"]*"|'[^']*')*+>)""")
_empty = re.compile(r"<(a|b|big|em|font|i|ins|small|span|strong|u)\b[^>]*+>\s*+</\1>")
_opening = re.compile(r"^((?:<[^>/]*>)+)(?:\s|<br[^>]*>)+")


def drop_opening(block: Block, length: int) -> Block:
    """Return a block without the first characters of its text, `length` of them."""
    left = sum(1 for letter in block.text[:length] if not letter.isspace())
    pieces = []
    for piece in PIECE.split(block.html):
        kept = piece
        if left and not piece.startswith("<"):
            kept, left = _drop(unescape(piece), left)
        pieces.append(kept)
    html = "".join(pieces)
    while html != (tidied := _opening.sub(r"\1", _empty.sub("", html))):
        html = tidied
    return replace(block, html=html, text=to_text(html))


def _drop(text: str, count: int) -> tuple[str, int]:
    """Take `count` letters, spaces not counted, off the beginning; return the rest, and how many are still to go."""
    at = 0
    while at < len(text) and count:
        count -= not text[at].isspace()
        at += 1
    return escape(text[at:], quote=False), count


def drop_closing(block: Block, ending: str) -> Block:
    """Return a block without `ending`, a sign that its text ends with; the block itself if it does not."""
    before, sign, after = block.html.rpartition(ending)
    if not sign or to_text(after):
        return block
    html = f"{before.rstrip()}{after}"
    return replace(block, html=html, text=to_text(html))


def keep_opening(block: Block, length: int) -> Block:
    """Return a block with the first characters of its text alone, `length` of them."""
    left = sum(1 for letter in block.text[:length] if not letter.isspace())
    pieces = []
    for piece in PIECE.split(block.html):
        if piece.startswith("<"):
            pieces.append(piece)
            continue
        rest, still = _drop(unescape(piece), left)
        kept = unescape(piece).removesuffix(unescape(rest)) if rest else unescape(piece)
        pieces.append(escape(kept, quote=False))
        left = still
    html = "".join(pieces)
    while html != (tidied := _empty.sub("", html)):
        html = tidied
    return replace(block, html=html, text=to_text(html))
