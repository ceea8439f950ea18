"""Do quoted words stand in a text? Pure: knows no Django, no row and no page.

They stand there *verbatim* if every word and mark does, in order, in the one form of `evidence.wording`. A quotation
may leave words out at `[…]` or `…`, and put words of its own into brackets, as in `[the minister]` or `[T]he`. It may
begin with a small or capital letter, and end with another mark than the text has there, unless that is a question. They
are *close* if the text has a passage that is nearly so worded. What is in doubt is close.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from evidence.aligning import JOINT, find_nearest
from evidence.wording import UNSPACED, fold_case, join_broken_words, normalise

# How alike a passage must be, from 0 to 1.
CLOSE = 0.8
# How many characters may stand where words were left out, and where words in brackets stand.
LONGEST_ELISION, LONGEST_INSERTION = 5000, 100
# An elision of less within a sentence is looked at: it must not hide that something was denied.
SHORT_ELISION = 60
PIECES_ALLOWED, PLACES_ALLOWED = 100, 1000

State = Literal["verbatim", "close", "not_found"]

_cut = re.compile(
    r"\[(?P<letter>\w)\](?=\w)|(?<=\w)\[(?P<last>\w)\]|(?P<elision>[\[(](?:…|\.\.)[\])]|…)|\[(?P<inserted>[^\[\]]{1,200})\]"
)
_edges = ' "—,;:.'
_denials = (
    "not?|never|cannot|nor|hardly|scarcely|barely|nicht|keine?[nmrs]?|nie|niemals|kaum|ne|pas|jamais|non|не|ни|нет|никогда"
    "|вряд ли|едва|δεν|δε|μην?|όχι|لا|ليس|لم|لن|לא|אין|ikke|inte|niet|geen|não|nem|nunca"
)
_denial = re.compile(rf"n['’]t\b|\bn'|\b(?:{_denials})\b|[不没沒非無无未勿]|ない|ไม่", re.IGNORECASE)
_denied_before = re.compile(rf"(?:n't|\b(?:{_denials})) $|\bn'$|(?:[不没沒非無无未勿别別]|ไม่)$", re.IGNORECASE)
_denied_after = re.compile(rf" (?:{_denials})\b|ない|なかった|なく|ませ|ず|ぬ|まい", re.IGNORECASE)
_sentence_end = re.compile(r"[.!?。！？](?:\s|$)")
_number_goes_on = re.compile(
    r"[.,:/]\d| \d{3}(?!\d)| ?[%‰°$€£¥₽]| ?(?:hundred|thousand|[mb]illion|trillion|per ?cent|тыс|млн|млрд|милли|процент"
    r"|Mio|Mrd|Milli|Tausend|Prozent|mille|pour cent|[百千万萬亿億])"
)
_spaced = re.compile(rf"[^\W{UNSPACED}]")


@dataclass(frozen=True)
class Finding:
    """What became of quoted words: `sought` and the passage that was `found`, both in the one form.

    `likeness` is from 0 to 1. Sought is not what stands in brackets, or at the edges.
    """

    state: State
    sought: str = ""
    found: str = ""
    likeness: float = 0.0


@dataclass
class _Piece:
    """Words that must stand together, at most `gap` characters after those before them; `loose` letters in any case."""

    text: str
    gap: int
    loose: set[int] = field(default_factory=set)


def find(quoted: str, text: str) -> Finding:
    """Return whether the `quoted` words stand in `text`, both plain text; a line's end in `text` may break a word."""
    quoted = normalise(quoted)
    text = normalise(join_broken_words(text, quoted))
    folded = fold_case(text)
    pieces, is_faithful = _cut_into_pieces(quoted)
    if not pieces:
        return Finding("not_found")
    place = _find_in_order(pieces, text, folded) if is_faithful and len(pieces) <= PIECES_ALLOWED else None
    sought = JOINT.join(piece.text for piece in pieces)
    if place:
        return Finding("verbatim", sought, text[slice(*place)], 1.0)
    found, likeness = find_nearest([piece.text for piece in pieces[:PIECES_ALLOWED]], text, folded)
    return Finding("close" if likeness >= CLOSE else "not_found", sought, found, likeness)


def _cut_into_pieces(quoted: str) -> tuple[list[_Piece], bool]:
    """Return the pieces of a quotation, and whether what it says of its own in brackets denies nothing."""
    pieces = [_Piece("", 0)]
    at, is_faithful = 0, True
    for mark in _cut.finditer(quoted):
        pieces[-1].text += quoted[at : mark.start()]
        at = mark.end()
        if letter := mark["letter"] or mark["last"]:
            pieces[-1].loose.add(len(pieces[-1].text))
            pieces[-1].text += letter
            continue
        is_faithful &= not (mark["inserted"] and _denial.search(mark["inserted"]))
        pieces.append(_Piece("", LONGEST_ELISION if mark["elision"] else LONGEST_INSERTION))
    pieces[-1].text += quoted[at:]
    return list(_join_empty(pieces)), is_faithful


def _join_empty(pieces: list[_Piece]) -> Iterator[_Piece]:
    """Yield the pieces that have words, without the marks at their edges; what has none widens the gap."""
    gap = 0
    for piece in pieces:
        gap = max(gap, piece.gap)
        start = len(piece.text) - len(piece.text.lstrip(_edges))
        words = piece.text.strip(_edges)
        if first := re.search(r"\w", words):
            yield _Piece(words, gap, {place - start for place in piece.loose} | {first.start()})
            gap = 0


def _find_in_order(pieces: list[_Piece], text: str, folded: str) -> tuple[int, int] | None:
    """Return where the pieces stand one after the other, from the beginning of the first to the end of the last."""
    first = pieces[0]
    reached = [place for place in _find_places(first, text, folded) if not _skips_denial(text, place[0], first)]
    for piece in pieces[1:]:
        ends = [end for _, end in reached]
        further = []
        for start, end in _find_places(piece, text, folded):
            before = bisect_right(ends, start) - 1
            if (
                before >= 0
                and start - ends[before] <= piece.gap
                and not _hides_denial(text[ends[before] : start], piece)
            ):
                further.append((reached[before][0], end))
        reached = further
    return reached[0] if reached else None


def _skips_denial(text: str, start: int, first: _Piece) -> bool:
    """Return whether words in brackets at the very beginning stand for some that deny what follows."""
    return bool(first.gap) and _hides_denial(text[max(0, start - SHORT_ELISION // 2) : start], first)


def _hides_denial(left_out: str, piece: _Piece) -> bool:
    is_looked_at = piece.gap == LONGEST_INSERTION or len(left_out) <= SHORT_ELISION
    return is_looked_at and bool(_denial.search(_sentence_end.split(left_out)[-1]))


def _find_places(piece: _Piece, text: str, folded: str) -> Iterator[tuple[int, int]]:
    """Yield where a piece stands in `text`, word for word."""
    sought, at = fold_case(piece.text), -1
    for _ in range(PLACES_ALLOWED):
        at = folded.find(sought, at + 1)
        if at < 0:
            return
        end = at + len(sought)
        if _is_same(piece, text[at:end]) and _begins_there(text, at) and _ends_there(text, end):
            yield at, end


def _is_same(piece: _Piece, words: str) -> bool:
    return piece.text == words or all(
        ours == theirs or place in piece.loose
        for place, (ours, theirs) in enumerate(zip(piece.text, words, strict=True))
    )


def _begins_there(text: str, at: int) -> bool:
    """Return whether a word, or number, begins at `at`, and nothing before it denies it."""
    before, after = text[max(0, at - 12) : at], text[at : at + 4]
    if _spaced.match(after) and (_spaced.match(before[-1:]) or re.search(r"\w-$", before)):
        return False
    if after[:1].isdigit() and (
        re.search(r"\d[.,:/]$|[$€£¥₽−]$", before) or (before[-2:-1].isdigit() and re.match(r"\d{3}(?!\d)", after))
    ):
        return False
    return not _denied_before.search(before)


def _ends_there(text: str, end: int) -> bool:
    """Return whether a word, or number, ends at `end`, is asked nothing, and is not denied by what follows it."""
    last, after = text[end - 1], text[end : end + 12]
    if _spaced.match(last) and (_spaced.match(after) or re.match(r"['-]\w", after)):
        return False
    if last.isdigit() and _number_goes_on.match(after):
        return False
    is_asked = last not in "?？" and after.lstrip('"').startswith(("?", "？"))
    return not is_asked and not _denied_after.match(after)
