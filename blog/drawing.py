"""Share images: words on paper, as pages have them."""

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files
from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

# What Open Graph and Twitter show whole.
WIDTH, HEIGHT = 1200, 630
# Counts the ways in which images have been drawn: a new one gives every image a new address.
LOOK = 1

PAPER, INK, INK_SOFT, ACCENT = "#fdfcf9", "#1d2024", "#565d64", "#0b5070"
_margin = 80
_measure = WIDTH - 2 * _margin
# Where the words stand, between the name of the site and who said them.
_top, _bottom = 170, 500
_sizes = range(84, 33, -5)
_leading = 1.18
# The axes of the serif: weight, and the size that its letters are drawn for.
_faces = {"bold": (700, 40), "regular": (400, 28), "small": (400, 14), "small bold": (700, 14)}


class Card(NamedTuple):
    """What a share image says: a title or words of somebody, a line about them, and the name of the site."""

    words: str
    about: str
    site: str
    is_quotation: bool = False

    @property
    def digest(self) -> str:
        """Return what changes with anything that is drawn."""
        return sha256(repr((LOOK, *self)).encode()).hexdigest()[:16]


def draw(card: Card) -> bytes:
    """Return the image of `card` as PNG."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, WIDTH, 16), ACCENT)
    pen.text((_margin, 70), _cut(card.site, _font("small bold", 36)), ACCENT, _font("small bold", 36))
    _write_words(pen, card)
    pen.text((_margin, 545), _cut(card.about, _font("small", 32)), INK_SOFT, _font("small", 32))
    file = BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def _write_words(pen: ImageDraw.ImageDraw, card: Card) -> None:
    """Write the words as large as they fit, in the middle of their place."""
    font, lines = _fit(card.words, "regular" if card.is_quotation else "bold")
    step = font.size * _leading
    top = _top + (_bottom - _top - step * len(lines)) / 2
    for index, line in enumerate(lines):
        pen.text((_margin, top + index * step), line, INK, font)


def _fit(words: str, face: str) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    for size in _sizes:
        font = _font(face, size)
        lines = list(_wrap(words, font))
        room = int((_bottom - _top) / (size * _leading))
        if len(lines) <= room:
            return font, lines
    return font, [*lines[: room - 1], _cut(" ".join(lines[room - 1 :]), font)]


def _wrap(words: str, font: ImageFont.FreeTypeFont) -> Iterator[str]:
    """Yield lines that are no longer than the measure; a longer word is broken."""
    line = ""
    for word in words.split():
        longer = f"{line} {word}".strip()
        if font.getlength(longer) <= _measure:
            line = longer
            continue
        if line:
            yield line
        *pieces, line = _break(word, font)
        yield from pieces
    if line:
        yield line


def _break(word: str, font: ImageFont.FreeTypeFont) -> list[str]:
    pieces = [""]
    for sign in word:
        if font.getlength(pieces[-1] + sign) > _measure:
            pieces.append("")
        pieces[-1] += sign
    return pieces


def _cut(line: str, font: ImageFont.FreeTypeFont) -> str:
    """Return as much of `line` as fits the measure."""
    line = " ".join(line.split())
    if font.getlength(line) <= _measure:
        return line
    while line and font.getlength(f"{line}…") > _measure:
        line = line[:-1].rstrip()
    return f"{line}…"


@cache
def _font(face: str, size: int) -> ImageFont.FreeTypeFont:
    """Return the serif of the site; Pillow's own where it is not installed."""
    try:
        path = files("fontpkg_source_serif_4") / "files" / "SourceSerif4[opsz,wght].ttf"
        font = ImageFont.truetype(str(path), size)
        font.set_variation_by_axes(list(_faces[face]))
    except (ImportError, OSError):
        return ImageFont.load_default(size)  # type: ignore[return-value] # with a size it is one
    return font
