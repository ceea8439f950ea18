"""Old posts understood: which of their blocks are updates, and which quotes are quotations with a source.

Pure: knows no model, no request and no network. Reasons are English words for gettext, to be translated when shown.
"""

from collections.abc import Sequence
from datetime import datetime

from transfer.blocks import Block
from transfer.recognising.types import Recognised, RecognisedQuotation, RecognisedUpdate
from transfer.recognising.updates import find_updates, part_at_labels, read_update

__all__ = ["Recognised", "RecognisedQuotation", "RecognisedUpdate", "recognise"]


def recognise(blocks: Sequence[Block], *, published_at: datetime, language: str) -> Recognised:
    """Return the parts of a post that was published at `published_at` (aware, in the zone that its author meant).

    `language` is its code, such as `de`. A paragraph in which a label begins a line is parted there; otherwise the
    blocks are those that were given.
    """
    parts = list(part_at_labels(blocks))
    stretches = find_updates(parts)
    taken = {number for stretch in stretches for number in range(stretch.start, stretch.end)}
    updates = [read_update(parts, stretch, published_at=published_at, language=language) for stretch in stretches]
    return Recognised(
        body=tuple(block for number, block in enumerate(parts) if number not in taken),
        updates=tuple(updates),
    )
