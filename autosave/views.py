import json
import re

from django.contrib import admin
from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import Resolver404, resolve
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from autosave.models import KeptCopy
from autosave.seeing import NUMBER_OF_ROWS

# A text of 1 MB in its form, in whatever script, with as much again of what it was opened over.
BYTES_ALLOWED = 8 * 1024 * 1024
_key = re.compile(r"[0-9a-f]{32}")
_never_kept = re.compile(r"password|csrfmiddlewaretoken|(kept_as|seen|seen_before)$")


@method_decorator(never_cache, name="dispatch")
class KeepView(View):
    """Keeps what is typed. Answers the script in statuses, never with a way to the sign-in page."""

    def dispatch(self, request, *args, **kwargs):
        if not admin.site.has_permission(request):
            return JsonResponse({}, status=401)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        """Tell who is signed in now, and the token without which nothing is accepted from them."""
        return JsonResponse({"user": request.user.pk, "token": get_token(request)})

    def post(self, request):
        """Keep one form, if it was not saved since; one that somebody else has typed is refused."""
        if int(request.headers.get("Content-Length") or 0) > BYTES_ALLOWED:
            return JsonResponse({}, status=413)
        try:
            sent = json.loads(request.body)
            copy = _read_copy(sent)
        except (ValueError, TypeError, KeyError, RecursionError):
            return JsonResponse({}, status=400)
        if sent["user"] != request.user.pk:
            return JsonResponse({}, status=403)
        return JsonResponse({"is_kept": KeptCopy.objects.keep(request.user, **copy)})


class DiscardView(View):
    """Takes a copy away that its writer does not want."""

    def post(self, request):
        if not admin.site.has_permission(request):
            return redirect("admin:login")
        kept = get_object_or_404(KeptCopy.objects.unsaved(request.user), key=request.POST.get("key", ""))
        path = request.POST.get("next") == "index" or kept.path
        KeptCopy.objects.finish(request.user, kept.key)
        return redirect("admin:index" if path is True else path)


def _read_copy(sent):
    """Return the fields of a KeptCopy from what the script sent. Raises ValueError, TypeError or KeyError."""
    path = _clean(sent["path"])[:500]
    if not _key.fullmatch(sent["key"]) or not _is_in_admin(path) or len(sent["fields"]) > 100 * NUMBER_OF_ROWS:
        raise ValueError
    fields = [[_clean(name), _clean(value)] for name, value in sent["fields"] if not _never_kept.search(name)]
    copy = {"key": sent["key"], "path": path, "name": _clean(sent["name"])[:200], "fields": fields}
    return copy | ({"seen": _clean(sent["seen"])} if "seen" in sent else {})


def _is_in_admin(path):
    try:
        return resolve(path.partition("?")[0]).app_name == "admin"
    except Resolver404:
        return False


def _clean(text):
    """Return a text without what no database takes. Raises TypeError."""
    if not isinstance(text, str):
        raise TypeError
    return text.replace("\0", "").encode("utf-8", "replace").decode()
