import secrets
from itertools import chain

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

import markup
from blog.models.archived import read_versions
from blog.models.language import validate_language
from blog.models.moments import this_second
from blog.models.naming import LENGTH, make_tag_uri, validate_tag_uri
from blog.models.site import SiteSettings
from blog.querysets import PostQuerySet
from edition.validators import is_possible, validate_moment

SLUG_TAKEN = _("Another post of that month has this address already.")
NEEDS_ALT = _("Say what the picture shows, for those who cannot see it.")
HEADINGS_OF_A_LONG_TEXT = 3
NEEDS_TIME = _("A post that is or was published has a time of publication.")


def make_preview_key():
    """Return the secret part of a preview link."""
    return secrets.token_urlsafe(16)


def _month_of(moment, site=None):
    """Return the first day of the month in which an aware `moment` falls in the site's time zone."""
    return (site or SiteSettings.load()).local_date(moment).replace(day=1)


class Post(models.Model):
    """One dated piece of commentary, to which updates and quotations are added."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("author"), on_delete=models.PROTECT, related_name="posts"
    )
    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(
        _("address"),
        max_length=100,
        blank=True,
        allow_unicode=True,
        help_text=_("The last part of the post's address. Made from the title when left empty."),
    )
    summary = models.TextField(
        _("summary"),
        blank=True,
        max_length=600,
        help_text=_("One or two plain sentences: they stand under the title and in lists."),
    )
    body = models.TextField(
        _("body"),
        blank=True,
        help_text=_(
            "Markdown. A blockquote that ends in “> — Speaker, [Source](link), date” is saved as a quotation; "
            "a line “[quote: key]” then stands in its place."
        ),
    )
    body_html = models.TextField(editable=False)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT, db_index=True)
    published_at = models.DateTimeField(
        _("published"),
        null=True,
        blank=True,
        validators=[validate_moment],
        help_text=_("A time to come schedules the post. Left empty, it is the moment you publish."),
    )
    month = models.DateField(
        null=True,
        editable=False,
        help_text="The first day of the month in the post's address, in the site's time zone.",
    )
    updated_at = models.DateTimeField(
        null=True,
        editable=False,
        help_text="The last editorial change: the newest update, or else the publication.",
    )
    withdrawn_at = models.DateTimeField(
        null=True, editable=False, help_text="When the post, after readers could see it, was withdrawn."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    modified_at = models.DateTimeField(auto_now=True)
    tags = models.ManyToManyField("blog.Tag", verbose_name=_("tags"), blank=True)
    lead_image = models.ForeignKey(
        "pictures.Picture",
        verbose_name=_("picture"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Stands above the text: the number of a picture of the library."),
    )
    lead_image_alt = models.CharField(
        _("what it shows"),
        max_length=300,
        blank=True,
        help_text=_("For those who cannot see the picture. Taken from the library when left empty."),
    )
    lead_image_credit = models.CharField(
        _("credit"),
        max_length=200,
        blank=True,
        help_text=_("Who made the picture, and under which licence it is shown."),
    )
    language = models.CharField(
        _("language"),
        max_length=12,
        blank=True,
        validators=[validate_language],
        help_text=_("Where it is not the site's: a code such as en, ru or pt-BR."),
    )
    tag_uri = models.CharField(
        max_length=LENGTH,
        unique=True,
        editable=False,
        default=make_tag_uri,
        validators=[validate_tag_uri],
        error_messages={"unique": _("This post is here already.")},
        help_text="The post's name in feeds, whatever becomes of its address.",
    )
    preview_key = models.CharField(max_length=40, unique=True, editable=False, default=make_preview_key)
    last_update_number = models.PositiveIntegerField(default=0, editable=False)
    archived = models.JSONField(
        default=dict, editable=False, help_text="Links with a copy beside them, as blog.models.archived reads them."
    )

    objects = PostQuerySet.as_manager()

    # The time that `month` was taken from: what has not been dated anew keeps its address, in any time zone.
    _dated_at = None

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["-published_at", "-pk"]
        permissions = [("edit_all_posts", "Can edit posts of other authors")]
        indexes = [
            models.Index(fields=["status", "-published_at"], name="post_by_time"),
            models.Index(fields=["status", "-updated_at", "-id"], name="post_by_change"),
            models.Index(fields=["author", "status", "-published_at"], name="post_by_author"),
            # The archive and the years of the search need no row to be read.
            models.Index(fields=["status", "month", "published_at"], name="post_by_month"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["month", "slug"],
                name="post_slug_is_unique_in_month",
                violation_error_message=SLUG_TAKEN,
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(published_at__isnull=False, month__isnull=False),
                name="post_has_time_unless_draft",
                violation_error_message=NEEDS_TIME,
            ),
            models.CheckConstraint(
                condition=Q(lead_image=None) | ~Q(lead_image_alt=""),
                name="post_picture_is_described",
                violation_error_message=NEEDS_ALT,
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "published", "withdrawn"]), name="post_status_is_known"
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Return the public address; for a draft, the one it would have if it were published now.

        Never the preview's: whoever may ask for an address here need not be somebody who may read the post.
        """
        return self.get_part_url("post")

    def get_part_url(self, name, **kwargs):
        """Return the address of something that stands below the post's, such as its share image."""
        month = self.month or _month_of(timezone.now())
        return reverse(f"blog:{name}", kwargs={"month": month, "slug": self.slug} | kwargs)

    def get_preview_url(self):
        """Return the address at which whoever holds it can read the post before it is published."""
        return reverse("blog:preview", kwargs={"key": self.preview_key})

    def get_view_url(self):
        """Return the address at which whoever edits the post can look at it now."""
        return self.get_absolute_url() if self.is_published else self.get_preview_url()

    @property
    def versions(self):
        """Return the copies of what links of the post led to, by the links, where these died or changed."""
        return read_versions(self.archived)

    @property
    def archived_html(self):
        """Return the body with the copies beside its links."""
        return markup.add_versions(self.body_html, self.versions)

    @property
    def description(self):
        """Return what the post is about, as plain text: its summary, or else its first words."""
        return self.summary or markup.to_text(self.body_html[:10_000], length=200)

    @property
    def is_published(self):
        """Return whether anybody may read the post now."""
        return self.status == self.Status.PUBLISHED and self.published_at <= timezone.now()

    @property
    def contents(self):
        """Return the headings of a text that is long enough to need a list of them."""
        headings = markup.find_headings(self.body_html)
        return headings if len(headings) >= HEADINGS_OF_A_LONG_TEXT else []

    @property
    def is_scheduled(self):
        """Return whether the post appears at a time to come."""
        return self.status == self.Status.PUBLISHED and self.published_at > timezone.now()

    @property
    def unplaced_corrections(self):
        """Return the corrections that stand among the updates alone; of a post with the updates that may be seen."""
        # The preview shows posts that were never saved.
        updates = self.updates.all() if self.pk else []
        return [update for update in updates if update.kind == "correction" and not update.is_placed]

    def has_said(self, words):
        """Return whether `words` stand in the post as readers have it, or stand in its history."""
        now = (markup.to_text(part.body_html) for part in (self, *self.updates.released()))
        # A long history is not wanted in memory at once, nor at all where the words stand in the post.
        before = (revision.public_text for revision in self.revisions.readable().iterator(chunk_size=20))
        return any(markup.holds_words(text, words) for text in chain(now, before))

    def clean(self):
        if self.published_at and not is_possible(self.published_at):
            return  # the field says so
        self.describe_lead_image()
        self.fill_in()
        same_address = Post.objects.filter(month=self.month, slug=self.slug).exclude(pk=self.pk)
        if self.month and same_address.exists():
            raise ValidationError({"slug": SLUG_TAKEN})

    @classmethod
    def from_db(cls, db, field_names, values, **kwargs):
        post = super().from_db(db, field_names, values, **kwargs)
        post._dated_at = post.__dict__.get("published_at")  # noqa: SLF001 - its own class
        return post

    def save(self, *args, update_fields=None, **kwargs):
        if update_fields is None:
            self.fill_in()
        super().save(*args, update_fields=update_fields, **kwargs)

    def renew_preview_key(self):
        """End the present preview link."""
        self.preview_key = make_preview_key()
        self.save(update_fields=["preview_key"])

    def describe_lead_image(self):
        """Take what the library says of the picture where nothing else is said."""
        if self.lead_image is None:
            return
        self.lead_image_alt = self.lead_image_alt or self.lead_image.alt
        self.lead_image_credit = self.lead_image_credit or self.lead_image.credit_line
        if not self.lead_image_alt:
            raise ValidationError({"lead_image_alt": NEEDS_ALT})

    def fill_in(self, site=None):
        """Fill in what follows from the rest: the slug, the time of a post published now, the month of the address.

        `site` are the site's settings, where they are known already.
        """
        self.slug = self.slug or slugify(self.title, allow_unicode=True)[:100].strip("-_") or "post"
        if self.status != self.Status.DRAFT and self.published_at is None:
            self.published_at = this_second()
        if self.published_at != self._dated_at or self.month is None:
            self.month = self.published_at and _month_of(self.published_at, site)
            self._dated_at = self.published_at
