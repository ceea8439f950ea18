"""Who did what: Django's log of the admin, and the log of sign-ins and of how accounts are protected."""

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from people.models import SecurityEvent


class LogAdmin(admin.ModelAdmin):
    """A log is read, never written."""

    title: str | Promise = ""
    list_display_links = None
    list_per_page = 50
    has_quick_search = False  # what a log is about is found by itself

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": self.title} | (extra_context or {}))

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(LogEntry)
class LogEntryAdmin(LogAdmin):
    """What was done at the writing desk. Of kinds of things that somebody may not view, not even that."""

    title = _("Who did what")
    list_display = ("action_time", "user", "deed", "kind")
    list_select_related = ("user", "content_type")
    list_filter = (
        "action_flag",
        ("user", admin.RelatedOnlyFieldListFilter),
        ("content_type", admin.RelatedOnlyFieldListFilter),
    )
    search_fields = ("object_repr", "change_message", "user__username", "user__public_name")
    date_hierarchy = "action_time"
    fields = ("action_time", "user", "kind", "deed")
    readonly_fields = ("kind", "deed")

    def get_queryset(self, request):
        user = request.user
        visible = [
            kind.pk for kind in ContentType.objects.all() if user.has_perm(f"{kind.app_label}.view_{kind.model}")
        ]
        return super().get_queryset(request).filter(content_type__in=visible)

    @admin.display(description=_("what"))
    def deed(self, entry):
        url = None if entry.is_deletion() else entry.get_admin_url()
        return format_html('<a href="{}">{}</a>', url, entry) if url else str(entry)

    @admin.display(description=_("kind of thing"), ordering="content_type")
    def kind(self, entry):
        return entry.content_type.name if entry.content_type else ""


@admin.register(SecurityEvent)
class SecurityEventAdmin(LogAdmin):
    title = _("Who got in, and how accounts are protected")
    list_display = ("at", "user", "kind", "address")
    list_select_related = ("user",)
    list_filter = ("kind", ("user", admin.RelatedOnlyFieldListFilter))
    search_fields = ("user__username", "user__public_name", "address")
    date_hierarchy = "at"
    fields = ("at", "user", "kind", "address")
