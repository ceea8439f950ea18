from django.db import models
from django.utils.text import slugify


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

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    def clean(self):
        self.slug = self.slug or slugify(self.name, allow_unicode=True)

    def save(self, *args, **kwargs):
        self.clean()
        super().save(*args, **kwargs)
