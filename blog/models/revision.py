from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class Revision(models.Model):
    """A post as one text at the moment of one save. Written once, by `blog.publishing`."""

    post = models.ForeignKey("blog.Post", verbose_name=_("post"), on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    text = models.TextField(_("text"), help_text=_("The post with its updates and quotations as one Markdown text."))
    digest = models.CharField(_("digest"), max_length=64, help_text=_("SHA-256 of the text, in hexadecimal digits."))
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("editor"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    note = models.CharField(_("note"), max_length=200, blank=True)
    is_public = models.BooleanField(
        _("is public"), help_text=_("Whether the post was published or scheduled at that moment.")
    )

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["post", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["post", "number"], name="revision_number_is_unique_in_post"),
            models.CheckConstraint(condition=models.Q(number__gt=0), name="revision_number_counts_from_one"),
        ]

    def __str__(self):
        return gettext("Revision %(number)s of “%(post)s”") % {"number": self.number, "post": self.post}
