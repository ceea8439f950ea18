"""Classic texts have empty lines for paragraphs, which WordPress makes when it shows them."""

import re
from collections.abc import Iterable, Iterator

_block_names = (
    "address|article|aside|blockquote|center|dd|details|div|dl|dt|embed|fieldset|figcaption|figure|footer|form|h[1-6]|"
    "header|hr|iframe|li|main|map|menu|nav|object|ol|p|pre|script|section|style|summary|table|tbody|td|tfoot|th|thead|"
    "tr|ul|caption|colgroup|col|video|audio|noscript"
)
_opening = re.compile(rf"\s*(<(?:{_block_names})(?=[\s/>])[^>]*>)", re.IGNORECASE)
_closing = re.compile(rf"(</(?:{_block_names})>)\s*", re.IGNORECASE)
_whole_tag = re.compile(rf"</?(?:{_block_names})(?=[\s/>])[^>]*>", re.IGNORECASE)
# In these an empty line is a paragraph; in all others their own elements hold the text.
_containers = re.compile(r"</?(?:blockquote|div|section|article|aside|center|main|td|th|dd)(?=[\s>])", re.IGNORECASE)
_kept_whole = re.compile(r"<(pre|script|style|textarea|svg)\b.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_tag = re.compile(r"<[^>]*>")


def make_paragraphs(text: str) -> str:
    """Return a classic text with the paragraphs and line breaks that WordPress shows it with."""
    kept: list[str] = []

    def put_aside(found: re.Match[str]) -> str:
        kept.append(found[0])
        return f"\n\n\x02{len(kept) - 1}\x03\n\n"

    text = _kept_whole.sub(put_aside, text.replace("\x02", "").replace("\x03", ""))
    text = _tag.sub(lambda found: found[0].replace("\n", " "), text)
    text = re.sub(r"<br ?/?>\s*<br ?/?>", "\n\n", text, flags=re.IGNORECASE)
    text = _closing.sub(r"\1\n\n", _opening.sub(r"\n\n\1\n\n", text))
    pieces = [_write_piece(piece.strip()) for piece in re.split(r"\n\s*\n", text)]
    joined = "\n".join(_without_needless_paragraphs(filter(None, pieces)))
    return re.sub(r"\x02(\d+)\x03", lambda found: kept[int(found[1])], joined)


def _write_piece(piece: str) -> str:
    if not piece or _whole_tag.fullmatch(piece) or re.fullmatch(r"\x02\d+\x03", piece):
        return piece
    lines = (line.strip() for line in piece.split("\n"))
    return f"<p>{'<br>\n'.join(re.sub(r'<br ?/?>$', '', line, flags=re.IGNORECASE) for line in lines)}</p>"


def _without_needless_paragraphs(pieces: Iterable[str]) -> Iterator[str]:
    """Unwrap what already stands in an element that is a paragraph by itself, such as one of a list."""
    may_hold = [True]
    for piece in pieces:
        if piece.startswith("<p>") and piece.endswith("</p>") and not may_hold[-1]:
            yield piece.removeprefix("<p>").removesuffix("</p>")
            continue
        if _whole_tag.fullmatch(piece) and not re.match(r"<(?:hr|col|embed)\b", piece, re.IGNORECASE):
            _note(piece, may_hold)
        yield piece


def _note(tag: str, may_hold: list[bool]) -> None:
    """Keep account of the elements that are open."""
    if tag.startswith("</"):
        if len(may_hold) > 1:
            may_hold.pop()
    elif not tag.endswith("/>"):
        may_hold.append(bool(_containers.match(tag)))
