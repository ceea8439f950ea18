"""Old posts understood: which of their blocks are updates, and which quotes are quotations with a source.

Pure: knows no model, no request and no network. Reasons are English words for gettext, to be translated when shown.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from transfer.blocks import Block
from transfer.recognising.quotations import find_quotations
from transfer.recognising.types import Recognised, RecognisedQuotation, RecognisedUpdate
from transfer.recognising.updates import Stretch, find_updates, part_at_labels, read_update, take_off_label

__all__ = ["Recognised", "RecognisedQuotation", "RecognisedUpdate", "recognise"]


def recognise(blocks: Sequence[Block], *, published_at: datetime, language: str) -> Recognised:
    """Return the parts of a post that was published at `published_at` (aware, in the zone that its author meant).

    `language` is its code, such as `de`. A paragraph in which a label begins a line is parted there; otherwise the
    blocks are those that were given.
    """
    parts = list(part_at_labels(blocks))
    stretches = find_updates(parts)
    body: list[Block] = []
    quotations: list[RecognisedQuotation] = []
    for run in _runs_between(parts, stretches):
        found = find_quotations(run, published_at=published_at, language=language)
        quotations += [replace(quotation, at=quotation.at + len(body)) for quotation in found]
        body += run
    updates = [read_update(parts, stretch, published_at=published_at, language=language) for stretch in stretches]
    for number, (stretch, update) in enumerate(zip(stretches, updates, strict=True)):
        since = update.published_at or published_at
        found = find_quotations(take_off_label(parts, stretch), published_at=since, language=language)
        quotations += [replace(quotation, update=number) for quotation in found]
    return Recognised(tuple(body), tuple(updates), tuple(quotations))


def _runs_between(blocks: Sequence[Block], stretches: Sequence[Stretch]) -> Iterator[Sequence[Block]]:
    """Yield the blocks of the body that stand together."""
    start = 0
    for stretch in stretches:
        yield blocks[start : stretch.start]
        start = stretch.end
    yield blocks[start:]
