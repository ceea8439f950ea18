"""Which blocks of a post are updates: from a label to where the text returns to the body."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from transfer.blocks import Block, Kind, part_paragraph
from transfer.recognising.labels import Label, find_lines, read_label
from transfer.recognising.moments import read_moment, time_of_update
from transfer.recognising.trimming import drop_ending, drop_opening
from transfer.recognising.types import RecognisedUpdate


@dataclass(frozen=True)
class Stretch:
    """Blocks from the index `start` up to `end`, which `label` opens."""

    label: Label
    start: int
    end: int


_trailing = re.compile(
    r"(?:technorati|tags?\s?:|labels\s?:|keywords\s?:|filed (?:under|in)|categor(?:y|ies)\s?:|posted (?:by|at|in|on)\b|"
    r"cross-?posted|related (?:posts?|stories)|original post|share this|метки\s?:|теги\s?:|рубрик|"
    r"schlag(?:wort|wörter)|stichw|kategorien?\s?:|abgelegt unter|mots[- ]cl|classé dans|étiquettes|\[1\]|\*[^*\s])",
    re.IGNORECASE,
)
_told_by_class = re.compile(r"\b(?:update|upd|edit|nachtrag|correction|maj|addendum)", re.IGNORECASE)
_class = re.compile(r'<p\b[^>]*\bclass="([^"]*)"')
_set_off = re.compile(r"<p\b[^>]*>\s*+<(em|i|small|font|span|del|ins)\b[^>]*>(?:(?!</\1>).)*+</\1>\s*+</p>", re.DOTALL)
_level = re.compile(r"<h([1-6])")
_pairs = {"[": "]", "(": ")", "{": "}"}
# These hold no text of the post.
_bare = {Kind.RULE, Kind.FIGURE}


def part_at_labels(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks; a paragraph in which a label begins a line is parted before it."""
    for block in blocks:
        begun = find_lines(block)
        yield from part_paragraph(block, begun) if begun else [block]


def find_updates(blocks: Sequence[Block]) -> list[Stretch]:
    """Return where the updates of a post stand, in order. What is left besides them holds text of the post."""
    labels = _find_labels(blocks)
    while labels:
        starts = [*labels, len(blocks)]
        has_text = (number for number, block in enumerate(blocks) if block.kind not in _bare and number not in labels)
        top = next(has_text, len(blocks))
        stretches = [
            Stretch(
                labels[start], start, _find_end(blocks, start, limit, is_top=start < top, is_first=start == starts[0])
            )
            for start, limit in pairwise(starts)
        ]
        if _leaves_text(blocks, stretches):
            return stretches
        # The first is then the post itself.
        del labels[starts[0]]
    return []


def read_update(
    blocks: Sequence[Block], stretch: Stretch, *, published_at: datetime, language: str
) -> RecognisedUpdate:
    """Return the update that stands at a stretch of a post's `blocks`."""
    label = stretch.label
    own = tuple(blocks[stretch.start : stretch.end])
    is_english = language.startswith("en")
    times = (
        time_of_update(read_moment(label.when, is_english=one), published_at) for one in (is_english, not is_english)
    )
    return RecognisedUpdate(
        kind=label.kind,
        label=label.text,
        published_at=next(filter(None, times), None),
        blocks=own,
        words=_tidy(take_off_label(blocks, stretch), own[0].text[: label.end]),
        confidence=label.confidence,
        reason=label.reason,
    )


def take_off_label(blocks: Sequence[Block], stretch: Stretch) -> tuple[Block, ...]:
    """Return the blocks of a stretch, the first without its label."""
    first, *others = blocks[stretch.start : stretch.end]
    return (drop_opening(first, first.text[: stretch.label.end]), *others)


def _find_labels(blocks: Sequence[Block]) -> dict[int, Label]:
    labels: dict[int, Label] = {}
    for number, block in enumerate(blocks):
        label = read_label(block)
        if label is None or (label.continues and not labels):
            continue
        opens_post = label.is_quick and all(before.kind in _bare for before in blocks[:number])
        if not opens_post and not _only_announces(blocks, number, label):
            labels[number] = label
    return _without_sections(blocks, labels)


def _only_announces(blocks: Sequence[Block], number: int, label: Label) -> bool:
    """Return whether a block is only a heading, such as "Updates", of blocks with labels of their own."""
    following = blocks[number + 1] if number + 1 < len(blocks) else None
    is_bare = not blocks[number].text[label.end :].strip()
    return is_bare and (following is None or read_label(following) is not None)


def _without_sections(blocks: Sequence[Block], labels: dict[int, Label]) -> dict[int, Label]:
    """Leave out headings that go on after their label, without a time, if other headings stand among them."""
    headings = [number for number, block in enumerate(blocks) if block.kind is Kind.HEADING]
    titled = {
        number
        for number in headings
        if number in labels
        and blocks[number].text[labels[number].end :].strip()
        and not labels[number].when.strip(" ,0123456789")
    }
    if not titled or titled == set(headings):
        return labels
    return {number: label for number, label in labels.items() if number not in titled}


def _find_end(blocks: Sequence[Block], start: int, limit: int, *, is_top: bool, is_first: bool) -> int:
    """Return where an update ends that begins at `start`, `limit` at the latest.

    It may be above all text of the post (`is_top`), and the first of the updates (`is_first`).
    """
    block, following = blocks[start], blocks[start + 1 : limit]
    opening = re.match(r"\s*[*>_-]*([\[({])", block.text)
    if opening and (end := _find_closing(blocks, start, limit, _pairs[opening[1]])):
        return end
    if mark := _mark(block):
        same = next((at for at, other in enumerate(following) if _mark(other) != mark), len(following))
        return _with_quote(blocks, start + same, limit)
    end = start + 1 + next((at for at, other in enumerate(following) if _returns(other, block)), len(following))
    is_aside = _is_above(blocks, start, end, limit) if is_top else is_first and _is_aside(blocks, start, end)
    return _with_quote(blocks, start, limit) if is_aside else end


def _find_closing(blocks: Sequence[Block], start: int, limit: int, bracket: str) -> int:
    """Return the end of the block in which the bracket closes that opens at `start`, or 0 if it does in none."""
    for at in range(start, min(limit, start + 8)):
        if blocks[at].text.rstrip(" .").endswith(bracket):
            return at + 1
    return 0


def _mark(block: Block) -> str:
    """Return by what a block is told apart as (part of) an update: class, wrapper or type; empty if by nothing."""
    own = _class.match(block.html)
    names = [block.within, own[1] if own else ""]
    by_class = next((name for name in names if _told_by_class.search(name)), "")
    set_off = _set_off.fullmatch(block.html)
    return by_class or (set_off[1] if set_off else "")


def _returns(block: Block, opening: Block) -> bool:
    """Return whether the text of a post returns from an update at this block."""
    if block.kind is Kind.HEADING:
        return opening.kind is not Kind.HEADING or _level_of(block) <= _level_of(opening)
    return block.kind is Kind.RULE or _trailing.match(block.text) is not None


def _level_of(heading: Block) -> str:
    found = _level.match(heading.html)
    return found[1] if found else "6"


def _is_above(blocks: Sequence[Block], start: int, end: int, limit: int) -> bool:
    """Return whether an update above the text is one paragraph: that is so unless a rule tells where it ends."""
    return not (end < limit and blocks[end].kind is Kind.RULE and end < len(blocks) - 1 and end - start < 6)


def _is_aside(blocks: Sequence[Block], start: int, end: int) -> bool:
    """Return whether an update is one paragraph that the text goes on after: far more follows than came before."""
    before = sum(len(block.text) for block in blocks[:start])
    following = blocks[start + 1 : end]
    return len(following) > 3 and sum(len(block.text) for block in following) > 2 * before


def _with_quote(blocks: Sequence[Block], start: int, limit: int) -> int:
    """Return the end of a block, behind what it leads up to with a colon."""
    end = start + 1
    leads_up = blocks[start].text.rstrip().endswith(":") or blocks[start].kind is Kind.HEADING
    if leads_up and end < limit and blocks[end].kind is not Kind.RULE:
        end += 1
    return end


def _leaves_text(blocks: Sequence[Block], stretches: Sequence[Stretch]) -> bool:
    taken = {number for stretch in stretches for number in range(stretch.start, stretch.end)}
    return any(
        number not in taken and block.text and block.kind is not Kind.RULE for number, block in enumerate(blocks)
    )


def _tidy(blocks: tuple[Block, ...], label: str) -> tuple[Block, ...]:
    """Return the blocks of an update without the brackets around all of it, and without a block that was its label."""
    opening = re.match(r"\s*([\[({])", label)
    closing = _pairs[opening[1]] if opening else ""
    if closing and closing not in label and blocks[-1].text.endswith(closing):
        blocks = (*blocks[:-1], drop_ending(blocks[-1], closing))
    return tuple(block for block in blocks if block.text or block.kind in _bare)
