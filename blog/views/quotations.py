from django.shortcuts import get_object_or_404
from django.views.generic import DetailView

import markup
from blog.models import Post, Quotation
from blog.views.addresses import FormerAddressMixin
from blog.views.streams import StreamView


class QuotationListView(StreamView):
    """Everything that is quoted, newest first."""

    template_name = "blog/quotation_list.html"
    context_object_name = "quotations"

    def get_queryset(self):
        return Quotation.objects.published().for_listing()


class QuotationView(FormerAddressMixin, DetailView):
    """One quotation, with what stands around it in its post or update."""

    template_name = "blog/quotation_detail.html"

    def get_object(self, queryset=None):
        month, slug, key = (self.kwargs[name] for name in ("month", "slug", "key"))
        quotations = Quotation.objects.published().for_page()
        return get_object_or_404(quotations, post__month=month, post__slug=slug, key=key)

    def get_context_data(self, **kwargs):
        quotation = self.object
        owner = quotation.update or quotation.post
        around = markup.cut_surroundings(owner.archived_html, quotation.anchor)
        context_html = markup.make_absolute(around, page=quotation.post.get_absolute_url())
        may_edit = Post.objects.editable_by(self.request.user).filter(pk=quotation.post_id).exists()
        return super().get_context_data(post=quotation.post, context_html=context_html, may_edit=may_edit, **kwargs)
