from zoneinfo import available_timezones

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from autosave.admin import KeepingAdmin
from autosave.forms import ChoosingForm
from blog.models import SiteSettings


class SiteSettingsForm(ChoosingForm):
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=lambda: [(name, name) for name in sorted(available_timezones())]
    )


@admin.register(SiteSettings)
class SiteSettingsAdmin(KeepingAdmin):
    """One row: the list leads straight to it."""

    form = SiteSettingsForm

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        settings = SiteSettings.objects.first()
        url = (
            reverse("admin:blog_sitesettings_change", args=[settings.pk])
            if settings
            else reverse("admin:blog_sitesettings_add")
        )
        return HttpResponseRedirect(url)

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not SiteSettings.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False
