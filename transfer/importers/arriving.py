"""What every reader of a format makes of what it reads: posts and pages on their way in."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from blog.document import Document


@dataclass(frozen=True)
class ArrivingComment:
    """A comment; `html` may be anything, it is cleaned on the way in. `parent` is the key of the one it answers."""

    key: str
    name: str
    link: str
    at: datetime | None
    html: str
    kind: str = "comment"
    parent: str = ""


@dataclass(frozen=True)
class Arrival:
    """A post or page: `key` is its name at the origin, unique among all sites; `digest` changes when it does there.

    `addresses` are the paths, with their queries, at which it was read. `notes` say what became different on the way;
    `decisions` what was recognised in its text, of which `original` is the HTML.
    """

    key: str
    digest: str
    kind: Literal["post", "page"]
    document: Document
    addresses: list[str] = field(default_factory=list)
    comments: list[ArrivingComment] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    decisions: list[dict] = field(default_factory=list)
    original: str = ""

    @property
    def title(self) -> str:
        return self.document.title
