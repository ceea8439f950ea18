from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from blog.querysets import TagQuerySet
from markup import make_slug


class Tag(models.Model):
    """A subject that posts have in common."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(
        _("address"),
        max_length=60,
        unique=True,
        blank=True,
        allow_unicode=True,
        help_text=_("The last part of the tag's page: /tags/…/. Made from the name when left empty."),
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="parts",
        help_text=_("A wider subject, to which the tag's page then leads."),
    )
    description = models.TextField(
        _("description"), blank=True, help_text=_("Stands above the tag's posts. Plain text.")
    )

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("blog:tag", kwargs={"slug": self.slug})

    def clean(self):
        above = self.parent
        for _step in range(100):
            if above is None:
                return
            if above.pk == self.pk:
                break
            above = above.parent
        raise ValidationError({"parent": _("A tag cannot be part of itself.")})

    def save(self, *args, **kwargs):
        if not self.slug:
            self.slug = make_slug(
                self.name,
                length=60,
                otherwise="tag",
                is_taken=lambda slug: Tag.objects.filter(slug=slug).exists(),
            )
        super().save(*args, **kwargs)
