from django.contrib.auth.mixins import PermissionRequiredMixin
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.generic import View

from blog.models import Post
from evidence import verifying
from evidence.checking import check
from evidence.tasks import nudge


class OfPostView(PermissionRequiredMixin, View):
    """Something about a post, for whoever may edit it."""

    permission_required = "blog.change_post"
    raise_exception = True

    def get_post(self, pk):
        return get_object_or_404(Post.objects.editable_by(self.request.user), pk=pk)


class CheckLinksView(OfPostView):
    """Follow the links of a post now, and say which lead nowhere."""

    http_method_names = ["post"]

    def post(self, request, pk):
        post = self.get_post(pk)
        return TemplateResponse(
            request, "evidence/_links.html", {"post": post, "dead": check(post), "is_checked": True}
        )


class CheckQuotationsView(OfPostView):
    """Have the quotations of a post looked for now; say what is known of them."""

    http_method_names = ["get", "post"]

    def get(self, request, pk):
        return self._say(self.get_post(pk))

    def post(self, request, pk):
        post = self.get_post(pk)
        verifying.prepare(post)
        verifying.hurry(post.quotation_checks.all())
        nudge(post.pk)
        return self._say(post)

    def _say(self, post):
        return TemplateResponse(self.request, "evidence/_quotations.html", verifying.describe(post))
