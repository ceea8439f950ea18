from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

import markup
from blog.models.naming import LENGTH, make_tag_authority


class SiteSettings(models.Model):
    """What the site is called and how it shows itself. One row."""

    name = models.CharField(_("name"), max_length=80, default="Siberian Light")
    tagline = models.CharField(_("tagline"), max_length=160, blank=True, help_text=_("A few words under the name."))
    language = models.CharField(
        _("language"),
        max_length=12,
        choices=settings.LANGUAGES,
        default="en",
        help_text=_("The captions of quotations follow when a post is saved again, or all with the command rerender."),
    )
    time_zone = models.CharField(
        _("time zone"), max_length=60, default="UTC", help_text=_("Such as Europe/Berlin or Asia/Novosibirsk.")
    )
    footer = models.TextField(_("footer"), blank=True, help_text=_("Markdown, at the foot of every page."))
    footer_html = models.TextField(editable=False)
    posts_per_page = models.PositiveSmallIntegerField(
        _("posts per page"), default=10, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )

    corrections_policy = models.ForeignKey(
        "blog.Page",
        verbose_name=_("how you correct"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_(
            "A page that says what becomes of errors. The list of corrections leads to it, and machines read it."
        ),
    )
    tag_authority = models.CharField(
        max_length=LENGTH, editable=False, default=make_tag_authority, help_text="Begins the names of the site's feeds."
    )

    class Meta:
        verbose_name = verbose_name_plural = _("site settings")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="site_settings_is_one_row")]

    def __str__(self):
        return self.name

    @classmethod
    def load(cls):
        """Return the one row, or the defaults while there is none. One query."""
        rows = cls.objects.select_related("corrections_policy")
        return rows.defer("corrections_policy__body", "corrections_policy__body_html").first() or cls()

    @property
    def zone(self):
        """Return the time zone in which the site tells the time."""
        return ZoneInfo(self.time_zone)

    def local_date(self, moment):
        """Return the day that an aware `moment` falls on in the site's time zone."""
        return timezone.localdate(moment, self.zone)

    def clean(self):
        if self.time_zone not in available_timezones():
            raise ValidationError(
                {"time_zone": gettext("“%(name)s” is not the name of a time zone.") % {"name": self.time_zone}}
            )
        try:
            self._render()
        except markup.Unrenderable as refusal:
            raise ValidationError({"footer": str(refusal)}) from refusal

    def save(self, *args, **kwargs):
        self.pk = 1
        self._render()
        super().save(*args, **kwargs)

    def _render(self):
        self.footer_html = markup.render(self.footer, ids="footer-").html
