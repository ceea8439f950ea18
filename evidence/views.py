from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.csp import CSP
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.decorators.csp import csp_override
from django.views.generic import DetailView, View

import markup
from blog.models import Post, Quotation
from evidence import verifying
from evidence.checking import check
from evidence.excerpts import find_excerpts
from evidence.models import Capture, EvidenceSettings
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


class CaptureMixin:
    """A capture that the visitor may see, and whether its file is for them too."""

    def get_object(self, queryset=None):
        captures = Capture.objects.visible_to(self.request.user).select_related("link")
        return get_object_or_404(captures, sha256__startswith=self.kwargs["key"])

    @cached_property
    def settings(self):
        return EvidenceSettings.load()

    def may_download(self):
        return self.settings.lets_download or self.request.user.has_perm("evidence.view_capture")


class CaptureView(CaptureMixin, DetailView):
    """What was captured, when and from where, with the words around those that are quoted; all as plain text."""

    template_name = "evidence/capture.html"

    def get_context_data(self, **kwargs):
        capture = self.object
        quotations = Quotation.objects.published().filter(link=capture.link.address)
        quotations = list(quotations.select_related("post").order_by("published_at", "pk"))
        found = find_excerpts(capture.text, [markup.to_text(quotation.text_html) for quotation in quotations])
        return super().get_context_data(
            may_download=self.may_download(),
            shows_text=self.settings.shows_text or self.request.user.has_perm("evidence.view_capture"),
            excerpts=list(zip(quotations, found, strict=True)),
            others=capture.link.captures.exclude(pk=capture.pk).defer("text"),
            **kwargs,
        )

    def render_to_response(self, context, **kwargs):
        return super().render_to_response(context, headers={"X-Robots-Tag": "noindex"}, **kwargs)


@method_decorator(csp_override({"default-src": [CSP.NONE], "sandbox": [""]}), name="dispatch")
class CaptureFileView(CaptureMixin, View):
    """The file of a capture, to be saved: a stranger's page is never shown on our own address."""

    def get(self, request, key):
        capture = self.get_object()
        if not self.may_download():
            raise Http404
        try:
            file = capture.open_file()
        except FileNotFoundError as error:
            raise Http404 from error
        headers = {"X-Robots-Tag": "noindex", "X-Content-Type-Options": "nosniff"}
        return FileResponse(
            file,
            as_attachment=True,
            filename=f"{capture.key}.warc.gz",
            content_type="application/warc",
            headers=headers,
        )
