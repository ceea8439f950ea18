from django.contrib import admin, messages
from django.contrib.admin.options import ActionLocation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from blog import publishing
from blog.models import Post, Revision


@admin.register(Revision)
class RevisionAdmin(admin.ModelAdmin):
    """Every save of every post. Revisions are read and restored, never changed."""

    list_display = ("__str__", "created_at", "editor", "note", "is_public")
    list_filter = ("is_public", "created_at", ("editor", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("post", "editor")
    search_fields = ("post__title", "note", "text")
    has_quick_search = False  # every text is there many times over, and its post is found
    date_hierarchy = "created_at"
    ordering = ("-created_at", "-pk")
    fields = ("post", "number", "created_at", "editor", "note", "is_public", "digest", "text")
    actions = ("restore",)

    def get_queryset(self, request):
        return super().get_queryset(request).filter(post__in=Post.objects.editable_by(request.user))

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.action(
        description=_("Restore the text of this revision"),
        permissions=["view"],
        location=ActionLocation.CHANGE_FORM,
    )
    def restore(self, request, queryset):
        for revision in queryset:
            try:
                made = publishing.restore(revision, by=request.user)
            except ValidationError as refusal:
                self.message_user(request, " ".join(refusal.messages), messages.ERROR)
            else:
                said = gettext("Restored; it is now revision %(number)s.") % {"number": made.number}
                self.message_user(request, said, messages.SUCCESS)
