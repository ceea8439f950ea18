"""The proof of the record: each public revision has the digest of a text that names the digest before it.

That canonical text is, in UTF-8, seven lines and the public text of the revision (blog/document.py):

    siberian-light-revision 1
    post: tag:blog.example.org,2008-08-08:posts/abc
    number: 3
    moment: 2008-08-11T17:30:00+00:00
    note: "JSON on one line"
    previous: (the digest of the public revision before this one, or none)
                                                            (an empty line)

So whoever keeps a digest can tell whether anything before it was changed, and anybody can check with sha256sum.
"""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext

import markup
from blog import document
from blog.models import Post, Revision

FORMAT = "siberian-light-revision 1"


@dataclass(frozen=True)
class Break:
    """Where the record of a post is not what it was; `number` is that of the revision, 0 where there is none."""

    number: int
    reason: str


def compose_canonical(  # noqa: PLR0913 - what a proof consists of
    public_text: str, *, tag_uri: str, number: int, moment: datetime, note: str, previous: str
) -> str:
    """Return the canonical text of a revision; `previous` is a digest, or empty for the first."""
    head = [
        FORMAT,
        f"post: {tag_uri}",
        f"number: {number}",
        f"moment: {moment.astimezone(UTC).isoformat()}",
        f"note: {json.dumps(note, ensure_ascii=False)}",
        f"previous: {previous or 'none'}",
    ]
    return "\n".join([*head, "", public_text])


def digest_of(canonical: str) -> str:
    """Return the SHA-256 of a canonical text in hexadecimal digits."""
    return hashlib.sha256(canonical.encode()).hexdigest()


def canonical_text_of(revision: Revision, *, previous: str) -> str:
    """Return the canonical text of a public revision that follows the one with the digest `previous`."""
    return compose_canonical(
        revision.public_text,
        tag_uri=revision.post.tag_uri,
        number=revision.number,
        moment=revision.created_at,
        note=revision.note,
        previous=previous,
    )


def find_previous_digest(revision: Revision) -> str:
    """Return the digest that the canonical text of a public revision names. One query."""
    before = revision.post.revisions.public().filter(number__lt=revision.number).order_by("-number")
    return before.values_list("digest", flat=True).first() or ""


def find_break(post: Post) -> Break | None:
    """Return the first place where the record of a post does not hold, or None. One revision at a time is in memory."""
    latest, previous = None, ""
    for expected, revision in enumerate(post.revisions.order_by("number").iterator(chunk_size=20), start=1):
        reason = _find_fault(revision, expected, previous)
        if reason:
            return Break(revision.number, reason)
        latest, previous = revision, revision.digest or previous
    if latest is None:
        return Break(0, gettext("There is no revision at all."))
    if not _is_as_recorded(post, latest):
        return Break(latest.number, gettext("The post as it is now is not what its latest revision says."))
    return None


def _find_fault(revision: Revision, expected: int, previous: str) -> str:
    """Return in words what is wrong with a revision that follows the digest `previous`; empty where nothing is."""
    if revision.number != expected:
        return gettext("Revision %(number)s is missing.") % {"number": expected}
    if not revision.is_public:
        return gettext("It has a digest, though it was never public.") if revision.digest else ""
    if revision.digest != digest_of(canonical_text_of(revision, previous=previous)):
        return gettext("Its digest does not fit: text, number, time, note or what precedes it was changed.")
    try:
        released = document.read_releases(revision.text).get(0)
    except document.NotADocument:
        released = None
    if released is None or released > revision.created_at:
        return gettext("It is public, though its text says that readers could not read it.")
    return ""


def _is_as_recorded(post: Post, latest: Revision) -> bool:
    """Return whether the rows of a post say what its latest revision says, but for the names of others."""
    text = document.compose(Post.objects.for_record().get(pk=post.pk))
    try:
        return text == latest.text or _without_names(text) == _without_names(latest.text)
    except document.NotADocument:
        return False


def _without_names(text: str) -> document.Document:
    """Return a document without the names of author, tags and sources: these change without the post."""
    said = document.parse(text)
    updates = [replace(update, author="", body=_without_sources(update.body)) for update in said.updates]
    return replace(said, author="", tags=[], body=_without_sources(said.body), updates=updates)


def _without_sources(body: str) -> Any:
    pieces = markup.extract_quotations(body)
    return [replace(piece, source="") if isinstance(piece, markup.Quote) else piece for piece in pieces]
