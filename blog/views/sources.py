from django.core.cache import caches
from django.shortcuts import get_object_or_404

from blog.charts import make_bars
from blog.models import Quotation, Source
from blog.views.addresses import FormerAddressMixin
from blog.views.quotations import QuotationListView
from blog.views.streams import StreamView


class SourceListView(StreamView):
    """All sources that are quoted, by name. How often is counted once while the edition stands."""

    template_name = "blog/source_list.html"
    context_object_name = "sources"
    order_by = "name"

    def get_queryset(self):
        return Source.objects.published()

    def get_context_data(self, **kwargs):
        count = Quotation.objects.published().count_by_source
        counts = caches["memory"].get_or_set(f"sources-{self.request.edition}", count)
        for source in self.object_list:
            source.quoted = counts.get(source.pk, 1)  # that came just now
        return super().get_context_data(**kwargs)

    def get_page_size(self):
        return 100


class SourceView(FormerAddressMixin, QuotationListView):
    """A source, and everything that is quoted from it. One of which nothing can be read has no page."""

    template_name = "blog/source_detail.html"
    allow_empty = False

    def get_queryset(self):
        self.source = get_object_or_404(Source, slug=self.kwargs["slug"])
        return super().get_queryset().filter(source=self.source)

    def get_context_data(self, **kwargs):
        years = Quotation.objects.published().filter(source=self.source).count_by_year(self.request.site.zone)
        return super().get_context_data(
            source=self.source, chart=make_bars(years), quoted=sum(years.values()), **kwargs
        )
