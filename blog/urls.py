from datetime import datetime

from django.contrib.sitemaps.views import sitemap
from django.urls import path, register_converter
from django.urls.converters import StringConverter

from blog.feeds import views as feeds
from blog.feeds.formats import FORMATS
from blog.sitemaps import SECTIONS
from blog.views import (
    archives,
    citations,
    crawlers,
    history,
    memento,
    oembed,
    pages,
    posts,
    quotations,
    search,
    share_images,
    sources,
    updates,
)  # fmt: skip


class YearConverter:
    """A year as four digits, from 1000."""

    regex = "[1-9][0-9]{3}"

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return f"{value:04}"


class MonthConverter:
    """A month, as the date of its first day: 2008/08."""

    regex = "[1-9][0-9]{3}/(?:0[1-9]|1[0-2])"

    def to_python(self, value):
        return datetime.strptime(value, "%Y/%m").date()  # noqa: DTZ007 - a month has no time zone

    def to_url(self, value):
        return f"{value:%Y/%m}"


class AnySlugConverter(StringConverter):
    """A slug in any script."""

    regex = r"[-\w]+"


class FeedFormatConverter(StringConverter):
    """One of the formats of feeds."""

    regex = "|".join(FORMATS)


class DigestConverter(StringConverter):
    """What a share image says, as 16 hexadecimal digits."""

    regex = "[0-9a-f]{16}"


class NumberConverter:
    """A number that counts from one, and that any database can hold."""

    regex = "[1-9][0-9]{0,8}"

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return str(value)


register_converter(NumberConverter, "number")
register_converter(YearConverter, "year")
register_converter(MonthConverter, "month")
register_converter(AnySlugConverter, "any_slug")
register_converter(FeedFormatConverter, "feed_format")
register_converter(DigestConverter, "digest")

app_name = "blog"
_post = "<month:month>/<any_slug:slug>/"
_sections = {"sitemaps": SECTIONS, "template_name": "blog/sitemap.xml"}

# Each below the address of the page whose feed it is.
FEEDS = [
    ("", feeds.PostFeedView, "feed"),
    ("search/", feeds.SearchFeedView, "search_feed"),
    ("tags/<any_slug:slug>/", feeds.TagFeedView, "tag_feed"),
    ("sources/<any_slug:slug>/", feeds.SourceFeedView, "source_feed"),
    ("authors/<any_slug:slug>/", feeds.AuthorFeedView, "author_feed"),
    ("updates/", feeds.UpdateFeedView, "updates_feed"),
    ("corrections/", feeds.CorrectionFeedView, "corrections_feed"),
    (_post, feeds.UpdatesOfPostFeedView, "post_feed"),
]

urlpatterns = [
    path("", posts.PostListView.as_view(), name="front"),
    path("search/", search.SearchView.as_view(), name="search"),
    path("preview/<any_slug:key>/", posts.PostPreviewView.as_view(), name="preview"),
    path("archive/", archives.ArchiveView.as_view(), name="archive"),
    path("quotations/", quotations.QuotationListView.as_view(), name="quotations"),
    path("sources/", sources.SourceListView.as_view(), name="sources"),
    path("sources/<any_slug:slug>/", sources.SourceView.as_view(), name="source"),
    path("updates/", updates.UpdateListView.as_view(), name="updates"),
    path("corrections/", updates.CorrectionListView.as_view(), name="corrections"),
    path("tags/", archives.TagListView.as_view(), name="tags"),
    path("oembed", oembed.OEmbedView.as_view(), name="oembed"),
    path("opensearch.xml", crawlers.OpenSearchView.as_view(), name="opensearch"),
    path("favicon.ico", crawlers.IconView.as_view(), name="icon"),
    path("robots.txt", crawlers.RobotsView.as_view(), name="robots"),
    path("sitemap.xml", crawlers.SitemapIndexView.as_view(), name="sitemap"),
    path("sitemap-<any_slug:section>.xml", sitemap, _sections, name="sitemap_section"),
    path("news-sitemap.xml", crawlers.NewsSitemapView.as_view(), name="news_sitemap"),
    path("share-<digest:digest>.png", share_images.SiteImageView.as_view(), name="site_image"),
    path("tags/<any_slug:slug>/", archives.TagView.as_view(), name="tag"),
    path("authors/<any_slug:slug>/", archives.AuthorView.as_view(), name="author"),
    path("<year:year>/", archives.YearView.as_view(), name="year"),
    path("<month:month>/", archives.MonthView.as_view(), name="month"),
    *[path(f"{page}feed.<feed_format:format>", view.as_view(), name=name) for page, view, name in FEEDS],
    path(_post, posts.PostDetailView.as_view(), name="post"),
    path(_post + "quotations/<any_slug:key>/", quotations.QuotationView.as_view(), name="quotation"),
    path(_post + "cite.bib", citations.BibTeXView.as_view(), name="cite_bibtex"),
    path(_post + "cite.json", citations.CSLView.as_view(), name="cite_csl"),
    path(_post + "share-<digest:digest>.png", share_images.PostImageView.as_view(), name="share_image"),
    path(
        _post + "quote-<any_slug:key>-<digest:digest>.png",
        share_images.QuotationImageView.as_view(),
        name="quotation_image",
    ),
    path(_post + "history/", history.HistoryView.as_view(), name="history"),
    path(_post + "history/compare/", history.ChooseComparisonView.as_view(), name="compare"),
    path(_post + "history/timegate/", memento.TimeGateView.as_view(), name="timegate"),
    path(_post + "history/timemap/", memento.TimeMapView.as_view(), name="timemap"),
    path(_post + "history/<number:number>/", history.RevisionView.as_view(), name="revision"),
    path(_post + "history/<number:number>/canonical.txt", history.CanonicalTextView.as_view(), name="canonical"),
    path(_post + "history/<number:number>/<number:other>/", history.ComparisonView.as_view(), name="comparison"),
    path("<any_slug:slug>/", pages.PageView.as_view(), name="page"),
]
