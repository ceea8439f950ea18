from django.db import models

from blog.querysets import SourceQuerySet
from markup import make_slug


class Source(models.Model):
    """A publication or person that is quoted."""

    name = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(
        "address",
        max_length=120,
        unique=True,
        blank=True,
        allow_unicode=True,
        help_text="Made from the name when left empty.",
    )
    homepage = models.URLField(blank=True)
    description = models.TextField(blank=True, help_text="Who they are, in a sentence or two of plain text.")

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        if not self.slug:
            self.slug = make_slug(
                self.name,
                length=120,
                otherwise="source",
                is_taken=lambda slug: Source.objects.filter(slug=slug).exists(),
            )
        super().save(*args, **kwargs)
