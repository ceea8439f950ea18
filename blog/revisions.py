"""What differs between two revisions of a post, part by part and word by word."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

import markup
from blog.document import Document, NotADocument, UpdateDocument, parse
from blog.models import Post, Update
from markup import Piece, Quote

# So many letters of what stayed the same are shown on either side of a change.
SHOWN_AROUND = 160
# For all parts of a post together: for whoever writes, and for readers, who are many.
SECONDS_ALLOWED, SECONDS_FOR_READERS = 1, 0.1


@dataclass(frozen=True)
class Difference:
    """A part of a post that two revisions have differently."""

    label: str
    fate: Literal["added", "removed", "changed"]
    pieces: list[Piece]
    words_added: int
    words_removed: int


def diff(old: str, new: str, *, seconds: float = SECONDS_ALLOWED) -> list[Difference]:
    """Return what differs between the texts of two revisions, in the order of the post.

    What would take longer than `seconds` is compared coarsely.
    """
    before, after = _read(old), _read(new)
    labels = [label for label in after | before if before.get(label, "") != after.get(label, "")]
    return [
        _compare(label, before.get(label, ""), after.get(label, ""), seconds=seconds / len(labels)) for label in labels
    ]


def _compare(label: str, old: str, new: str, *, seconds: float) -> Difference:
    pieces = markup.compare(old, new, seconds=seconds)
    return Difference(
        label=label,
        fate="changed" if old and new else "added" if new else "removed",
        pieces=list(_shorten(pieces)),
        words_added=sum(len(piece.text.split()) for piece in pieces if piece.kind == "new"),
        words_removed=sum(len(piece.text.split()) for piece in pieces if piece.kind == "old"),
    )


def _shorten(pieces: list[Piece]) -> Iterator[Piece]:
    """Leave out what stayed the same and is far from a change."""
    for number, piece in enumerate(pieces):
        start = piece.text[:SHOWN_AROUND].rpartition(" ")[0] if number else ""
        end = piece.text[-SHOWN_AROUND:].partition(" ")[2] if number < len(pieces) - 1 else ""
        if piece.kind != "same" or len(piece.text) <= 2 * SHOWN_AROUND:
            yield piece
            continue
        yield replace(piece, text=start)
        yield Piece("gap", "")
        yield replace(piece, text=end)


def _read(text: str) -> dict[str, str]:
    """Return `{label: text}` of each part of a post, in order."""
    try:
        document = parse(text)
    except NotADocument:
        return {gettext("Text"): text}
    return dict(_part(document))


def _part(document: Document) -> Iterator[tuple[str, str]]:
    for name in ("title", "summary", "lead_image", "lead_image_alt", "lead_image_credit", "language", "slug"):
        yield _name_of(name), getattr(document, name)
    yield _name_of("tags"), ", ".join(document.tags)
    yield _name_of("author"), document.author
    yield _name_of("status"), _choice(Post.Status, document.status)
    yield _name_of("published_at"), _moment(document.published_at)
    yield from _part_body(_name_of("body"), document.body)
    for update in document.updates:
        yield from _part_update(update)


def _part_update(update: UpdateDocument) -> Iterator[tuple[str, str]]:
    name = gettext("Update %(number)s") % {"number": update.number}
    yield from _part_body(name, update.body)
    said = f"{_choice(Update.Kind, update.kind)}, {_moment(update.published_at)}, {update.author}"
    yield gettext("%(update)s: kind, time and author") % {"update": name}, said


def _part_body(label: str, body: str) -> Iterator[tuple[str, str]]:
    """Part a body from the quotations in it, and name each by its key."""
    quotations, prose = [], []
    for piece in markup.extract_quotations(body):
        if isinstance(piece, Quote):
            quotations.append(piece)
            prose.append(f"[quote: {piece.key}]")
        else:
            prose.append(piece)
    yield label, "\n".join(prose).strip("\n")
    for quotation in quotations:
        said = {"part": label, "key": quotation.key}
        text = markup.compose_quotation(replace(quotation, key=""))
        yield gettext("%(part)s, quotation “%(key)s”") % said, text


def _name_of(field: str) -> str:
    name = str(Post._meta.get_field(field).verbose_name)  # type: ignore[union-attr]
    return name[:1].upper() + name[1:]


def _choice(choices: type[TextChoices], value: str) -> str:
    return str(choices(value).label) if value in choices.values else value


def _moment(moment: datetime | None) -> str:
    return date_format(timezone.localtime(moment), "j E Y, H:i") if moment else ""
