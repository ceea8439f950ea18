from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from sidebar.registry import get_choices, get_kind


class Area(models.TextChoices):
    """The named places in the frame of every page."""

    HEADER = "header", _("Header Sidebar")
    FOOTER = "footer", _("Footer Sidebar")


class Widget(models.Model):
    """One block in an area. Which options it has is its kind's matter."""

    area = models.CharField(_("area"), max_length=10, choices=Area)
    kind = models.CharField(_("kind"), max_length=40, choices=get_choices)
    title = models.CharField(
        _("title"), max_length=80, blank=True, help_text=_("Stands above the widget. No heading when empty.")
    )
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("The lowest number stands first in its area.")
    )
    is_visible = models.BooleanField(_("shown"), default=True)
    options = models.JSONField(default=dict, editable=False, blank=True)

    class Meta:
        verbose_name = _("widget")
        verbose_name_plural = _("widgets")
        ordering = ["area", "position", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(area__in=["header", "footer"]), name="widget_area_is_known"),
        ]

    def __str__(self):
        return self.title or self.get_kind_display()

    def clean(self):
        kind = get_kind(self.kind)
        if kind is None:
            return  # the field says so
        form = kind.form_class(data=self.options)
        if not form.is_valid():
            raise ValidationError([f"{name}: {error}" for name, errors in form.errors.items() for error in errors])
        unknown = sorted(set(self.options) - set(form.cleaned_data))
        if unknown:
            raise ValidationError(_("A widget of this kind has no option “%(name)s”."), params={"name": unknown[0]})
        self.options = form.cleaned_data
