"""A post with its updates and quotations as one Markdown text, and back: the format of revisions, diffs and export.

---
title: "Each value is JSON on one line, which YAML reads too"
…
---

The body, with each quotation as an attributed blockquote in its place.

::: update 1 · correction · 2008-08-13T10:00:00+00:00 · author · "the words that were wrong, where it names them"

The text of the update.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import datetime

from blog.models import Post, Quotation
from blog.parting import UPDATE_LINE
from markup import compose_quotation, find_markers, replace_markers

_like_update_line = re.compile(r"(?m)^(\\*:::)")


@dataclass(frozen=True)
class UpdateDocument:
    """An update; `author` is the slug of a user, `published_at` aware, `corrects` the words that it says were wrong."""

    number: int
    kind: str
    published_at: datetime
    author: str
    body: str
    corrects: str = ""


@dataclass(frozen=True)
class Document:
    """A post; `author` is the slug of a user, `published_at` aware, `tags` names. Quotations stand in the bodies.

    `lead_image` is the name of a file in the site's storage. `tag_uri` stands only in a text that leaves the site: a
    revision belongs to its post, which has it.
    """

    title: str
    slug: str
    author: str
    status: str
    published_at: datetime | None
    language: str
    tags: list[str]
    summary: str
    lead_image: str = ""
    lead_image_alt: str = ""
    lead_image_credit: str = ""
    tag_uri: str = ""
    body: str = ""
    updates: list[UpdateDocument] = field(default_factory=list)


class NotADocument(ValueError):  # noqa: N818 - it is what the text is
    """The text is not in this format; the message says where it fails."""


_heads = [f.name for f in fields(Document) if f.name not in {"body", "updates"}]
# Left out where there is nothing to say.
_optional = {"lead_image", "lead_image_alt", "lead_image_credit", "tag_uri"}


def compose(post: Post, *, tag_uri: str = "") -> str:
    """Return the document of `post`, which was fetched with `for_record()`.

    With its `tag_uri`, whoever reads the text on another site or day can add the same post again.
    """
    head = {
        "title": post.title,
        "slug": post.slug,
        "author": post.author.slug,
        "status": post.status,
        "published_at": post.published_at and post.published_at.isoformat(),
        "language": post.language,
        "tags": sorted(tag.name for tag in post.tags.all()),
        "summary": post.summary,
    }
    picture = {"lead_image": post.lead_image.name} if post.lead_image else {}
    picture |= {name: getattr(post, name) for name in ("lead_image_alt", "lead_image_credit")}
    head |= {name: value for name, value in picture.items() if value}
    head |= {"tag_uri": tag_uri} if tag_uri else {}
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in head.items()]
    parts = ["\n".join(["---", *lines, "---"]), _compose_body(post.body, _quotations_of(post, None))]
    for update in post.updates.all():
        said = f"{update.number} · {update.kind} · {update.published_at.isoformat()} · {update.author.slug}"
        said += f" · {json.dumps(update.corrects, ensure_ascii=False)}" if update.corrects else ""
        parts += [f"::: update {said}", _compose_body(update.body, _quotations_of(post, update.pk))]
    return "\n\n".join(parts).rstrip("\n") + "\n"


def parse(text: str) -> Document:
    """Return the document that `compose` wrote as `text`. Raises NotADocument."""
    head, rest = _part(text)
    body, *parts = UPDATE_LINE.split(rest)
    updates = [
        UpdateDocument(
            int(number), kind, _read_time(at, f"update {number}"), author, _plain_body(words), _read_words(corrects)
        )
        for number, kind, at, author, corrects, words in zip(*[iter(parts)] * 6, strict=True)
    ]
    return Document(**head, body=_plain_body(body), updates=updates)


def read_releases(text: str) -> dict[int, datetime]:
    """Return when readers get what a document says, by the numbers of its updates, and 0 for the post itself.

    Empty where nothing is released: in a draft, or in what is withdrawn. Raises NotADocument.
    """
    head, rest = _part(text)
    if head["status"] != Post.Status.PUBLISHED or head["published_at"] is None:
        return {}
    updates = {int(found[1]): _read_time(found[3], f"update {found[1]}") for found in UPDATE_LINE.finditer(rest)}
    # No update is read before its post.
    return {0: head["published_at"]} | {number: max(at, head["published_at"]) for number, at in updates.items()}


def _part(text: str) -> tuple[dict, str]:
    """Return what the block at the beginning of a document says, and what follows it. Raises NotADocument."""
    found = re.fullmatch(r"---\n(.*?)\n---\n(.*)", text, re.DOTALL)
    if not found:
        raise NotADocument("It does not begin with a block between two lines of “---”.")
    return _parse_head(found[1]), found[2]


def _parse_head(text: str) -> dict:
    head = {}
    for line in text.split("\n"):
        name, _, value = line.partition(": ")
        try:
            head[name] = json.loads(value)
        except ValueError as error:
            raise NotADocument(f"“{line}” is not a name and a JSON value.") from error
    if not set(_heads) - _optional <= set(head) <= set(_heads):
        raise NotADocument(f"The block at its beginning must give exactly: {', '.join(_heads)}.")
    for name, value in head.items():
        _refuse_wrong_kind(name, value)
    head["published_at"] = head["published_at"] and _read_time(head["published_at"], "published_at")
    return head


def _refuse_wrong_kind(name: str, value: object) -> None:
    if name == "tags":
        is_right = isinstance(value, list) and all(isinstance(tag, str) for tag in value)
    else:
        is_right = isinstance(value, str) or (name == "published_at" and value is None)
    if not is_right:
        raise NotADocument(f"{name}: {json.dumps(value)} is not {'a list of names' if name == 'tags' else 'a text'}.")


def _read_time(text: str, name: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise NotADocument(f"{name}: {error}.") from error
    if moment.tzinfo is None:
        raise NotADocument(f"{name}: {text} has no time zone.")
    return moment


def _read_words(value: str | None) -> str:
    try:
        return json.loads(value) if value else ""
    except ValueError as error:
        raise NotADocument(f"{value} is not a JSON value.") from error


def _quotations_of(post: Post, update_pk: int | None) -> list[Quotation]:
    return [quotation for quotation in post.quotations.all() if quotation.update_id == update_pk]


def _compose_body(body: str, quotations: Iterable[Quotation]) -> str:
    blocks = {quotation.key: compose_quotation(quotation.as_quote()) for quotation in quotations}
    escaped = _like_update_line.sub(r"\\\1", body)
    text = replace_markers(escaped, blocks)
    placed = set(find_markers(body))
    unplaced = [block for key, block in blocks.items() if key not in placed]
    return "\n\n".join([text, *unplaced]).strip("\n")


def _plain_body(text: str) -> str:
    return re.sub(r"(?m)^\\(\\*:::)", r"\1", text.strip("\n"))
