from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _


def validate_template(value):
    """Refuse what is no address on the web with a place for the link."""
    if value.count("{link}") != 1:
        raise ValidationError(_("The address needs {link} once, where the link goes."))
    URLValidator(schemes=["http", "https"])(value.replace("{link}", "link"))


class EvidenceSettings(models.Model):
    """What readers get of captures, and whether an archive elsewhere is asked for more. One row."""

    lets_download = models.BooleanField(
        _("Let readers download captures"),
        default=False,
        help_text=_(
            "The pages of others as they were sent, as a file. Ask yourself whether you may pass them on: whoever "
            "wrote them has a say. At the desk captures can always be downloaded."
        ),
    )
    shows_text = models.BooleanField(
        _("Show readers the whole text of a capture"),
        default=False,
        help_text=_("Otherwise they see the words around those that are quoted."),
    )
    asks_archive = models.BooleanField(
        _("Ask a public web archive to keep a copy"),
        default=False,
        help_text=_("It is told each link that stands in a published text. Readers are led to its copy."),
    )
    archive_address = models.CharField(
        _("address of the archive"),
        max_length=300,
        default="https://web.archive.org/save/{link}",
        validators=[validate_template],
        help_text=_("The link goes in the place of {link}; behind a question mark it is percent-encoded."),
    )

    class Meta:
        verbose_name = verbose_name_plural = _("capture settings")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="evidence_settings_is_one_row")]

    def __str__(self):
        return str(capfirst(self._meta.verbose_name))

    @classmethod
    def load(cls):
        """Return the one row, or the defaults while there is none. One query."""
        return cls.objects.first() or cls()

    def save(self, *args, **kwargs):
        self.pk = 1
        super().save(*args, **kwargs)
