"""What differs between two texts, in words; and two versions of one text made one again.

The library gives up looking for the shortest answer after some time, and then gives a coarse one.
"""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from diff_match_patch import diff_match_patch

SECONDS_ALLOWED = 0.3
# Stand around words that two writers put in one place: ⟪these|those⟫.
BOTH = re.compile(r"⟪[^⟪⟫]*\|[^⟪⟫]*⟫")

# A word, a sign, spaces, or the end of lines.
_token = re.compile(r"\n+|[^\S\n]+|\w+|[^\w\s]")
_kinds: dict[int, Literal["old", "same", "new"]] = {-1: "old", 0: "same", 1: "new"}


class _Comparer(diff_match_patch):
    """The library's algorithm, without the shortcut on which it does not look at the clock."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.Diff_Timeout = seconds

    def diff_halfMatch(self, text1: str, text2: str) -> None:  # noqa: N802 - the library's name
        return None


@dataclass(frozen=True)
class Piece:
    """Words that stand in both texts, or only in the old or the new one; or a gap, where somebody left words out."""

    kind: Literal["same", "old", "new", "gap"]
    text: str


@dataclass(frozen=True)
class _Hunk:
    """Other words in the place of those of the base from `start` to `end`."""

    start: int
    end: int
    tokens: list[str]


def compare(old: str, new: str, *, seconds: float = SECONDS_ALLOWED) -> list[Piece]:
    """Return the pieces of two texts, in order: the old text is those that are not new, the new text the others."""
    return [Piece(_kinds[sign], "".join(tokens)) for sign, tokens in _compare(_cut(old), _cut(new), seconds)]


def merge(base: str, mine: str, theirs: str) -> str:
    """Return `base` with what `mine` and `theirs` changed in it; where they clash, both stand as ⟪mine|theirs⟫."""
    tokens = _cut(base)
    sides = [list(_find_hunks(tokens, _cut(text))) for text in (mine, theirs)]
    merged, at = [], 0
    for start, end, *changed in _group(*sides):
        merged.append("".join(tokens[at:start]))
        here, there = ("".join(_apply(tokens, start, end, hunks)) for hunks in changed)
        merged.append(_join(here if changed[0] else there, there if changed[1] else here))
        at = end
    return "".join([*merged, *tokens[at:]])


def _cut(text: str) -> list[str]:
    return _token.findall(text)


def _compare(old: list[str], new: list[str], seconds: float = SECONDS_ALLOWED) -> Iterator[tuple[int, list[str]]]:
    """Yield (-1, 0 or 1, tokens). The library compares characters, so each token is given one."""
    numbers = {token: number for number, token in enumerate(dict.fromkeys([*old, *new]))}
    tokens = list(numbers)
    comparer = _Comparer(seconds)
    found = comparer.diff_main(*("".join(chr(numbers[token]) for token in side) for side in (old, new)), False)  # noqa: FBT003
    comparer.diff_cleanupSemantic(found)
    for sign, letters in found:
        yield sign, [tokens[ord(letter)] for letter in letters]


def _find_hunks(base: list[str], other: list[str]) -> Iterator[_Hunk]:
    at, start, new = 0, 0, list[str]()
    for sign, tokens in _compare(base, other):
        if sign == 0:
            if at > start or new:
                yield _Hunk(start, at, new)
            at += len(tokens)
            start, new = at, []
        elif sign < 0:
            at += len(tokens)
        else:
            new = [*new, *tokens]
    if at > start or new:
        yield _Hunk(start, at, new)


def _group(mine: list[_Hunk], theirs: list[_Hunk]) -> Iterator[tuple[int, int, list[_Hunk], list[_Hunk]]]:
    """Yield (start, end, hunks of mine, hunks of theirs) of each place; hunks that touch are of one place."""
    waiting = deque(sorted([(hunk, 0) for hunk in mine] + [(hunk, 1) for hunk in theirs], key=lambda at: at[0].start))
    while waiting:
        start = end = waiting[0][0].start
        sides: tuple[list[_Hunk], list[_Hunk]] = ([], [])
        while waiting and waiting[0][0].start <= end:
            hunk, side = waiting.popleft()
            sides[side].append(hunk)
            end = max(end, hunk.end)
        yield start, end, *sides


def _apply(base: list[str], start: int, end: int, hunks: list[_Hunk]) -> Iterator[str]:
    for hunk in hunks:
        yield from base[start : hunk.start]
        yield from hunk.tokens
        start = hunk.end
    yield from base[start:end]


def _join(mine: str, theirs: str) -> str:
    return mine if mine == theirs else f"⟪{mine}|{theirs}⟫"
