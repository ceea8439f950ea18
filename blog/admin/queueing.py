from contextlib import nullcontext

from autosave.admin import KeepingAdmin
from edition.turning import writing


def _turn_of(request):
    """Return the context in which a request may be handled: one that changes something waits for other writers."""
    return writing() if request.method == "POST" else nullcontext()


class QueueingAdmin(KeepingAdmin):
    """Admin whose forms and actions are checked against what is there when nobody else is writing."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        with _turn_of(request):
            return super().changeform_view(request, object_id, form_url, extra_context)

    def changelist_view(self, request, extra_context=None):
        with _turn_of(request):
            return super().changelist_view(request, extra_context)

    def delete_view(self, request, object_id, extra_context=None):
        with _turn_of(request):
            return super().delete_view(request, object_id, extra_context)
