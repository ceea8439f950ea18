"""What machines ask a site for before they read it."""

from datetime import timedelta

from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.generic import ListView, RedirectView, TemplateView

from blog.linking import absolute
from blog.models import Post
from blog.sitemaps import SECTIONS

# https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
NEWS_AGE = timedelta(days=2)
NEWS_ALLOWED = 1000


class SitemapIndexView(TemplateView):
    """All sitemaps. Costs a query a kind, whatever there is of each."""

    template_name = "blog/sitemap_index.xml"
    content_type = "application/xml"

    def get_context_data(self, **kwargs):
        addresses = [
            f"{absolute(reverse('blog:sitemap_section', kwargs={'section': name}))}?p={number}"
            for name, section in SECTIONS.items()
            for number in section().paginator.page_range
        ]
        return super().get_context_data(addresses=addresses, **kwargs)


class NewsSitemapView(ListView):
    """The posts of the last two days. Grows old by the clock alone, so it is made anew each time."""

    template_name = "blog/news_sitemap.xml"
    content_type = "application/xml"
    context_object_name = "posts"

    def get_queryset(self):
        posts = Post.objects.published().since(timezone.now() - NEWS_AGE)
        return posts.only("title", "slug", "month", "published_at", "language").newest_first()[:NEWS_ALLOWED]

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        patch_cache_control(response, public=True, max_age=0)
        return response


class RobotsView(TemplateView):
    template_name = "blog/robots.txt"
    content_type = "text/plain; charset=utf-8"


class OpenSearchView(TemplateView):
    """How browsers search the site (https://github.com/dewitt/opensearch)."""

    template_name = "blog/opensearch.xml"
    content_type = "application/opensearchdescription+xml"


class IconView(RedirectView):
    """The icon, for those who ask at the address that it had before pages could name another."""

    def get_redirect_url(self):
        return static("img/icon.svg")
