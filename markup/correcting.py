"""A correction at the place that it corrects: the marker `[correction: 2]` in a text, and the words that were wrong."""

import re

# 2 is the number of the update that says so.
CORRECTION = r"\[correction: *(\d{1,9}) *\]"

_placed = re.compile(r'<sup class="corrected" id="corrected-(\d+)">')
# What stands for the same on a page and in its Markdown.
_alike = [
    ("spaces", r"\s+"),
    ("quotes", '["“”„«»]'),
    ("apostrophes", "['‘’‚]"),
    ("dashes", "-{1,3}|[–—]"),
    ("dots", r"\.{3}|…"),
]
_sign = re.compile("|".join(f"(?P<{name}>{signs})" for name, signs in _alike))
_rest_of_link = re.compile(r"[^\[\]\n]*\]\([^()\s]*\)")


def find_corrected(html: str) -> set[int]:
    """Return the numbers of the corrections that `html`, which `render` made, shows at their places."""
    return {int(number) for number in _placed.findall(html)}


def remove_correction(text: str, number: int) -> str:
    """Return a Markdown `text` without the markers of a correction."""
    return re.sub(CORRECTION, lambda marker: "" if int(marker[1]) == number else marker[0], text)


def find_words(text: str, words: str) -> list[tuple[int, int]]:
    """Return where `words`, typed or copied from the page, stand whole in a Markdown `text`: (start, end) of each."""
    words = words.strip()
    before, after = (r"(?<!\w)" if words[:1].isalnum() else "", r"(?!\w)" if words[-1:].isalnum() else "")
    return [found.span() for found in re.finditer(f"{before}{_pattern_of(words)}{after}", text)] if words else []


def put_right(text: str, place: tuple[int, int], right: str, number: int) -> str:
    """Put `right` in the place (start, end) of what was wrong in `text`, and after it the marker of its correction."""
    start, end = place
    link = _rest_of_link.match(text, end)
    rest = link.end() if link else end
    return f"{text[:start]}{right}{text[end:rest]}[correction: {number}]{text[rest:]}"


def _pattern_of(words: str) -> str:
    """Return a pattern for `words`, whatever their spaces and their kind of quotation marks and dashes."""
    signs = dict(_alike)
    parts, at = [], 0
    for sign in _sign.finditer(words):
        parts += [re.escape(words[at : sign.start()]), f"(?:{signs[sign.lastgroup or '']})"]
        at = sign.end()
    return "".join([*parts, re.escape(words[at:])])
