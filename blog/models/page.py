from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import resolve, reverse
from django.utils.translation import gettext_lazy as _

import markup
from blog.models.picture import PictureUse
from pictures.models import Picture

ADDRESS_TAKEN = _("This address belongs to a part of the site itself. Choose another.")


class Page(models.Model):
    """A page outside the run of posts, such as “About”."""

    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(_("address"), max_length=100, unique=True, allow_unicode=True, help_text=_("/…/"))
    body = models.TextField(_("body"), blank=True, help_text=_("Markdown."))
    body_html = models.TextField(editable=False)
    modified_at = models.DateTimeField(_("modified at"), auto_now=True)

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["title"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("blog:page", kwargs={"slug": self.slug})

    @property
    def description(self):
        """Return the first words as plain text."""
        return markup.to_text(self.body_html[:10_000], length=200)

    def clean(self):
        if self.slug and resolve(unquote(self.get_absolute_url())).url_name != "page":
            raise ValidationError({"slug": ADDRESS_TAKEN})
        try:
            self._render()
        except markup.Unrenderable as refusal:
            raise ValidationError({"body": str(refusal)}) from refusal

    def save(self, *args, **kwargs):
        pictures = self._render()
        super().save(*args, **kwargs)
        PictureUse.objects.note(self, pictures)

    def _render(self):
        """Make the HTML of the text, and return the pictures in it."""
        pictures = Picture.objects.mentioned_in(self.body)
        self.body_html = markup.render(self.body, ids="body-", pictures=pictures.as_responsive()).html
        return pictures
