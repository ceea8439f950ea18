"""The one way in for all formats: arrivals become posts and pages by the door of `blog.publishing`."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

import markup
from blog import publishing
from blog.adding import Adding
from blog.models import Address, Page, Post, Revision
from edition import turning
from people.models import User
from transfer.importers import reporting
from transfer.importers.arriving import Arrival, ArrivingComment
from transfer.importers.reporting import Report
from transfer.importers.threads import thread
from transfer.models import Comment, ImportedItem

# So many are stored in one transaction.
BATCH = 50
# So many other addresses are tried where one is taken.
TRIES = 20

_is_address = URLValidator(schemes=["http", "https"])


class Carrier:
    """Brings posts and pages in, and notes what became of each. What is here already is brought up to date."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._adding = Adding()

    def forget(self) -> None:
        """Look authors, tags and sources up again: what was made is undone."""
        self._adding = Adding()

    def carry(self, arrivals: Sequence[Arrival]) -> None:
        """Bring arrivals in: all of them in one transaction, or each in its own where one of them is refused."""
        known = ImportedItem.objects.filter(key__in=[each.key for each in arrivals]).select_related("post", "page")
        items = {item.key: item for item in known}
        new = [arrival for arrival in arrivals if arrival.key not in items]
        for arrival in [*self._add_posts([each for each in new if each.kind == "post"]), *self._add_pages(new)]:
            self._report.add(arrival.kind, arrival.title, reporting.ADDED, arrival.notes)
            for comment in arrival.comments:
                self._report.add(comment.kind, comment.key, reporting.ADDED)
        for arrival in arrivals:
            if arrival.key in items:
                self._try(partial(_bring_again, items[arrival.key], report=self._report), arrival)

    def _add_posts(self, arrivals: Sequence[Arrival]) -> list[Arrival]:
        """Add posts, and return those that were not refused."""
        try:
            _add_posts(arrivals, self._adding)
        except (ValidationError, DatabaseError):
            self.forget()
            return [arrival for arrival in arrivals if self._try(_add_alone, arrival)]
        return list(arrivals)

    def _add_pages(self, arrivals: Sequence[Arrival]) -> list[Arrival]:
        return [arrival for arrival in arrivals if arrival.kind == "page" and self._try(_add_page, arrival)]

    def _try(self, action: Callable[[Arrival], object], arrival: Arrival) -> bool:
        """Do something with one arrival; return whether that went well, and note why where it did not."""
        try:
            action(arrival)
        except ValidationError as refusal:
            notes = [*refusal.messages, *arrival.notes]
            self._report.add(arrival.kind, arrival.title, reporting.REFUSED, notes)
            return False
        return True


@turning.writing()
def _add_posts(arrivals: Sequence[Arrival], adding: Adding) -> None:
    if not arrivals:
        return
    posts = publishing.add_posts((arrival.document for arrival in arrivals), adding=adding)
    digests = dict(Revision.objects.filter(post__in=posts).values_list("post", "digest"))
    pairs = list(zip(arrivals, posts, strict=True))
    ImportedItem.objects.bulk_create(_make_item(arrival, digests[post.pk], post=post) for arrival, post in pairs)
    lead_here([(path, {"post": post}) for arrival, post in pairs for path in arrival.addresses])
    Comment.objects.bulk_create(comment for arrival, post in pairs for comment in _make_comments(arrival, post=post))


def _add_alone(arrival: Arrival) -> None:
    """Add one post, under another address where its own is taken."""
    slug = arrival.document.slug or arrival.key.rpartition("=")[2]
    for number in range(1, TRIES):
        document = arrival.document if number == 1 else replace(arrival.document, slug=f"{slug[:90]}-{number}")
        try:
            with transaction.atomic():
                _add_posts([replace(arrival, document=document)], Adding())
        except ValidationError as refusal:
            if "slug" not in refusal.error_dict or number == TRIES - 1:
                raise
        else:
            if number > 1:
                arrival.notes.append(_("Its address was taken: it is “%s” here.") % document.slug)
            return


@turning.writing()
def _add_page(arrival: Arrival) -> None:
    document = arrival.document
    page = Page(title=document.title, slug=document.slug, body=document.body)
    for number in range(2, TRIES):
        try:
            page.full_clean()
        except ValidationError as refusal:
            if "slug" not in refusal.error_dict or number == TRIES - 1:
                raise
            page.slug = f"{document.slug[:90]}-{number}"
    if page.slug != document.slug:
        arrival.notes.append(_("Its address was taken: it is “%s” here.") % page.slug)
    page.save()
    _make_item(arrival, _digest_of_page(page), page=page).save()
    lead_here([(path, {"page": page}) for path in arrival.addresses])
    Comment.objects.bulk_create(_make_comments(arrival, page=page))


@turning.writing()
def _bring_again(item: ImportedItem, arrival: Arrival, *, report: Report) -> None:
    """Bring what is here already up to date, unless it was edited here."""
    thing = item.post or item.page
    if thing is None:
        state = reporting.ERASED_HERE
    elif item.digest == arrival.digest:
        state = reporting.UNCHANGED
    elif _digest_of(thing) != item.stored_digest:
        state = reporting.EDITED_HERE
    else:
        state = reporting.UPDATED
        _replace(thing, arrival)
        item.stored_digest, item.digest = _digest_of(thing), arrival.digest
        item.decisions, item.original = arrival.decisions, arrival.original
        item.save()
    report.add(arrival.kind, arrival.title, state, arrival.notes if state == reporting.UPDATED else [])


def _replace(thing: Post | Page, arrival: Arrival) -> None:
    owned: dict[str, Post | Page] = {"post": thing} if isinstance(thing, Post) else {"page": thing}
    if isinstance(thing, Post):
        by = User.objects.get(slug=arrival.document.author)
        publishing.rewrite(thing, arrival.document, by=by, note=_("Changed at the origin"))
    else:
        thing.title, thing.body = arrival.document.title, arrival.document.body
        thing.full_clean()
        thing.save()
    lead_here([(path, owned) for path in arrival.addresses])
    Comment.objects.of(thing).delete()
    Comment.objects.bulk_create(_make_comments(arrival, **owned))
    turning.turn()


def _make_item(arrival: Arrival, stored_digest: str, **owned: Post | Page) -> ImportedItem:
    origin = {"key": arrival.key, "digest": arrival.digest, "original": arrival.original}
    return ImportedItem(**origin, stored_digest=stored_digest, decisions=arrival.decisions, **owned)


def _digest_of(thing: Post | Page) -> str:
    if isinstance(thing, Page):
        return _digest_of_page(thing)
    return thing.revisions.values_list("digest", flat=True).first() or ""


def _digest_of_page(page: Page) -> str:
    return sha256(f"{page.title}\0{page.body}".encode()).hexdigest()


def lead_here(addresses: Sequence[tuple[str, dict]]) -> None:
    """Let former addresses lead to what is here now; one that leads somewhere already goes on to."""
    longest = Address._meta.get_field("path").max_length or 0
    fitting = [Address(path=path, **owned) for path, owned in addresses if len(path) <= longest]
    Address.objects.bulk_create(fitting, ignore_conflicts=True)


def _make_comments(arrival: Arrival, **owned: Post | Page) -> list[Comment]:
    return [
        _make_comment(comment, position=position, depth=depth, answers=answers[:250], **owned)
        for position, (comment, depth, answers) in enumerate(thread(arrival.comments))
    ]


def _make_comment(said: ArrivingComment, **fields: object) -> Comment:
    comment = Comment(key=said.key[:30], kind=said.kind, name=said.name[:250] or _("Anonymous"), at=said.at, **fields)
    comment.body_html = markup.sanitise(said.html, ids=f"comment-{comment.key}-", rel="nofollow ugc")
    try:
        _is_address(said.link)
        comment.link = said.link if len(said.link) <= 500 else ""
    except ValidationError:
        comment.link = ""
    return comment
