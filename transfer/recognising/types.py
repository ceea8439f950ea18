"""What is recognised in an old post."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from transfer.blocks import Block


@dataclass(frozen=True)
class RecognisedUpdate:
    """Blocks of a post that are an update to it.

    `label` is what opens it, as written. `published_at` is aware, or None where the text does not say. `blocks` are
    those of the origin; `words` are the same without the label, as the site sets one itself. `confidence` is between 0
    and 1, and `reason` says why, to a person.
    """

    kind: Literal["update", "correction", "clarification"]
    label: str
    published_at: datetime | None
    blocks: tuple[Block, ...]
    words: tuple[Block, ...]
    confidence: float
    reason: str


@dataclass(frozen=True)
class RecognisedQuotation:
    """A blockquote whose source is known.

    It stands in the body (`update` is None) or in the update of that index, at the block of the index `at` there.
    `covers` is 2 where the block after it holds its attribution and nothing else, otherwise 1. `words` are the quote
    without a line that attributes it. There is a `source`, the name of a publication or person, a `link`, or both;
    a link without a name has its host as source. `language` is a code where the words are evidently not in the post's.
    """

    update: int | None
    at: int
    covers: int
    words: Block
    speaker: str
    source: str
    link: str
    said_on: date | None
    language: str
    confidence: float
    reason: str


@dataclass(frozen=True)
class Recognised:
    """A post in parts. `body` and the blocks of `updates` are together the blocks that were given, in their order."""

    body: tuple[Block, ...]
    updates: tuple[RecognisedUpdate, ...] = ()
    quotations: tuple[RecognisedQuotation, ...] = ()
