from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from autosave.admin import KeepingAdmin
from banners.models import SiteBanner


@admin.register(SiteBanner)
class SiteBannerAdmin(KeepingAdmin):
    list_display = ("title", "state_in_words", "switch", "starts_at", "ends_at", "preview")
    list_filter = ("is_active", "tone", "starts_at", "ends_at")
    search_fields = ("title", "message", "link")
    fieldsets = (
        (None, {"fields": ("title", "message", ("link", "link_label"), "tone")}),
        (_("When it shows"), {"fields": ("is_active", ("starts_at", "ends_at"), "priority", "is_dismissible")}),
    )

    @admin.display(description=_("readers see it"), ordering="is_active")
    def state_in_words(self, banner):
        return banner.get_state_display()

    @admin.display(description=_("switch"))
    def switch(self, banner):
        wanted, label = ("off", gettext("Switch off")) if banner.is_active else ("on", gettext("Switch on"))
        url = reverse(f"admin:banners_sitebanner_{wanted}", args=[banner.pk])
        return format_html(
            '<button class="button" formaction="{}" aria-label="{}: {}">{}</button>',
            url,
            label,
            banner,
            label,
        )

    @admin.display(description=_("preview"))
    def preview(self, banner):
        return format_html('<a href="{}">{}</a>', self.view_on_site(banner), gettext("As it will look"))

    def view_on_site(self, obj):
        return reverse("admin:banners_sitebanner_preview", args=[obj.pk])

    def get_urls(self):
        name, switch = "banners_sitebanner", self.admin_site.admin_view(self.switch_view)
        return [
            path("<int:pk>/on/", switch, {"is_active": True}, name=f"{name}_on"),
            path("<int:pk>/off/", switch, {"is_active": False}, name=f"{name}_off"),
            path("<int:pk>/preview/", self.admin_site.admin_view(self.preview_view), name=f"{name}_preview"),
            *super().get_urls(),
        ]

    @method_decorator(require_POST)
    def switch_view(self, request, pk, *, is_active):
        """Switch a banner on or off, and go back to the list."""
        banner = get_object_or_404(SiteBanner, pk=pk)
        if not self.has_change_permission(request, banner):
            raise PermissionDenied
        banner.is_active = is_active
        banner.save(update_fields=["is_active", "modified_at"])
        self.log_change(request, banner, gettext("Switched on.") if is_active else gettext("Switched off."))
        self.message_user(request, f"“{banner}”: {banner.get_state_display()}.", messages.SUCCESS)
        return redirect("admin:banners_sitebanner_changelist")

    def preview_view(self, request, pk):
        """Show a banner in the site's own frame, whether or not it is on."""
        banner = get_object_or_404(SiteBanner, pk=pk)
        if not self.has_view_permission(request, banner):
            raise PermissionDenied
        return render(request, "banners/preview.html", {"banner": banner})
