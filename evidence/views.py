from django.contrib.auth.mixins import PermissionRequiredMixin
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.generic import View

from blog.models import Post
from evidence.checking import check


class CheckLinksView(PermissionRequiredMixin, View):
    """Follow the links of a post now, and say which lead nowhere."""

    permission_required = "blog.change_post"
    raise_exception = True
    http_method_names = ["post"]

    def post(self, request, pk):
        post = get_object_or_404(Post.objects.editable_by(request.user), pk=pk)
        return TemplateResponse(
            request, "evidence/_links.html", {"post": post, "dead": check(post), "is_checked": True}
        )
