"""Posts that documents describe, many at once: rows without a query for each. `blog.publishing` alone stores them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db.models import Case, Q, When
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

import markup
from blog.document import Document, UpdateDocument
from blog.models import Address, PictureUse, Post, Quotation, SiteSettings, Source, Tag, Update
from blog.models.post import SLUG_TAKEN
from blog.rendering import (
    extract_quotations,
    find_source,
    leave_out_placed,
    mark_places,
    name_corrections,
    refuse_update,
    render_text,
)
from people.models import User
from pictures.models import Picture

OWN_FIELDS = ("title", "slug", "status", "published_at")
TEXT_FIELDS = ("summary", "body", "language", "lead_image_alt", "lead_image_credit")


@dataclass
class Addition:
    """A post with all that belongs to it, not stored yet."""

    post: Post
    tags: list[Tag]
    updates: list[Update]
    quotations: list[Quotation] = field(default_factory=list)
    pictures: set[Picture] = field(default_factory=set)


class Adding:
    """Makes rows of documents; remembers the authors, tags and sources that it has found for the next document."""

    def __init__(self) -> None:
        self._authors: dict[str, User] = {}
        self._tags: dict[str, Tag] = {}
        self._sources: dict[str, Source] = {}

    def prepare_all(self, sources: Iterable[Document]) -> list[Addition]:
        """Return the rows of documents. Authors are there; tags and sources too, or made. Raises ValidationError."""
        site = SiteSettings.load()
        with translation.override(site.language), timezone.override(site.zone):
            additions = [self._prepare(source, site) for source in sources]
        _refuse_same_addresses([addition.post for addition in additions])
        return additions

    def _prepare(self, source: Document, site: SiteSettings) -> Addition:
        post = Post(
            author=self._find_author(source.author),
            last_update_number=max((update.number for update in source.updates), default=0),
            **{name: getattr(source, name) for name in (*OWN_FIELDS, *TEXT_FIELDS)},
        )
        if source.tag_uri:
            post.tag_uri = source.tag_uri
        post.lead_image = find_picture(source.lead_image)
        if source.lead_image and post.lead_image is None:
            raise ValidationError(
                {"lead_image": gettext("There is no picture “%(name)s” here.") % {"name": source.lead_image}}
            )
        # What the database asks of a post follows from these; a query for each condition would be too slow.
        post.clean_fields(exclude=["author", "lead_image"])
        if source.tag_uri:
            post.validate_unique(exclude=["preview_key"])
        post.describe_lead_image()
        post.fill_in(site)
        tags = [self._find_tag(name) for name in dict.fromkeys(source.tags)]
        addition = Addition(post, tags, [self._make_update(post, said) for said in source.updates])
        return self._add_texts(addition, site)

    def _find_author(self, slug: str) -> User:
        if slug not in self._authors:
            self._authors[slug] = find_author(slug)
        return self._authors[slug]

    def _find_tag(self, name: str) -> Tag:
        if name not in self._tags:
            Tag(name=name).clean_fields(exclude=["slug"])
            self._tags[name] = Tag.objects.get_or_create(name=name)[0]
        return self._tags[name]

    def _find_source(self, quote: markup.Quote) -> Source:
        name = quote.source.strip().casefold()
        if name not in self._sources:
            self._sources[name] = find_source(quote)
        return self._sources[name]

    def _make_update(self, post: Post, said: UpdateDocument) -> Update:
        at = {"number": said.number, "published_at": said.published_at}
        words = {"kind": said.kind, "body": said.body, "corrects": said.corrects}
        update = Update(post=post, author=self._find_author(said.author), **at, **words)
        update.clean_fields(exclude=["post", "author"])
        return update

    def _add_texts(self, addition: Addition, site: SiteSettings) -> Addition:
        """Make quotations of attributed blockquotes, and HTML of the texts."""
        keys: set[str] = set()
        if addition.post.lead_image:
            addition.pictures.add(addition.post.lead_image)
        corrections = name_corrections(addition.updates, site)
        texts: list[Post | Update] = [addition.post, *addition.updates]
        for owner in texts:
            try:
                self._add_text(owner, addition, keys, corrections)
            except ValidationError as refusal:
                if isinstance(owner, Post):
                    raise
                raise refuse_update(owner, refusal) from refusal
            leave_out_placed(corrections, owner.body_html)
        mark_places(addition.post, addition.updates)
        return addition

    def _add_text(self, owner: Post | Update, addition: Addition, keys: set[str], corrections: dict[int, str]) -> None:
        owner.body, quotations = extract_quotations(owner.body.replace("\r\n", "\n"), keys, self._find_source)
        texts = [said for each in quotations for said in (each.text, each.translation)]
        pictures = Picture.objects.mentioned_in(owner.body, *texts)
        render_text(owner, quotations, pictures, corrections)
        addition.pictures |= set() if pictures.query.is_empty() else set(pictures)
        for quotation in quotations:
            quotation.post, quotation.update = addition.post, owner if isinstance(owner, Update) else None
            quotation.published_at = owner.published_at
        addition.quotations += quotations


def _refuse_same_addresses(posts: Sequence[Post]) -> None:
    """Refuse posts of which one has the address of another, or of a post that is here. One query."""
    addresses = [(post.month, post.slug) for post in posts if post.month]
    here = Post.objects.filter(month__in={month for month, _ in addresses}, slug__in={slug for _, slug in addresses})
    taken = set(here.values_list("month", "slug"))
    if taken.intersection(addresses) or len(set(addresses)) < len(addresses):
        raise ValidationError({"slug": SLUG_TAKEN})


def store(additions: Sequence[Addition]) -> None:
    """Store the rows, in a few queries for all of them, and the addresses at which they can be read."""
    now = timezone.now()
    for addition in additions:
        post, released = addition.post, [each.published_at for each in addition.updates if each.published_at <= now]
        post.updated_at = max([post.published_at, *released]) if post.published_at else None
    Post.objects.bulk_create(addition.post for addition in additions)
    tagged = [(addition.post, tag) for addition in additions for tag in addition.tags]
    Post.tags.through.objects.bulk_create(Post.tags.through(post_id=post.pk, tag_id=tag.pk) for post, tag in tagged)
    Update.objects.bulk_create(update for addition in additions for update in addition.updates)
    Quotation.objects.bulk_create(quotation for addition in additions for quotation in addition.quotations)
    for addition in additions:
        if addition.pictures:
            PictureUse.objects.note(addition.post, addition.pictures)
    Address.objects.remember_new(addition.post for addition in additions if addition.post.is_published)


def find_author(slug: str) -> User:
    """Return who writes, or wrote, under an address. Raises ValidationError."""
    known_as = Q(slug=slug) | Q(addresses__path=reverse("blog:author", kwargs={"slug": slug}))
    # Whoever has the name now comes before those who had it once.
    author = User.objects.filter(known_as).order_by(Case(When(slug=slug, then=0), default=1)).first()
    if author is None:
        raise ValidationError({"author": gettext("Nobody here writes as “%(slug)s”.") % {"slug": slug}})
    return author


def find_picture(name: str) -> Picture | None:
    """Return the picture of which a document names a file, unless it was erased."""
    return Picture.objects.named(name).first() if name else None


def set_tags(post: Post, names: list[str]) -> None:
    """Let a post have the tags of these names, and no others. Raises ValidationError."""
    for name in names:
        Tag(name=name).clean_fields(exclude=["slug"])
    post.tags.set([Tag.objects.get_or_create(name=name)[0] for name in names])


def restore_update(post: Post, said: UpdateDocument) -> None:
    """Make the update of that number what the document says, or add it."""
    update = post.updates.filter(number=said.number).first()
    if update is None:
        update = Update(post=post, author=find_author(said.author), number=said.number, published_at=said.published_at)
    update.body, update.kind, update.corrects = said.body, said.kind, said.corrects
    update.clean_fields()
    update.save()
    update.quotations.all().delete()
