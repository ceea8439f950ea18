from django.contrib import admin, messages
from django.contrib.admin.options import ActionLocation
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from blog.models import Post
from evidence.models import Capture, EvidenceSettings, Link, LinkUse
from evidence.tasks import follow_these

EVERYWHERE = (ActionLocation.CHANGE_LIST, ActionLocation.CHANGE_FORM)


class ReadOnlyAdmin(admin.ModelAdmin):
    """What is found out elsewhere: it is read, never written."""

    has_quick_search = False  # the posts that have the links are found by themselves

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def follow_now(self, request, links):
        """Have the links followed that stand in published texts, and say so."""
        due = Link.objects.published().filter(pk__in=links)
        keys = list(due.values_list("pk", flat=True))
        Link.objects.filter(pk__in=keys).update(next_at=timezone.now())
        follow_these.enqueue(keys)
        said = ngettext(
            "%(number)s link of a published text is followed now.",
            "%(number)s links of published texts are followed now.",
            len(keys),
        )
        self.message_user(request, said % {"number": len(keys)}, messages.SUCCESS)


@admin.register(Link)
class LinkAdmin(ReadOnlyAdmin):
    list_display = ("address", "state", "reason", "checked_at")
    list_filter = ("state", "checked_at")
    search_fields = ("address",)
    ordering = ("-checked_at", "-pk")
    fields = ("original", "state", "since", "reason", "tries", "checked_at", "next_at", "posts", "copies")
    readonly_fields = ("original", "reason", "posts", "copies")
    actions = ("follow_again",)

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)

    @admin.display(description=_("reason"))
    def reason(self, link):
        return link.reason

    @admin.display(description=_("address"))
    def original(self, link):
        return format_html('<a href="{}" rel="noopener noreferrer">{}</a>', link.address, link.address)

    @admin.display(description=_("published posts"))
    def posts(self, link):
        posts = Post.objects.filter(link_uses__in=link.uses.published()).distinct().defer("body", "body_html")
        return _list_links((post.get_absolute_url(), post) for post in posts)

    @admin.display(description=_("captures"))
    def copies(self, link):
        return _list_links((capture.get_absolute_url(), capture) for capture in link.captures.defer("text"))

    @admin.action(description=_("Follow again now"), permissions=["view"], location=EVERYWHERE)
    def follow_again(self, request, queryset):
        self.follow_now(request, queryset)


@admin.register(Capture)
class CaptureAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "state", "host", "captured_at")
    list_select_related = ("link__host",)
    list_filter = ("link__state", "captured_at")
    search_fields = ("title", "site", "author", "final_link", "link__address")
    date_hierarchy = "captured_at"
    fields = (
        *("title", "site", "author", "published_on", "language", "link", "final_link", "captured_at", "media_type"),
        *("sha256", "size", "file", "archive_link", "text"),
    )
    readonly_fields = ("file",)
    actions = ("capture_again",)

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)

    def view_on_site(self, obj):
        return obj.get_absolute_url()

    @admin.display(description=_("host"), ordering="link__host__name")
    def host(self, capture):
        """Return the host, which leads to all that was captured there: there may be too many for a filter."""
        return format_html('<a href="?q={}">{}</a>', capture.link.host, capture.link.host)

    @admin.display(description=_("the original"), ordering="link__state")
    def state(self, capture):
        return capture.link.get_state_display()

    @admin.display(description=_("file"))
    def file(self, capture):
        address = reverse("evidence:capture_file", kwargs={"key": capture.key})
        return format_html('<a href="{}">{}</a>', address, gettext("Download"))

    @admin.action(description=_("Capture again"), permissions=["view"], location=EVERYWHERE)
    def capture_again(self, request, queryset):
        links = list(queryset.values_list("link", flat=True))
        LinkUse.objects.filter(link__in=links).update(is_captured=False)
        self.follow_now(request, links)


@admin.register(EvidenceSettings)
class EvidenceSettingsAdmin(admin.ModelAdmin):
    """One row: the list leads straight to it."""

    def changelist_view(self, request, extra_context=None):
        if not self.has_change_permission(request):
            raise PermissionDenied
        settings, _is_new = EvidenceSettings.objects.get_or_create(pk=1)
        return HttpResponseRedirect(reverse("admin:evidence_evidencesettings_change", args=[settings.pk]))

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


def _list_links(pairs):
    return format_html_join("\n", '<div><a href="{}">{}</a></div>', pairs)
