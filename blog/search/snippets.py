"""The words around what was found, cut from one part of a text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from blog.search.types import Part, Query, Term
from blog.search.words import find_words, fold, stem

# In characters: a snippet, and how much of it stands before the first word found.
LENGTH = 240
LEAD = 60
# So many words of each part are looked through, so that a page of long posts does not take long.
WORDS_SEEN = 20_000


@dataclass(frozen=True)
class Piece:
    """A piece of a snippet; `is_hit` where it is a word that was asked for."""

    text: str
    is_hit: bool = False


@dataclass(frozen=True)
class Snippet:
    """What to show of a result, and the anchor and label of the part that it is from."""

    anchor: str
    label: str
    pieces: list[Piece]


@dataclass(frozen=True)
class _Hit:
    start: int
    end: int
    term: int


def make_snippet(parts: Iterable[Part], query: Query) -> Snippet:
    """Return a snippet of the part that holds most of the words of `query`; of the first part where none does."""
    best, most = None, -1
    for anchor, label, text in parts:
        hits = list(_find_hits(text, query))
        held = len({hit.term for hit in hits})
        if text and held > most:
            best, most = (anchor, label, text, hits), held
        if best and held == len(query.wanted):
            break
    if best is None:
        return Snippet("", "", [])
    anchor, label, text, hits = best
    return Snippet(anchor, label, list(_cut(text, hits)))


def _find_hits(text: str, query: Query) -> Iterator[_Hit]:
    """Yield where terms of `query` stand; a phrase is one hit."""
    words = [(found, form) for found in islice(find_words(text), WORDS_SEEN) if (form := fold(found[1]))]
    stems = [stem(form) for _, form in words]
    beginnings = {each for term in query.wanted for each in (term.stems[0], *term.others)}
    prefixes = tuple(term.prefix for term in query.wanted if term.prefix)
    for at, (found, form) in enumerate(words):
        if stems[at] not in beginnings and not form.startswith(prefixes):
            continue
        for number, term in enumerate(query.wanted):
            size = len(term.stems)
            if tuple(stems[at : at + size]) == term.stems or _is_other_form(term, form, stems[at]):
                yield _Hit(found.start(), words[at + size - 1][0].end(), number)
                break


def _is_other_form(term: Term, form: str, its_stem: str) -> bool:
    return its_stem in term.others or bool(term.prefix and form.startswith(term.prefix))


def _cut(text: str, hits: list[_Hit]) -> Iterator[Piece]:
    """Yield the pieces of the stretch of `text` in which most terms stand."""
    start, end = _choose_stretch(text, hits)
    at = start
    if start:
        yield Piece("…")
    for hit in hits:
        if at <= hit.start and hit.end <= end:
            yield Piece(text[at : hit.start])
            yield Piece(text[hit.start : hit.end], is_hit=True)
            at = hit.end
    yield Piece(text[at:end])
    if end < len(text):
        yield Piece("…")


def _choose_stretch(text: str, hits: list[_Hit]) -> tuple[int, int]:
    """Return where to cut: at spaces, where there are any nearby."""
    first = max(range(len(hits)), key=lambda number: _count_terms(hits, number), default=None)
    start = 0 if first is None else max(0, hits[first].start - LEAD)
    if start and first is not None:
        start = text.find(" ", start, hits[first].start) + 1 or start
    end = start + LENGTH
    if end >= len(text):
        return start, len(text)
    return start, max(text.rfind(" ", end - LEAD, end), 0) or end


def _count_terms(hits: list[_Hit], first: int) -> int:
    """Return how many terms stand in a stretch that begins shortly before a hit."""
    limit = hits[first].start + LENGTH - LEAD
    return len({hit.term for hit in islice(hits, first, first + 50) if hit.end <= limit})
