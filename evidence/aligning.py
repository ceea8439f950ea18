"""The passage of a text that comes nearest to some words. Pure: knows no Django.

Fragments of the words say roughly where to look, and there the words are aligned one by one: looking everywhere would
take as long as both texts together multiplied.
"""

import re
from collections import Counter
from collections.abc import Iterator

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from evidence.wording import UNSPACED, fold_case

# Fragments of so many characters, or of a third of a few words; so many of them; so many places for each.
FRAGMENT, FRAGMENTS, PLACES = 8, 64, 50
PASSAGES_TRIED = 3
# Stands where words were left out.
JOINT = " … "

# As much of what touches a passage as belongs to its words.
_rest = rf"(?:[{UNSPACED}]|[^\s{UNSPACED}]*)"
_marks = '.,;:!"()—'
_token = re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+|[^\w\s]")


def find_nearest(pieces: list[str], text: str, folded: str) -> tuple[str, float]:
    """Return the passage of `text` nearest to the pieces of a quotation, and how alike they are, from 0 to 1.

    `folded` is `text` in small letters. Passages of several pieces are joined by JOINT.
    """
    passages, alike, length = [], 0.0, 0
    for piece in pieces:
        start, end, likeness = max(
            _find_passages(fold_case(piece), folded), key=lambda found: found[2], default=(0, 0, 0.0)
        )
        passages.append(text[start:end])
        alike += likeness * len(piece)
        length += len(piece)
    return JOINT.join(filter(None, passages)), alike / length


def _find_passages(words: str, text: str) -> Iterator[tuple[int, int, float]]:
    """Yield start, end and likeness of the passages of `text` where most fragments of `words` stand."""
    size = max(1, min(FRAGMENT, len(words) // 3))
    step = max(1, (len(words) - size + 1) // FRAGMENTS)
    width = len(words) // 2 + 50
    votes: Counter[int] = Counter()
    for offset in range(0, len(words) - size + 1, step):
        for place in _find_all(words[offset : offset + size], text):
            votes.update({(place - offset) // width, (place - offset) // width + 1})
    for area, _ in votes.most_common(PASSAGES_TRIED):
        start = max(0, (area - 1) * width)
        yield _align(words, text, start, start + len(words) + 3 * width)


def _find_all(fragment: str, text: str) -> Iterator[int]:
    at = -1
    for _ in range(PLACES):
        at = text.find(fragment, at + 1)
        if at < 0:
            return
        yield at


def _align(words: str, text: str, start: int, end: int) -> tuple[int, int, float]:
    """Return the passage of `text` between two places that has most of `words` in order, and how alike it is."""
    tokens = list(_token.finditer(text, start, end))
    same = [
        (op.dest_start, op.dest_end)
        for op in Indel.opcodes(_token.findall(words), [token[0] for token in tokens])
        if op.tag == "equal"
    ]
    same = _drop_strays(_drop_strays(same)[::-1])
    if not same:
        return start, start, 0.0
    first, last = min(same)[0], max(same)[1] - 1
    start, end = tokens[first].start(), tokens[last].end()
    likeness = fuzz.ratio(words, text[start:end]) / 100
    return start - len(_rest_before(text, start)), end + len(_rest_after(text, end)), likeness


def _rest_before(text: str, start: int) -> str:
    """Return what makes the first word whole, or longer than it was: the 3. of 3.5, the 不 before a word."""
    return re.findall(_rest + "$", text[max(0, start - 20) : start])[0].lstrip(_marks)


def _rest_after(text: str, end: int) -> str:
    return re.findall(_rest, text[end : end + 20])[0].rstrip(_marks)


def _drop_strays(same: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Leave out what is the same by chance: a few words at one end, with many others between them and the rest."""
    kept = list(same)
    while len(kept) > 1:
        (start, end), (next_start, next_end) = kept[0], kept[1]
        between = next_start - end if next_start >= end else start - next_end
        if between <= 3 * (end - start) + 1:
            break
        del kept[0]
    return kept
