"""Nothing is destroyed for good unless a superuser types its title or name."""

from django.contrib import messages
from django.contrib.admin.options import ActionLocation
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.utils.translation import gettext

from blog.admin.queueing import QueueingAdmin


class TypedErasureAdmin(QueueingAdmin):
    """Admin of things that only a superuser erases, one at a time, by typing what they are called."""

    delete_confirmation_template = "admin/blog/erase.html"

    def has_delete_permission(self, request, obj=None):
        return request.user.is_active and request.user.is_superuser

    def get_actions(self, request, action_location=ActionLocation.CHANGE_LIST):
        actions = super().get_actions(request, action_location=action_location)
        actions.pop("delete_selected", None)
        return actions

    def get_deleted_objects(self, objs, request):
        """Leave the rights to the parts out: whoever may erase the whole may erase what it consists of."""
        deleted, counts, _, protected = super().get_deleted_objects(objs, request)
        return deleted, counts, set(), protected

    def delete_view(self, request, object_id, extra_context=None):
        obj = self.get_object(request, object_id)
        if not self.has_delete_permission(request, obj):
            raise PermissionDenied
        if request.method == "POST" and obj and request.POST.get("title", "").strip() != str(obj).strip():
            self.message_user(
                request,
                gettext("That is not what it is called, so nothing was erased. Type it exactly."),
                messages.ERROR,
            )
            return HttpResponseRedirect(request.path)
        return super().delete_view(request, object_id, extra_context)
