from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evidence.models.link import LONGEST, LinkUse

# So many digits of the digest name a capture in its address.
DIGITS = 12


class CaptureQuerySet(models.QuerySet):
    def published(self):
        """Return the captures of links that stand in texts which anybody may read now."""
        return self.filter(Exists(LinkUse.objects.published().filter(link=OuterRef("link"))))

    def visible_to(self, user):
        """Return the captures that `user` may see: of published texts, and of what they may edit."""
        return self.filter(Exists(LinkUse.objects.visible_to(user).filter(link=OuterRef("link"))))

    def for_listing(self):
        """Fetch all but the text."""
        return self.select_related("link__host").defer("text")

    def due_for_archive(self):
        """Return the captures of published texts that a public archive is to be asked about now."""
        waiting = self.published().filter(archive_link="", archive_at__lte=timezone.now())
        return waiting.select_related("link").defer("text").order_by("archive_at", "pk")


class Capture(models.Model):
    """What a link led to at one moment: the page as it was sent, in a file of the web archive, and what it said."""

    link = models.ForeignKey("evidence.Link", verbose_name=_("link"), on_delete=models.CASCADE, related_name="captures")
    final_link = models.URLField(
        _("address"), max_length=LONGEST, help_text=_("Where the link led, after all redirects.")
    )
    captured_at = models.DateTimeField(_("captured"), db_index=True)
    title = models.CharField(_("title"), max_length=500, blank=True)
    site = models.CharField(_("site"), max_length=200, blank=True)
    author = models.CharField(_("author"), max_length=300, blank=True)
    published_on = models.DateField(_("date"), null=True)
    language = models.CharField(_("language"), max_length=12, blank=True)
    media_type = models.CharField(_("media type"), max_length=100)
    text = models.TextField(_("text"), help_text=_("What the page said, as plain text."))
    text_digest = models.CharField(max_length=64, help_text="SHA-256 of the text.")
    sha256 = models.CharField(_("SHA-256"), max_length=64, unique=True, help_text=_("Of the file."))
    size = models.PositiveIntegerField(_("size"), help_text=_("Of the file, in bytes."))
    archive_link = models.URLField(
        _("copy in a public archive"), max_length=LONGEST, blank=True, help_text=_("Where that archive keeps its copy.")
    )
    archive_tries = models.PositiveSmallIntegerField(default=0)
    archive_at = models.DateTimeField(
        default=timezone.now, null=True, help_text="When the archive is asked next; empty when it has been given up."
    )

    objects = CaptureQuerySet.as_manager()

    class Meta:
        verbose_name = _("capture")
        verbose_name_plural = _("captures")
        ordering = ["-captured_at", "-pk"]
        indexes = [models.Index(fields=["link", "-captured_at"], name="capture_of_link_by_time")]

    def __str__(self):
        return self.title or self.final_link

    def get_absolute_url(self):
        return reverse("evidence:capture", kwargs={"key": self.key})

    @property
    def key(self):
        """Return what names the capture in its address."""
        return self.sha256[:DIGITS]

    @property
    def file_name(self):
        """Return where the file lies in the storage: its content names it. Nothing below is given out at /media/."""
        return name_file(self.sha256)

    def open_file(self):
        """Open the file for reading. Raises OSError where it is not there."""
        return default_storage.open(self.file_name)


def name_file(sha256):
    """Return where a file with that digest, in hexadecimal digits, lies in the storage."""
    return f"captures/{sha256[:2]}/{sha256}.warc.gz"
