from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from blog.querysets import SearchEntryQuerySet


class SearchEntry(models.Model):
    """What a search can show of a published post or of a page. Written by `blog.search` alone.

    The words themselves stand in an index of the database's own kind, under the same key. Keys grow with the time of
    what they stand for, so that an index walked backwards gives the newest first.
    """

    key = models.BigIntegerField(primary_key=True)
    post = models.OneToOneField("blog.Post", on_delete=models.CASCADE, null=True, related_name="search_entry")
    page = models.OneToOneField("blog.Page", on_delete=models.CASCADE, null=True, related_name="search_entry")
    parts = models.JSONField(help_text="[anchor, label, plain text] of each part, in reading order.")

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(post__isnull=True, page__isnull=False) | Q(post__isnull=False, page__isnull=True),
                name="search_entry_is_of_one_thing",
            )
        ]

    def __str__(self):
        return f"Search entry of “{self.target}”"

    @property
    def target(self):
        """Return the post or page that was found."""
        return self.post or self.page


class SearchWord(models.Model):
    """A word as it stands in published texts, for completing words and correcting typing errors.

    Words outlive the texts they came from: who offers one to a reader first searches for it as that reader.
    """

    word = models.CharField(max_length=60, primary_key=True)

    class Meta:
        verbose_name = _("search word")
        verbose_name_plural = _("search words")
        default_permissions = ()

    def __str__(self):
        return self.word
