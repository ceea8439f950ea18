"""What the scripts of a text ask for: a picture taken in, and the library to choose from."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.utils.translation import gettext
from django.views.generic import ListView, View

from pictures import storing
from pictures.forms import ACCEPTED
from pictures.models import Picture

STATUS = {"too_large": 413, "no_picture": 415, "moves": 415}


class UploadView(View):
    """Take the file of one picture; answer with what places it in a text, or with the reason against it."""

    http_method_names = ["post"]
    # Wired by the admin of pictures, which says where one of them is described.
    model_admin = None

    def post(self, request):
        if not self.model_admin.has_add_permission(request):
            said = gettext("You are not signed in, or may not upload pictures. Sign in in another tab, and try again.")
            return JsonResponse({"error": said}, status=403)
        file = request.FILES.get("file")
        if file is None:
            return JsonResponse({"error": gettext("No file came with the request.")}, status=400)
        try:
            picture, is_new = storing.add(file, by=request.user)
        except ValidationError as refusal:
            return JsonResponse(
                {"error": " ".join(refusal.messages)}, status=STATUS.get(refusal.error_list[0].code, 400)
            )
        if is_new:
            self.model_admin.log_addition(request, picture, [{"added": {}}])
        return JsonResponse(describe(picture), status=201 if is_new else 200)


class ChooseView(PermissionRequiredMixin, ListView):
    """The library, a page at a time, to choose from."""

    permission_required = "pictures.view_picture"
    raise_exception = True
    paginate_by = 24
    template_name = "pictures/choose.html"
    context_object_name = "pictures"
    extra_context = {"accepted": ACCEPTED}

    def get_queryset(self):
        return Picture.objects.search(self.request.GET.get("q", ""))

    def paginate_queryset(self, queryset, page_size):
        paginator = self.get_paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get("page"))
        return paginator, page, page.object_list, page.has_other_pages()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        choices = [(picture, describe(picture)) for picture in context["pictures"]]
        return context | {"choices": choices, "words": self.request.GET.get("q", "")}


def describe(picture):
    """Return what a script needs to place a picture."""
    return {
        "id": picture.pk,
        "title": picture.title,
        "alt": picture.alt,
        "credit": picture.credit_line,
        "markdown": picture.markdown,
        "thumbnail": picture.thumbnail_url,
    }
