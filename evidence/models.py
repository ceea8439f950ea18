from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.models import Post
from fetching import REFUSALS


class LinkCheckQuerySet(models.QuerySet):
    def dead_for(self, user):
        """Return the checks of links that died, in published posts that `user` may edit, the latest first."""
        posts = Post.objects.published().editable_by(user)
        return (
            self.exclude(refusal="")
            .filter(post__in=posts)
            .order_by("-died_at", "-pk")
            .prefetch_related("post__updates")
        )


class LinkCheck(models.Model):
    """What became of one link of a post when it was followed last."""

    post = models.ForeignKey("blog.Post", verbose_name=_("post"), on_delete=models.CASCADE, related_name="link_checks")
    link = models.URLField(_("link"), max_length=2000)
    checked_at = models.DateTimeField(_("checked"))
    refusal = models.CharField(
        max_length=20, blank=True, help_text="A key of fetching.REFUSALS; empty while it leads somewhere."
    )
    died_at = models.DateTimeField(null=True, help_text="When it was first found to lead nowhere.")

    objects = LinkCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("checked link")
        verbose_name_plural = _("checked links")
        ordering = ["post", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["post", "link"], name="link_is_checked_once_in_post"),
            models.CheckConstraint(
                condition=models.Q(refusal="", died_at=None)
                | (~models.Q(refusal="") & models.Q(died_at__isnull=False)),
                name="link_died_if_it_was_refused",
            ),
        ]

    def __str__(self):
        return self.link

    @property
    def reason(self):
        """Return why it leads nowhere, in words."""
        return REFUSALS[self.refusal]
