from datetime import UTC, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

import markup
from blog.models.moments import this_second
from blog.querysets import UpdateQuerySet
from edition.validators import validate_moment

NEEDS_PUBLISHED_POST = _("Only a published post can be updated. Publish it first, or write into its text.")
BEFORE_POST = _("An update cannot be older than its post.")
NAMES_NO_WRONG_WORDS = _("Only a correction names words that were wrong.")
# Begins what the HTML of a correction says of the words that were wrong; no text of a writer can.
CORRECTS = '\n<p class="corrects">'
NOT_IN_TEXT = _("These words do not stand in the post, and never did. Copy them from its page.")


class Update(models.Model):
    """A dated addition to a published post."""

    class Kind(models.TextChoices):
        UPDATE = "update", _("Update")
        CORRECTION = "correction", _("Correction")
        CLARIFICATION = "clarification", _("Clarification")

    post = models.ForeignKey("blog.Post", verbose_name=_("post"), on_delete=models.CASCADE, related_name="updates")
    kind = models.CharField(_("kind"), max_length=15, choices=Kind, default=Kind.UPDATE)
    body = models.TextField(
        _("body"),
        help_text=_("Markdown; the label “Update” is set before it. Quotations work as in a post."),
    )
    body_html = models.TextField(editable=False)
    corrects = models.TextField(
        _("the words that were wrong"),
        blank=True,
        max_length=1000,
        help_text=_("For a correction, if you like: as they stand in the post. Readers see them with the correction."),
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("author"), on_delete=models.PROTECT, related_name="updates"
    )
    published_at = models.DateTimeField(
        _("published"),
        blank=True,
        default=this_second,
        db_index=True,
        validators=[validate_moment],
        help_text=_("Left empty, it is the moment you save. A time to come schedules the update."),
    )
    number = models.PositiveIntegerField(_("number"), editable=False)
    is_placed = models.BooleanField(
        default=False, editable=False, help_text="Whether the correction is marked where readers see what it corrects."
    )

    objects = UpdateQuerySet.as_manager()

    class Meta:
        verbose_name = _("update")
        verbose_name_plural = _("updates")
        ordering = ["post", "published_at", "number"]
        constraints = [
            models.UniqueConstraint(fields=["post", "number"], name="update_number_is_unique_in_post"),
            models.CheckConstraint(condition=Q(number__gt=0), name="update_number_counts_from_one"),
            models.CheckConstraint(
                condition=Q(kind__in=["update", "correction", "clarification"]), name="update_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(corrects="") | Q(kind="correction"),
                name="update_corrects_if_it_is_a_correction",
                violation_error_message=NAMES_NO_WRONG_WORDS,
            ),
        ]

    def __str__(self):
        return gettext("%(kind)s %(number)s to “%(post)s”") % {
            "kind": self.get_kind_display(),
            "number": self.number or "",
            "post": self.post,
        }

    def get_absolute_url(self):
        return f"{self.post.get_absolute_url()}#{self.anchor}"

    def get_view_url(self):
        """Return the address at which whoever edits the post can look at the update now."""
        return f"{self.post.get_view_url()}#{self.anchor}"

    @property
    def tag_uri(self):
        """Return the update's name in feeds."""
        return f"{self.post.tag_uri}/updates/{self.number}"

    @property
    def anchor(self):
        return f"update-{self.number}"

    @property
    def is_released(self):
        """Return whether the time of the update has come. Whether its post may be seen is another matter."""
        return self.published_at <= timezone.now()

    @property
    def place_anchor(self):
        """Return the id of the mark at the place that a correction corrects, if it is placed."""
        return f"corrected-{self.number}"

    @property
    def before_url(self):
        """Return the address of the post as it stood a second before the update; none where no record goes so far back.

        From when on there is a record, whoever fetches the update says as `recorded_since`.
        """
        before = (self.published_at - timedelta(seconds=1)).astimezone(UTC)
        if self.recorded_since is None or before < self.recorded_since:
            return ""
        return f"{self.post.get_absolute_url()}?as-of={before:%Y-%m-%dT%H:%M:%SZ}"

    @property
    def own_opening(self):
        """Return as many words as a list shows, without those that were wrong."""
        return markup.to_text(self.body_html.partition(CORRECTS)[0], length=500)

    @property
    def archived_html(self):
        """Return the body with copies beside the links of the post that died or changed."""
        return markup.add_versions(self.body_html, self.post.versions)

    @property
    def excerpt(self):
        """Return the first words as plain text."""
        return markup.to_text(self.body_html, length=120)

    @property
    def opening(self):
        """Return as many words as a list of updates shows."""
        return markup.to_text(self.body_html, length=500)

    def clean(self):
        if not self.post_id:
            return
        if self._state.adding and not self.post.is_published:
            raise ValidationError({"post": NEEDS_PUBLISHED_POST})
        was_dated_so = Update.objects.filter(pk=self.pk, published_at=self.published_at).exists()
        since = self.post.published_at and self.post.published_at.replace(microsecond=0)
        if self.published_at and since and self.published_at < since and not was_dated_so:
            raise ValidationError({"published_at": BEFORE_POST})
        names_as_before = self.corrects and Update.objects.filter(pk=self.pk, corrects=self.corrects).exists()
        if self.corrects and not names_as_before and not self.post.has_said(self.corrects):
            raise ValidationError({"corrects": NOT_IN_TEXT})

    def save(self, *args, **kwargs):
        """Give a new update its number. The post counts, so that the number of an erased one is not given again."""
        self.published_at = self.published_at or this_second()
        if self.number is None:
            posts = type(self.post).objects.filter(pk=self.post_id)
            posts.update(last_update_number=models.F("last_update_number") + 1)
            self.number = self.post.last_update_number = posts.values_list("last_update_number", flat=True).get()
        super().save(*args, **kwargs)
