"""“Quote”: an address and words become a quotation as Markdown, with what the page says of itself filled in."""

from django import forms
from django.contrib.auth.mixins import UserPassesTestMixin
from django.http import JsonResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, View

import markup
from blog.linking import absolute, domain_of
from blog.models import Post, Quotation, Source
from fetching import PageFacts, Unreadable, read_page

# So many of the posts that were written last are offered to put a quotation into.
OFFERED = 10


class QuoteForm(forms.ModelForm):
    """A quotation before it is in a text."""

    source_name = forms.CharField(
        label=_("Source"), max_length=120, help_text=_("Who published it. A new name makes a new source.")
    )

    class Meta:
        model = Quotation
        fields = ("link", "text", "source_name", "speaker", "said_on", "language", "translation", "is_paraphrase")
        widgets = {
            "text": forms.Textarea(attrs={"rows": 4}),
            "translation": forms.Textarea(attrs={"rows": 2}),
            "said_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    field_order = ("link", "text", "source_name", "speaker", "said_on")

    def compose(self):
        """Return the quotation as Markdown."""
        said = {name: self.cleaned_data[name] for name in self.Meta.fields if name != "source_name"}
        said["text"] = said["text"].replace("\r\n", "\n")
        said["translation"] = said["translation"].replace("\r\n", "\n")
        return markup.compose_quotation(markup.Quote(**said, source=self.cleaned_data["source_name"]))


class WritersMixin(UserPassesTestMixin):
    """Answers only who may write posts."""

    raise_exception = True

    def test_func(self):
        return self.request.user.has_perm("blog.add_post") or self.request.user.has_perm("blog.change_post")


class QuoteView(WritersMixin, FormView):
    """The form “Quote”: a page of its own, to which the bookmarklet leads, and a part of the editor."""

    form_class = QuoteForm
    template_name = "admin/blog/quote.html"
    admin_site = None

    def get_template_names(self):
        return ["admin/blog/_quote_form.html"] if "part" in self.request.GET else [self.template_name]

    def get_initial(self):
        return {name: self.request.GET.get(name, "") for name in ("link", "text")}

    def get_context_data(self, **kwargs):
        about = {"title": gettext("Quote"), "targets": self._find_targets(), "bookmarklet": make_bookmarklet()}
        return super().get_context_data(**self.admin_site.each_context(self.request), **about, **kwargs)

    def form_valid(self, form):
        markdown = form.compose()
        if self._is_asked_by_script():
            return JsonResponse({"markdown": markdown})
        return TemplateResponse(self.request, self.template_name, self.get_context_data(form=form, markdown=markdown))

    def form_invalid(self, form):
        if self._is_asked_by_script():
            fields_html = render_to_string("admin/blog/_quote_fields.html", {"form": form}, self.request)
            return JsonResponse({"fields_html": fields_html})
        return super().form_invalid(form)

    def _is_asked_by_script(self):
        return self.request.get_preferred_type(["text/html", "application/json"]) == "application/json"

    def _find_targets(self):
        """Return (address, what it is) of each form that a quotation can be put into."""
        posts = (
            Post.objects.editable_by(self.request.user).order_by("-modified_at").only("title", "status", "published_at")
        )
        targets = [(reverse("admin:blog_post_add"), gettext("A new post"))]
        for post in posts[:OFFERED]:
            if post.is_published:
                address = f"{reverse('admin:blog_update_add')}?post={post.pk}"
                targets.append((address, gettext("A new update to “%(post)s”") % {"post": post}))
            else:
                targets.append((reverse("admin:blog_post_change", args=[post.pk]), str(post)))
        return targets


class ReadPageView(WritersMixin, View):
    """What the page at an address says of itself, for the form “Quote”."""

    def get(self, request):
        link = request.GET.get("link", "")
        facts, message = PageFacts(), ""
        try:
            facts = read_page(link)
        except Unreadable as refusal:
            message = gettext("%(reason)s Fill in the rest by hand.") % {"reason": refusal}
        known = Source.objects.of_link(link)
        found = {
            "source_name": known.name if known else facts.site or domain_of(link),
            "speaker": facts.author,
            "said_on": facts.published_on or "",
            "language": facts.language if facts.language != request.site.language else "",
        }
        return JsonResponse({"found": found, "message": message or facts.title})


def make_bookmarklet():
    """Return the address that, kept as a bookmark, sends the page and the words marked on it to “Quote”."""
    address = absolute(reverse("admin:blog_quotation_quote"))
    words = "encodeURIComponent(getSelection())"
    page = "encodeURIComponent(location.href)"
    return f"javascript:void(open('{address}?link='+{page}+'&text='+{words}))"
