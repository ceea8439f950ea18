"""The one door for writes to the record. Each verb is one transaction: rows, HTML, revision, address, edition.

Whoever changes a post, an update or a quotation saves the rows and then calls `record()`; importers, commands and tests
do too. What is refused raises ValidationError with words for the writer, and changes nothing.
"""

import hashlib
from dataclasses import asdict
from datetime import datetime
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify

import markup
from blog import document, search
from blog.models import Address, Post, Quotation, Revision, Source, Tag, Update
from blog.models.moments import this_second
from edition import turning
from people.models import User

_own_fields = ("title", "slug", "status", "published_at", "language", "summary", "body")


@transaction.atomic
def record(post: Post, *, by: User | None, note: str = "") -> Revision:
    """Make the saved rows of `post` its next revision, and return that.

    Attributed blockquotes become quotations, bodies are rendered, the address is remembered and the edition turns. A
    save that changed nothing makes no revision; the latest is returned.
    """
    fresh = _lock(post)
    _render(fresh)
    _set_updated_at(fresh)
    if fresh.is_published:
        Address.objects.remember(fresh)
    latest = fresh.revisions.order_by("-number").first()
    revision = _next_revision(fresh, latest, by=by, note=note)
    if revision != latest and (revision.is_public or (latest and latest.is_public)):
        turning.turn()
        search.index_posts([fresh])
    return revision


@transaction.atomic
def add_post(source: document.Document) -> Post:
    """Add the post that a document describes, with its updates as they are numbered there, and return it."""
    post = Post(
        author=_find_author(source.author),
        last_update_number=max((update.number for update in source.updates), default=0),
        **{name: getattr(source, name) for name in _own_fields},
    )
    post.full_clean()
    post.save()
    _set_tags(post, source.tags)
    for said in source.updates:
        update = Update(post=post, **asdict(said) | {"author": _find_author(said.author)})
        update.clean_fields()
        update.save()
    record(post, by=post.author)
    return post


@transaction.atomic
def publish(post: Post, *, by: User, at: datetime | None = None) -> Revision:
    """Publish now, or at the aware time `at`. A post that was published before keeps its time unless given one."""
    fresh = _lock(post)
    has_been = fresh.published_at and fresh.published_at <= timezone.now()
    fresh.status = Post.Status.PUBLISHED
    fresh.published_at = at or (fresh.published_at if has_been else this_second())
    fresh.full_clean()
    fresh.save()
    return record(fresh, by=by)


@transaction.atomic
def withdraw(post: Post, *, by: User, note: str = "") -> Revision:
    """Take a published post back: its address answers 410 from now on. One that nobody has seen is a draft again."""
    fresh = _lock(post)
    if fresh.status != Post.Status.PUBLISHED:
        raise ValidationError(f"“{fresh}” is not published, so it cannot be withdrawn.")
    fresh.status = Post.Status.DRAFT if fresh.is_scheduled else Post.Status.WITHDRAWN
    fresh.save()
    return record(fresh, by=by, note=note)


@transaction.atomic
def add_update(
    post: Post, *, by: User, body: str, kind: str = Update.Kind.UPDATE, at: datetime | None = None
) -> Update:
    """Add an update to a published post, dated now or at the aware time `at`, and return it."""
    update = Update(post=_lock(post), author=by, body=body, kind=kind, published_at=at or this_second())
    update.full_clean()
    update.save()
    record(update.post, by=by)
    return update


@transaction.atomic
def restore(revision: Revision, *, by: User) -> Revision:
    """Put title, summary, language, tags and text back as they were at `revision`; return the new revision that makes.

    Address, status and times stay as they are now, and so do updates that came later: what was published is not undone
    by a restore.
    """
    post = _lock(revision.post)
    then = document.parse(revision.text)
    post.title, post.summary, post.language, post.body = then.title, then.summary, then.language, then.body
    post.quotations.filter(update=None).delete()
    _set_tags(post, then.tags)
    post.save()
    for update in post.updates.all():
        _restore_update(update, then)
    return record(post, by=by, note=f"Restored revision {revision.number}")


@transaction.atomic
def save_source(source: Source) -> None:
    """Save a source, and render the posts that quote it again: their captions name it."""
    # Posts before the edition, as everywhere, so that two writers never wait for each other.
    posts = [_lock(post) for post in Post.objects.filter(quotations__source=source.pk).distinct().order_by("pk")]
    source.save()
    for post in posts:
        _render(post)
    search.index_posts(posts)


@transaction.atomic
def save_tag(tag: Tag) -> None:
    """Save a tag, and index its posts again: they are found by its name."""
    is_renamed = Tag.objects.filter(pk=tag.pk).exclude(name=tag.name).exists()
    tag.save()
    if is_renamed:
        search.index_posts(tag.post_set.published().only("pk"))


@transaction.atomic
def erase_tag(tag: Tag) -> None:
    """Delete a tag for good, and index the posts that had it again."""
    posts = list(tag.post_set.published().only("pk"))
    tag.delete()
    search.index_posts(posts)


@transaction.atomic
def erase(thing: Post | Update | Quotation, *, by: User) -> None:
    """Delete a post for good with all that belongs to it, or take an update or quotation out of its post."""
    if isinstance(thing, Quotation):
        post = _lock(thing.post)
        owner = post.updates.get(pk=thing.update_id) if thing.update_id else post
        owner.body = markup.replace_markers(owner.body, {thing.key: ""})
        owner.save(update_fields=["body"])
    thing.delete()
    if not isinstance(thing, Post):
        record(thing.post, by=by)
    turning.turn()


@transaction.atomic
def rerender(post: Post) -> None:
    """Render the texts of a post again. The record does not change; who changed the rendering turns the edition."""
    _render(_lock(post))


def _render(post: Post) -> None:
    """Store the HTML of a post's body and of its updates, with their quotations."""
    _render_body(post, post, None, ids="body-", level=2)
    for update in post.updates.all():
        try:
            _render_body(update, post, update, ids=f"{update.anchor}-", level=3)
        except ValidationError as refusal:
            raise ValidationError({"body": f"Update {update.number}: {refusal.messages[0]}"}) from refusal


def _lock(post: Post) -> Post:
    return Post.objects.select_for_update(of=("self",)).for_record().get(pk=post.pk)


def _render_body(owner: Post | Update, post: Post, update: Update | None, *, ids: str, level: int) -> None:
    body = _extract_quotations(owner.body.replace("\r\n", "\n"), post, update)
    quotations = list(post.quotations.filter(update=update).select_related("source"))
    try:
        rendering = markup.render(body, [quotation.as_quote() for quotation in quotations], ids=ids, level=level)
    except markup.Unrenderable as refusal:
        raise ValidationError({"body": str(refusal)}) from refusal
    for quotation in quotations:
        quotation.text_html = rendering.quotes[quotation.key]
    Quotation.objects.bulk_update(quotations, ["text_html"])
    owner.body, owner.body_html = body, rendering.html
    owner.save(update_fields=["body", "body_html"])


def _extract_quotations(body: str, post: Post, update: Update | None) -> str:
    """Make each attributed blockquote of `body` a quotation; return the body with markers in their places."""
    pieces = list(markup.extract_quotations(body))
    position = post.quotations.filter(update=update).count()
    for index, piece in enumerate(pieces):
        if isinstance(piece, markup.Quote):
            quotation = _add_quotation(piece, post, update, position + index)
            pieces[index] = f"[quote: {quotation.key}]"
    return "\n".join(str(piece) for piece in pieces) if len(pieces) > 1 else body


def _add_quotation(quote: markup.Quote, post: Post, update: Update | None, position: int) -> Quotation:
    said = asdict(quote)
    if post.quotations.filter(key=quote.key).exists():
        said["key"] = ""
    try:
        Quotation._meta.get_field("link").run_validators(quote.link)
        quotation = Quotation(**said | {"source": _find_source(quote)}, post=post, update=update, position=position)
        quotation.full_clean(exclude=["post", "update", "source"])
    except ValidationError as refusal:
        raise ValidationError({"body": f"Quotation of {quote.source}: {' '.join(refusal.messages)}"}) from refusal
    quotation.save()
    return quotation


def _find_source(quote: markup.Quote) -> Source:
    name = quote.source.strip()
    # Not every database folds the case of every script; slugs are folded already.
    alike = Source.objects.filter(Q(name__iexact=name) | Q(slug=slugify(name, allow_unicode=True)))
    source = next((source for source in alike if source.name.casefold() == name.casefold()), None)
    if source is None:
        address = urlsplit(quote.link)
        homepage = f"{address.scheme}://{address.netloc}/"
        Source(name=name, homepage=homepage).full_clean()
        source, _ = Source.objects.get_or_create(name=name, defaults={"homepage": homepage})
    return source


def _set_updated_at(post: Post) -> None:
    released = [update.published_at for update in post.updates.released()]
    post.updated_at = max([post.published_at, *released]) if post.published_at else None
    post.save(update_fields=["updated_at"])


def _next_revision(post: Post, latest: Revision | None, *, by: User | None, note: str) -> Revision:
    text = document.compose(Post.objects.for_record().get(pk=post.pk))
    if latest and latest.text == text and not note:
        return latest
    return Revision.objects.create(
        post=post,
        number=latest.number + 1 if latest else 1,
        text=text,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        editor=by,
        note=note,
        is_public=post.status == Post.Status.PUBLISHED,
    )


def _find_author(slug: str) -> User:
    author = User.objects.filter(slug=slug).first()
    if author is None:
        raise ValidationError({"author": f"Nobody here writes as “{slug}”."})
    return author


def _set_tags(post: Post, names: list[str]) -> None:
    for name in names:
        Tag(name=name).clean_fields(exclude=["slug"])
    post.tags.set([Tag.objects.get_or_create(name=name)[0] for name in names])


def _restore_update(update: Update, then: document.Document) -> None:
    before = next((entry for entry in then.updates if entry.number == update.number), None)
    if before:
        update.body, update.kind = before.body, before.kind
        update.quotations.all().delete()
        update.save()
