"""Quoted words in the text of the page that they were taken from: where they stand, and whether they still do.

Pages and quotations of any length pass here, so nothing here may take longer than in proportion to them.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

# So much of a page stands around the words, on either side.
CHARACTERS_AROUND = 300
# Of what a page said so much may go before it is another page.
SHARE_KEPT = 0.5
# Texts are compared by runs of so many words, or of letters where a script has no spaces.
WORDS_IN_RUN, LETTERS_IN_RUN = 4, 12

_word = re.compile(r"\w+")
# Where a writer left words out, or put some in: […], …, ..., [the minister].
_elision = re.compile(r"\[[^\]]*\]|…|\.\.\.")


@dataclass(frozen=True)
class Excerpt:
    """Quoted words as a page has them, with what stands around them."""

    before: str
    words: str
    after: str


def find_excerpts(text: str, quoted: list[str]) -> list[Excerpt | None]:
    """Return each of the plain words `quoted` as they stand in `text`, or None. Case, marks, spaces do not matter."""
    words = _Words(text) if quoted else None  # once: it takes long
    return [_cut_out(text, words.locate(each)) for each in quoted] if words else []


def _cut_out(text: str, span: tuple[int, int] | None) -> Excerpt | None:
    if span is None:
        return None
    start, end = span
    before, after = text[max(0, start - CHARACTERS_AROUND) : start], text[end : end + CHARACTERS_AROUND]
    if start > CHARACTERS_AROUND:
        before = "…" + before.partition(" ")[2]
    if end + CHARACTERS_AROUND < len(text):
        after = after.rpartition(" ")[0] + "…"
    return Excerpt(before, text[start:end], after)


def has_changed(before: str, now: str, quoted: Iterable[str]) -> bool:
    """Return whether a page says `now` something else than `before`.

    Where words that were `quoted` stood in it, they decide; where none did, at least half of its text must be gone.
    """
    words_before, words_now = _Words(before), _Words(now)
    held = [words for words in quoted if words_before.locate(words)]
    if held:
        return not all(words_now.locate(words) for words in held)
    cut = _Words.cut_letters if words_before.has_no_spaces() else _Words.cut_words
    runs = cut(words_before)
    return bool(runs) and len(runs & cut(words_now)) < SHARE_KEPT * len(runs)


class _Words:
    """The words of a text, in small letters, with a space before and behind each."""

    def __init__(self, text: str) -> None:
        self._spans = [found.span() for found in _word.finditer(text)]
        self._words = [text[start:end].casefold() for start, end in self._spans]
        self._line = f" {' '.join(self._words)} "
        self._offsets = list(accumulate((len(word) + 1 for word in self._words), initial=0))

    def locate(self, quoted: str) -> tuple[int, int] | None:
        """Return where words begin and end in the text; of what elisions part, each piece follows the one before."""
        pieces = [_word.findall(piece.casefold()) for piece in _elision.split(quoted)]
        found, at = [], 0
        for piece in filter(None, pieces):
            line = f" {' '.join(piece)} "
            at = self._line.find(line, at)
            if at < 0:
                return None
            first = bisect_left(self._offsets, at)
            found += [first, first + len(piece) - 1]
            at += len(line) - 1
        return (self._spans[found[0]][0], self._spans[found[-1]][1]) if found else None

    def has_no_spaces(self) -> bool:
        """Return whether the text is in a script without spaces: its words are as long as sentences."""
        return sum(map(len, self._words)) > LETTERS_IN_RUN * len(self._words)

    def cut_words(self) -> set[str]:
        """Return the runs of words that the text is made of."""
        last = max(1, len(self._words) - WORDS_IN_RUN + 1)
        return {" ".join(self._words[at : at + WORDS_IN_RUN]) for at in range(last)} - {""}

    def cut_letters(self) -> set[str]:
        """Return the runs of letters that the text is made of."""
        letters = "".join(self._words)
        return {letters[at : at + LETTERS_IN_RUN] for at in range(max(1, len(letters) - LETTERS_IN_RUN + 1))}
