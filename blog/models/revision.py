from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from blog.parting import leave_out_updates
from blog.querysets import RevisionQuerySet


class Revision(models.Model):
    """A post as one text from one moment on: that of a save, or of a release by the clock.

    Written once, by `blog.publishing`. What readers have of it is its public text; `digest` proves that.
    """

    post = models.ForeignKey("blog.Post", verbose_name=_("post"), on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    text = models.TextField(_("text"), help_text=_("The post with its updates and quotations as one Markdown text."))
    digest = models.CharField(
        _("digest"),
        max_length=64,
        blank=True,
        help_text=_("Of a public one: SHA-256 of its canonical text, in hexadecimal digits."),
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("editor"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    note = models.CharField(_("note"), max_length=200, blank=True)
    is_public = models.BooleanField(
        _("is public"),
        help_text=_("Whether readers could read the post from that moment on, and find this in its history."),
    )
    words_added = models.PositiveIntegerField(_("words that came"), default=0)
    words_removed = models.PositiveIntegerField(_("words that went"), default=0)
    changes = models.JSONField(
        default=dict,
        editable=False,
        help_text="What readers found changed, without a word of it (blog/summarising.py).",
    )
    sealed_at = models.DateTimeField(_("sealed at"), null=True, editable=False)
    sealed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("sealed by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    seal_reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["post", "-number"]
        permissions = [("seal_revision", "Can seal revisions")]
        indexes = [
            # Histories are walked by it alone: the texts lie far from it.
            models.Index(fields=["post", "number", "is_public", "sealed_at", "created_at"], name="revision_of_history")
        ]
        constraints = [
            models.UniqueConstraint(fields=["post", "number"], name="revision_number_is_unique_in_post"),
            models.CheckConstraint(condition=Q(number__gt=0), name="revision_number_counts_from_one"),
            models.CheckConstraint(
                condition=Q(sealed_at=None, seal_reason="") | Q(sealed_at__isnull=False) & ~Q(seal_reason=""),
                name="revision_is_sealed_with_a_reason",
            ),
        ]

    def __str__(self):
        return gettext("Revision %(number)s of “%(post)s”") % {"number": self.number, "post": self.post}

    def get_absolute_url(self):
        """Return the address at which the post can be read as it was."""
        return self.post.get_part_url("revision", number=self.number)

    @property
    def is_sealed(self):
        """Return whether nobody is shown the text any more."""
        return self.sealed_at is not None

    @property
    def public_text(self):
        """Return the text without the updates that were still to come."""
        return leave_out_updates(self.text, after=self.created_at)
