from zlib import crc32

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

import markup
from banners.querysets import SiteBannerQuerySet
from edition.validators import validate_moment

ENDS_TOO_EARLY = _("A banner must end after it starts.")


def _moment(moment):
    return date_format(timezone.localtime(moment), pgettext("format of a moment", "j M Y, H:i"))


class SiteBanner(models.Model):
    """A notice that stands on every page while a moderator has it switched on."""

    class Tone(models.TextChoices):
        NOTICE = "notice", _("Notice")
        APPEAL = "appeal", _("Appeal")
        WARNING = "warning", _("Warning")

    title = models.CharField(_("title"), max_length=120)
    message = models.TextField(_("message"), blank=True, help_text=_("Markdown. One or two sentences read best."))
    message_html = models.TextField(editable=False)
    link = models.URLField(_("link"), blank=True, help_text=_("Where the button leads. No button when empty."))
    link_label = models.CharField(
        _("button"), max_length=60, blank=True, help_text=_("What the button says, such as “Donate”.")
    )
    tone = models.CharField(
        _("tone"),
        max_length=10,
        choices=Tone,
        default=Tone.NOTICE,
        help_text=_("A notice informs, an appeal asks readers for something, a warning is urgent."),
    )
    is_active = models.BooleanField(_("switched on"), default=False)
    starts_at = models.DateTimeField(
        _("from"),
        null=True,
        blank=True,
        validators=[validate_moment],
        help_text=_("Empty: as soon as it is switched on."),
    )
    ends_at = models.DateTimeField(
        _("until"), null=True, blank=True, validators=[validate_moment], help_text=_("Empty: until it is switched off.")
    )
    priority = models.SmallIntegerField(
        _("priority"), default=0, help_text=_("The banner with the highest number stands first.")
    )
    is_dismissible = models.BooleanField(
        _("readers may hide it"),
        default=False,
        help_text=_("Hidden in that reader's browser only; a changed banner comes back."),
    )
    modified_at = models.DateTimeField(auto_now=True)

    objects = SiteBannerQuerySet.as_manager()

    class Meta:
        verbose_name = _("site banner")
        verbose_name_plural = _("site banners")
        ordering = ["-priority", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at=None) | Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="banner_ends_after_it_starts",
                violation_error_message=ENDS_TOO_EARLY,
            ),
        ]

    def __str__(self):
        return self.title

    def get_state_display(self):
        """Return in a few words whether readers see the banner now, and what will change that."""
        now = timezone.now()
        if not self.is_active:
            return gettext("No, it is switched off")
        if self.ends_at and self.ends_at <= now:
            return gettext("No, it ended %(moment)s") % {"moment": _moment(self.ends_at)}
        if self.starts_at and self.starts_at > now:
            return gettext("Not yet, from %(moment)s") % {"moment": _moment(self.starts_at)}
        if self.ends_at:
            return gettext("Yes, until %(moment)s") % {"moment": _moment(self.ends_at)}
        return gettext("Yes")

    def clean(self):
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": ENDS_TOO_EARLY})
        if bool(self.link) != bool(self.link_label):
            raise ValidationError({"link_label": _("A button needs both: a link and what it says.")})
        try:
            self._render()
        except markup.Unrenderable as refusal:
            raise ValidationError({"message": str(refusal)}) from refusal

    def save(self, *args, update_fields=None, **kwargs):
        if update_fields is None:
            self._render()
        super().save(*args, update_fields=update_fields, **kwargs)

    def _render(self):
        # Banners and widgets stand together on a page: the ids in them must differ.
        self.message_html = markup.render(self.message, ids=f"banner-{crc32(self.message.encode())}-").html
