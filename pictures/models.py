from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

import markup
from pictures.querysets import PictureQuerySet


class Picture(models.Model):
    """A picture of the library: the file as it was uploaded, which no reader sees, and what was drawn from it."""

    key = models.CharField(
        max_length=32,
        unique=True,
        editable=False,
        help_text="How the names of its files begin: half of the SHA-256 of the original. The other half stays secret.",
    )
    original = models.FileField(editable=False, max_length=120)
    title = models.CharField(
        _("name"), max_length=200, help_text=_("By which it is found here. Readers do not see it.")
    )
    alt = models.CharField(
        _("what it shows"),
        max_length=300,
        blank=True,
        help_text=_("A sentence for those who cannot see the picture. It is put where you place the picture."),
    )
    credit = models.CharField(_("credit"), max_length=140, blank=True, help_text=_("Who made the picture."))
    licence = models.CharField(
        _("licence"), max_length=50, blank=True, help_text=_("Such as CC BY-SA 4.0, or: with kind permission.")
    )
    source = models.URLField(_("source"), max_length=500, blank=True, help_text=_("Where it was found."))
    width = models.PositiveIntegerField(editable=False, help_text="Of the largest that readers get, in pixels.")
    height = models.PositiveIntegerField(editable=False)
    widths = models.JSONField(default=list, editable=False, help_text="Those in which it was drawn; none at first.")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="pictures",
    )
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True, db_index=True)

    objects = PictureQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-uploaded_at", "-pk"]
        permissions = [("edit_all_pictures", "Can describe pictures of other people")]

    def __str__(self):
        return self.title

    @property
    def name(self):
        """Return the name of the file that stands for the picture where one is enough."""
        return self.get_file_name(self.width, "jpg") if self.widths else self.original.name

    @property
    def url(self):
        """Return the address of that file: on this site, wherever its storage is."""
        return f"{settings.MEDIA_URL}{self.name}"

    @property
    def thumbnail_url(self):
        """Return the address of the smallest file."""
        name = self.get_file_name(self.widths[0], "jpg") if self.widths else self.name
        return f"{settings.MEDIA_URL}{name}"

    @property
    def credit_line(self):
        """Return who made the picture, and under which licence it is shown."""
        return ", ".join(filter(None, [self.credit, self.licence]))

    @property
    def markdown(self):
        """Return what places the picture in a text."""
        return markup.compose_image(self.url, alt=self.alt, title=self.credit_line)

    def get_file_name(self, width, ending):
        """Return the name of the file of a width and encoding. That of the largest JPEG is the plainest."""
        size = "" if (width, ending) == (self.width, "jpg") else f"-{width}"
        return f"pictures/{self.key}{size}.{ending}"

    def as_responsive(self):
        """Return the picture as `markup` shows it, in all its widths."""
        return markup.Picture(
            self.url, self.width, self.height, self._srcset("jpg"), self._srcset("webp"), self._srcset("avif")
        )

    def _srcset(self, ending):
        files = ((self.get_file_name(width, ending), width) for width in self.widths)
        return ", ".join(f"{settings.MEDIA_URL}{name} {width}w" for name, width in files)
