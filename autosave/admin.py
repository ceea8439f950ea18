"""What an admin inherits so that nothing typed into its forms is lost, and nothing of others overwritten unseen."""

import json
from copy import copy
from dataclasses import dataclass, field
from secrets import token_hex

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import unquote
from django.forms import ModelForm
from django.http import HttpResponseRedirect
from django.utils.translation import gettext

from autosave.forms import ChoosingForm, unsaved, unsaved_formset
from autosave.merging import find_differences, find_prose, keep_typed, merge
from autosave.models import KeptCopy
from autosave.seeing import read_shown, read_typed, write


@dataclass
class Showing:
    """A form that is shown with what was typed, unsaved."""

    seen: dict | None = None
    seen_before: dict | None = None
    differences: list = field(default_factory=list)


class KeepingAdmin(admin.ModelAdmin):
    """Admin whose forms are kept while somebody types (static/js/autosave.js), and refuse to overwrite unseen changes.

    A form tells when it is sent what it showed when it was opened (`seen`). If it would show something else now, it
    comes back with both texts, and with a merge of them to accept.
    """

    form: type[ModelForm] = ChoosingForm

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        is_there = object_id is None or self.get_object(request, unquote(object_id)) is not None
        if request.method == "POST" and is_there:
            if "_restore" in request.POST and not self._restore(request, object_id):
                self.message_user(request, gettext("This copy is not there any more."), messages.WARNING)
                return HttpResponseRedirect(request.get_full_path())
            if "seen" in request.POST and not hasattr(request, "showing"):
                self._look_for_changes(request, object_id)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request, obj=None, change=False, **kwargs):  # noqa: FBT002 - Django's signature
        form = super().get_form(request, obj, change=change, **kwargs)
        return unsaved(form) if hasattr(request, "showing") else form

    def get_formsets_with_inlines(self, request, obj=None):
        for formset, inline in super().get_formsets_with_inlines(request, obj):
            yield (unsaved_formset(formset) if hasattr(request, "showing") else formset), inline

    def response_add(self, request, obj, *args, **kwargs):
        self._finish(request)
        return super().response_add(request, obj, *args, **kwargs)

    def response_change(self, request, obj, *args, **kwargs):
        self._finish(request)
        return super().response_change(request, obj, *args, **kwargs)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        may_save = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        if may_save and not context["is_popup"]:
            context["keeping"] = self._describe_keeping(request, context, obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def get_last_save(self, obj):
        """Return what is known of the last save of `obj`: its `editor` and the time `created_at`, or None."""

    def _describe_keeping(self, request, context, obj):
        form, formsets = context["adminform"].form, [inline.formset for inline in context["inline_admin_formsets"]]
        showing = getattr(request, "showing", None)
        seen = showing.seen if showing else _read_state(request.POST.get("seen"))
        if obj and not form.is_bound:
            seen = read_shown(form, formsets)
        key = request.POST.get("kept_as") or token_hex(16)
        path = _address_of(request, obj)
        copies = list(KeptCopy.objects.unsaved(request.user).filter(path=path).exclude(key=key))
        if not form.is_bound:
            copies = [kept for kept in copies if self._compare(kept, form, formsets)]
        return {
            "key": key,
            "path": path,
            "name": str(obj) if obj else "",
            "seen": json.dumps(seen) if seen else "",
            "seen_before": json.dumps(showing.seen_before) if showing and showing.seen_before else "",
            "differences": showing.differences if showing else [],
            "last_save": self.get_last_save(obj) if showing and showing.differences else None,
            "copies": copies,
            "is_unsaved": form.is_bound,
        }

    def _restore(self, request, object_id):
        """Put a kept copy in the place of what was sent, so that it is shown; return whether there is one."""
        kept = KeptCopy.objects.unsaved(request.user).filter(key=request.POST["_restore"]).first()
        if kept is None:
            return False
        data = kept.as_sent()
        form, formsets = self._ask_as_shown(request, object_id)
        state, seen = read_typed(data, form, formsets), _read_state(kept.seen)
        # Another tab may still have that form: this one goes on under a key of its own.
        kept.key = token_hex(16)
        kept.save(update_fields=["key"])
        if object_id:
            state = keep_typed(seen or {}, state, read_shown(form, formsets))
        self._show(request, write(state, data, formsets), Showing(seen=seen), key=kept.key)
        self.message_user(request, gettext("This is what was kept. It is not saved yet."), messages.WARNING)
        return True

    @staticmethod
    def _compare(kept, form, formsets):
        """Note and return what differs between a copy and what is saved. A copy in which nothing does is done with."""
        typed = read_typed(kept.as_sent(), form, formsets)
        kept.differences = find_differences(typed, read_shown(form, formsets), form, formsets)
        if not kept.differences:
            KeptCopy.objects.finish(kept.user, kept.key)
        return kept.differences

    def _look_for_changes(self, request, object_id):
        """Compare what the form showed with what it would show now; arrange for a merge, or for both to be shown."""
        base = _read_state(request.POST.get("seen_before" if "_merge" in request.POST else "seen"))
        form, formsets = self._ask_as_shown(request, object_id)
        now = read_shown(form, formsets)
        if base is None or base == now:
            return
        typed = read_typed(request.POST, form, formsets)
        if "_merge" in request.POST:
            state, showing = merge(base, typed, now, prose=find_prose(form, formsets)), Showing(seen=now)
            said = gettext("This is the merged text. It is not saved yet: read it, and save it.")
            self.message_user(request, said, messages.WARNING)
        elif differences := find_differences(typed, now, form, formsets, base=base):
            state, showing = keep_typed(base, typed, now), Showing(seen=now, seen_before=base, differences=differences)
        else:
            return
        data = write(state, request.POST.copy(), formsets)
        self._show(request, data, showing, key=request.POST.get("kept_as", ""))

    def _ask_as_shown(self, request, object_id):
        """Return the form and formsets that somebody would be shown who opened them now."""
        asking = copy(request)
        asking.method = "GET"
        obj = self.get_object(asking, unquote(object_id)) if object_id else None
        form = self.get_form(asking, obj, change=obj is not None)(instance=obj)
        formsets, _ = self._create_formsets(asking, form.instance, change=obj is not None)
        return form, formsets

    @staticmethod
    def _show(request, data, showing, *, key):
        data["kept_as"], data["_save"] = key, "1"  # a form that is saved is never taken for one that asks for an action
        request.POST, request.showing = data, showing

    @staticmethod
    def _finish(request):
        if key := request.POST.get("kept_as", "")[:32]:
            KeptCopy.objects.finish(request.user, key)


def _read_state(text):
    """Return a state that a form was sent with, or None."""
    try:
        state = json.loads(text or "null")
    except (ValueError, RecursionError):
        return None
    if not isinstance(state, dict) or "" not in state or not all(isinstance(part, dict) for part in state.values()):
        return None
    values = [value for part in state.values() for value in part.values()]
    is_right = all(isinstance(value, list) and all(isinstance(each, str) for each in value) for value in values)
    return state if is_right else None


def _address_of(request, obj):
    """Return the address of a form without what only leads back to a list."""
    query = request.GET.copy()
    query.pop("_changelist_filters", None)
    is_all = obj is None and query and IS_POPUP_VAR not in query
    return f"{request.path}?{query.urlencode()}" if is_all else request.path
