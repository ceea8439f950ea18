from django.contrib import admin
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from transfer import tasks
from transfer.models import Import

# So many seconds pass before the page of an import that runs is shown anew.
SHOWN_ANEW = "5"


@admin.register(Import)
class ImportAdmin(admin.ModelAdmin):
    """Whoever imports writes in the name of others, and so is a superuser. What has run can be read, and no more."""

    has_quick_search = False
    list_display = ("source", "state", "progress", "started_at", "finished_at")
    list_filter = ("state",)
    search_fields = ("source",)
    actions = ("run_again",)

    def has_module_permission(self, request):
        return request.user.is_superuser

    def has_view_permission(self, request, obj=None):
        return request.user.is_superuser

    def has_add_permission(self, request):
        return request.user.is_superuser

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_fields(self, request, obj=None):
        shown = ("source", "state", "progress", "started_at", "finished_at", "report")
        return shown if obj else ("file", "as_written")

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        if obj is None:
            field = form.base_fields["file"]
            field.required = True
            field.help_text = _("An export of WordPress: an XML file, unpacked. Pictures come over with the command.")
        return form

    def save_model(self, request, obj, form, change):
        obj.source = obj.file.name[:300]
        super().save_model(request, obj, form, change)
        tasks.nudge(obj)

    def response_add(self, request, obj, post_url_continue=None):
        return redirect("admin:transfer_import_change", obj.pk)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        response = super().change_view(request, object_id, form_url, extra_context)
        if Import.objects.filter(pk=object_id, state=Import.State.RUNNING).exists():
            response.headers["Refresh"] = SHOWN_ANEW
        return response

    @admin.display(description=_("progress"))
    def progress(self, obj):
        return obj.progress

    @admin.action(description=_("Run again, from where they stopped"))
    def run_again(self, request, queryset):
        for wanted in queryset.exclude(file=""):
            tasks.nudge(wanted)
