from django.conf import settings
from django.db import models


class Revision(models.Model):
    """A post as one text at the moment of one save. Written once, by `blog.publishing`."""

    post = models.ForeignKey("blog.Post", on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    text = models.TextField(help_text="The post with its updates and quotations as one Markdown text.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the text, in hexadecimal digits.")
    created_at = models.DateTimeField(auto_now_add=True)
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=200, blank=True)
    is_public = models.BooleanField(help_text="Whether the post was published or scheduled at that moment.")

    class Meta:
        ordering = ["post", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["post", "number"], name="revision_number_is_unique_in_post"),
            models.CheckConstraint(condition=models.Q(number__gt=0), name="revision_number_counts_from_one"),
        ]

    def __str__(self):
        return f"Revision {self.number} of “{self.post}”"
