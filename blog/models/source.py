from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from blog.querysets import SourceQuerySet
from markup import make_slug


class Source(models.Model):
    """A publication or person that is quoted."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    slug = models.SlugField(
        _("address"),
        max_length=120,
        unique=True,
        blank=True,
        allow_unicode=True,
        help_text=_("Made from the name when left empty."),
    )
    homepage = models.URLField(_("homepage"), blank=True)
    description = models.TextField(
        _("description"), blank=True, help_text=_("Who they are, in a sentence or two of plain text.")
    )

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("blog:source", kwargs={"slug": self.slug})

    def save(self, *args, **kwargs):
        if not self.slug:
            self.slug = make_slug(
                self.name,
                length=120,
                otherwise="source",
                is_taken=lambda slug: Source.objects.filter(slug=slug).exists(),
            )
        super().save(*args, **kwargs)
