"""The one door for writes to the record. Each verb is one transaction: rows, HTML, revision, address, edition.

Whoever changes a post, an update or a quotation saves the rows and then calls `record()`; importers, commands and tests
do too. What is refused raises ValidationError with words for the writer, and changes nothing.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import DateTimeField, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext

import markup
from blog import correcting, document, marking, revising, search
from blog.adding import OWN_FIELDS, TEXT_FIELDS, Adding, find_picture, restore_update, set_tags, store
from blog.models import Address, Post, Quotation, Revision, Source, Tag, Update
from blog.models.moments import this_second
from blog.rendering import render_post
from blog.signals import recorded
from edition import turning
from edition.turning import writing
from people.models import User


@writing()
def record(post: Post, *, by: User | None, note: str = "") -> Revision:
    """Make the saved rows of `post` its next revision, and return that.

    Attributed blockquotes become quotations, bodies are rendered, the address is remembered and the edition turns. A
    save that changed nothing makes no revision; the latest is returned. Once all is committed, `signals.recorded` says
    so.
    """
    revision = _record(post, by=by, note=note)
    said = {"post_pk": post.pk, "is_public": revision.post.is_published}
    transaction.on_commit(partial(recorded.send, sender=Post, **said), robust=True)
    return revision


def _record(post: Post, *, by: User | None, note: str = "") -> Revision:
    fresh = _lock(post)
    latest = revising.release(fresh)
    looks_new = render_post(fresh)
    _set_times(fresh)
    if fresh.is_published:
        Address.objects.remember(fresh)
    revision = revising.revise(fresh, latest, by=by, note=note)
    was_released = revising.was_released(latest)
    if was_released and fresh.status == Post.Status.WITHDRAWN:
        fresh.renew_preview_key()
    if (revision != latest or looks_new) and (was_released or fresh.status == Post.Status.PUBLISHED):
        turning.turn()
        search.index_posts([fresh])
    return revision


@writing()
def record_release(post: Post) -> Revision | None:
    """Make revisions of what appeared by the clock since the latest, and return the latest. Who asks turns the page."""
    return revising.release(_lock(post))


@writing()
def seal(post: Post, *, first: int, last: int, reason: str, by: User) -> list[Revision]:
    """Take the texts and notes of the revisions `first` to `last` from everybody, and return those newly sealed.

    They stay in the database, so that the record can be verified. Readers are told number, time and `reason`.
    """
    sealed = revising.seal(_lock(post), first, last, reason=reason, by=by)
    turning.turn()
    return sealed


@writing()
def add_post(source: document.Document) -> Post:
    """Add the post that a document describes, with its updates as they are numbered there, and return it."""
    return add_posts([source])[0]


@writing()
def add_posts(sources: Iterable[document.Document], *, adding: Adding | None = None) -> list[Post]:
    """Add the posts that documents describe, or none of them, and return them: as `add_post`, but many at once.

    With `adding`, what was found for the posts of one call is known in the next. After an error it is of no more use.
    It is no news: whatever follows upon `signals.recorded` comes in its turn.
    """
    additions = (adding or Adding()).prepare_all(sources)
    store(additions)
    posts = [addition.post for addition in additions]
    as_stored = Post.objects.for_record().in_bulk([post.pk for post in posts])
    Revision.objects.bulk_create(revising.begin(as_stored[post.pk]) for post in posts)
    public = [post for post in posts if post.status == Post.Status.PUBLISHED]
    if public:
        turning.turn()
        search.index_posts(public)
    return posts


@writing()
def publish(post: Post, *, by: User, at: datetime | None = None) -> Revision:
    """Publish now, or at the aware time `at`. A post that was published before keeps its time unless given one."""
    fresh = _lock(post)
    has_been = fresh.published_at and fresh.published_at <= timezone.now()
    fresh.status = Post.Status.PUBLISHED
    fresh.published_at = at or (fresh.published_at if has_been else this_second())
    fresh.full_clean()
    fresh.save()
    return record(fresh, by=by)


@writing()
def withdraw(post: Post, *, by: User, note: str = "") -> Revision:
    """Take a published post back: its address answers 410 from now on. One that nobody has seen is a draft again."""
    fresh = _lock(post)
    if fresh.status != Post.Status.PUBLISHED:
        raise ValidationError(gettext("“%(post)s” is not published, so it cannot be withdrawn.") % {"post": fresh})
    fresh.status = Post.Status.DRAFT if fresh.is_scheduled else Post.Status.WITHDRAWN
    fresh.save()
    return record(fresh, by=by, note=note)


@writing()
def add_update(  # noqa: PLR0913 - what an update consists of
    post: Post,
    *,
    by: User,
    body: str,
    kind: str = Update.Kind.UPDATE,
    corrects: str = "",
    right: str = "",
    at: datetime | None = None,
) -> Update:
    """Add an update to a published post, dated now or at the aware time `at`, and return it.

    A correction may name the words of the post that it `corrects`, and the `right` ones, which then take their place.
    """
    said = {"body": body, "kind": kind, "corrects": corrects}
    update = Update(post=_lock(post), author=by, published_at=at or this_second(), **said)
    update.full_clean()
    update.save()
    correct(update, right=right, by=by)
    return update


@writing()
def correct(update: Update, *, right: str, by: User, note: str = "") -> Revision:
    """Record the post of a saved update; where `right` words are given, in the place of those that it corrects.

    The wrong words stand once in the Markdown of the post or of another of its updates. A marker that leads to the
    correction stands after the right ones. Raises ValidationError about `corrects` or `right`.
    """
    if not right:
        return record(update.post, by=by, note=note)
    correcting.put_right(_lock(update.post), update, right)
    revision = record(update.post, by=by, note=note)
    correcting.refuse_without_place(update)
    return revision


@writing()
def restore(revision: Revision, *, by: User) -> Revision:
    """Put title, summary, language, picture, tags and text back as they were at `revision`; return the new revision.

    Updates that were taken out since come back under their numbers. Address, status and times stay as they are now, and
    so do updates that came later: what was published is not undone by a restore.
    """
    if revision.is_sealed:
        raise ValidationError(gettext("This revision is sealed, so it cannot be restored."))
    post = _lock(revision.post)
    then = document.parse(revision.text)
    for name in ("title", *TEXT_FIELDS):
        setattr(post, name, getattr(then, name))
    post.lead_image = find_picture(then.lead_image)
    post.quotations.filter(update=None).delete()
    set_tags(post, then.tags)
    post.save()
    for before in then.updates:
        restore_update(post, before)
    return record(post, by=by, note=gettext("Restored revision %(number)s") % {"number": revision.number})


@writing()
def rewrite(post: Post, source: document.Document, *, by: User, note: str = "") -> Revision:
    """Make a post what a document says, address, status and times included; return the new revision.

    Updates that are not in the document are erased. Author and name in feeds stay.
    """
    fresh = _lock(post)
    for name in (*OWN_FIELDS, *TEXT_FIELDS):
        setattr(fresh, name, getattr(source, name))
    fresh.lead_image = find_picture(source.lead_image)
    fresh.quotations.filter(update=None).delete()
    fresh.last_update_number = max([fresh.last_update_number, *(update.number for update in source.updates)])
    fresh.full_clean()
    fresh.save()
    set_tags(fresh, source.tags)
    fresh.updates.all().delete()
    for said in source.updates:
        restore_update(fresh, said)
    return record(fresh, by=by, note=note)


@writing()
def save_source(source: Source) -> None:
    """Save a source, and render the posts that quote it again: their captions name it."""
    source.save()
    posts = [_lock(post) for post in Post.objects.filter(quotations__source=source.pk).distinct().order_by("pk")]
    for post in posts:
        render_post(post)
    search.index_posts(posts)


@writing()
def save_tag(tag: Tag) -> None:
    """Save a tag, and index its posts again: they are found by its name."""
    is_renamed = Tag.objects.filter(pk=tag.pk).exclude(name=tag.name).exists()
    tag.save()
    if is_renamed:
        search.index_posts(tag.post_set.published().only("pk"))


@writing()
def erase_tag(tag: Tag) -> None:
    """Delete a tag for good, and index the posts that had it again."""
    posts = list(tag.post_set.published().only("pk"))
    tag.delete()
    search.index_posts(posts)


@writing()
def erase(thing: Post | Update | Quotation, *, by: User) -> None:
    """Delete a post for good with all that belongs to it, or take an update or quotation out of its post."""
    if isinstance(thing, Quotation):
        post = _lock(thing.post)
        owner = post.updates.get(pk=thing.update_id) if thing.update_id else post
        owner.body = markup.replace_markers(owner.body, {thing.key: ""})
        owner.save(update_fields=["body"])
    if isinstance(thing, Update):
        correcting.remove_marks(_lock(thing.post), thing)
    thing.delete()
    if not isinstance(thing, Post):
        record(thing.post, by=by)
    turning.turn()


@writing()
def note_findings(post: Post, findings: Mapping[str, marking.Finding]) -> None:
    """Put down what was found about quotations of `post`, by their keys, and tell its readers.

    The record does not change, and neither does its time: the post says what it said.
    """
    fresh = _lock(post)
    released = set(fresh.updates.released())
    if any(owner == fresh or owner in released for owner in marking.note(fresh, findings)) and fresh.is_published:
        turning.turn()


@writing()
def rerender(post: Post) -> None:
    """Render the texts of a post again. The record does not change; who changed the rendering turns the edition."""
    render_post(_lock(post))


@writing()
def note_archived(post: Post, copies: Mapping[str, tuple[str, datetime]]) -> None:
    """Say beside which links of a post there is a copy: `{link: (address of the copy, aware moment it was made)}`.

    Those that are not named have none any more. The texts stay as they are, so the record does not change.
    """
    fresh = _lock(post)
    archived = {link: [address, at.isoformat()] for link, (address, at) in copies.items()}
    if fresh.archived == archived:
        return
    fresh.archived = archived
    fresh.save(update_fields=["archived"])
    if fresh.is_published:
        turning.turn()


def _lock(post: Post) -> Post:
    return Post.objects.select_for_update(of=("self",)).for_record().get(pk=post.pk)


def _set_times(post: Post) -> None:
    """Note what follows from the times of the post and its updates, and when the post was taken from its readers."""
    of_update = Update.objects.filter(pk=OuterRef("update")).values("published_at")
    post.quotations.update(published_at=Coalesce(Subquery(of_update), Value(post.published_at, DateTimeField())))
    released = [update.published_at for update in post.updates.released()]
    post.updated_at = max([post.published_at, *released]) if post.published_at else None
    # What could be read at an address has left it among the addresses; the rest was seen by nobody.
    is_missed = post.status == Post.Status.WITHDRAWN and post.addresses.exists()
    post.withdrawn_at = (post.withdrawn_at or this_second()) if is_missed else None
    post.save(update_fields=["updated_at", "withdrawn_at"])
