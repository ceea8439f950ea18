"""Old posts understood: which of their blocks are updates, and which quotes are quotations with a source.

Pure: knows no model, no request and no network.
"""

from collections.abc import Sequence
from datetime import datetime

from transfer.blocks import Block
from transfer.recognising.types import Recognised, RecognisedQuotation, RecognisedUpdate

__all__ = ["Recognised", "RecognisedQuotation", "RecognisedUpdate", "recognise"]


def recognise(blocks: Sequence[Block], *, published_at: datetime, language: str) -> Recognised:
    """Return the parts of a post that was published at `published_at` (aware, in the zone that its author meant).

    `language` is its code, such as `de`. A paragraph in which a label begins a line is parted there; otherwise the
    blocks are those that were given.
    """
    return Recognised(body=tuple(blocks))
