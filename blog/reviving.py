"""A revision becomes a post again, for a page: nothing of it is saved."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from django.core.cache import caches
from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language

import markup
from blog.document import Document, UpdateDocument, parse
from blog.models import Post, Revision, SiteSettings, Tag, Update
from blog.rendering import render_document
from people.models import User
from pictures.models import Picture

# A revision never changes, but pictures may get more widths.
SECONDS_KEPT = 3600


@dataclass(frozen=True)
class Revived:
    """A post as it was, with what its page shows besides."""

    post: Post
    updates: list[Update]
    tags: list[Tag]


def revive(revision: Revision, site: SiteSettings) -> Revived:
    """Return the post of a public revision as readers had it, with HTML. Raises document.NotADocument."""
    then = parse(revision.public_text)
    body, *updates = _render(revision, then, site)
    authors = _find_authors({then.author, *(said.author for said in then.updates)})
    post = _make_post(then, revision.post, authors[then.author], body)
    placed = markup.find_corrected("".join([body, *updates]))
    revived = [
        _make_update(said, post=post, author=authors[said.author], body_html=html, is_placed=said.number in placed)
        for said, html in zip(then.updates, updates, strict=True)
    ]
    return Revived(post, revived, _find_tags(then.tags))


def _render(revision: Revision, then: Document, site: SiteSettings) -> list[str]:
    """Return the HTML of the body and of each update; made once, as it takes another process."""
    key = f"revision:{revision.digest}:{get_language()}"
    kept = caches["memory"].get(key)
    if kept is None:
        try:
            kept = render_document(then, site)
        except markup.Unrenderable:  # as it stands, rather than not at all
            bodies = [then.body, *(update.body for update in then.updates)]
            kept = [format_html("<pre>{}</pre>", body) for body in bodies]
        caches["memory"].set(key, kept, SECONDS_KEPT)
    return kept


def _make_post(then: Document, now: Post, author: User, html: str) -> Post:
    """Return the post `now` as a document has it."""
    fields = ("title", "summary", "language", "lead_image_alt", "lead_image_credit", "published_at", "status")
    post = Post(pk=now.pk, slug=now.slug, month=now.month, author=author, body_html=html)
    for name in fields:
        setattr(post, name, getattr(then, name))
    post.updated_at = max((update.published_at for update in then.updates), default=then.published_at)
    post.lead_image = Picture.objects.named(then.lead_image).first() if then.lead_image else None
    return post


def _make_update(said: UpdateDocument, **fields: Any) -> Update:
    return Update(published_at=said.published_at, number=said.number, kind=said.kind, **fields)


def _find_authors(slugs: set[str]) -> dict[str, User]:
    """Return who was meant by the slugs of then. Two queries."""
    paths = {unquote(reverse("blog:author", kwargs={"slug": slug})): slug for slug in slugs}
    former = User.objects.filter(addresses__path__in=paths).values_list("addresses__path", "pk")
    known_as = {paths[path]: pk for path, pk in former if path in paths}
    users = User.objects.filter(Q(slug__in=slugs) | Q(pk__in=known_as.values()))
    by_pk, by_slug = {user.pk: user for user in users}, {user.slug: user for user in users}
    return {
        slug: by_slug.get(slug) or by_pk.get(known_as.get(slug, 0)) or User(slug=slug, username=slug) for slug in slugs
    }


def _find_tags(names: list[str]) -> list[Tag]:
    """Return the tags of these names; one that is there no more leads nowhere. One query."""
    known = {tag.name: tag for tag in Tag.objects.filter(name__in=names)}
    return [known.get(name) or Tag(name=name) for name in names]
