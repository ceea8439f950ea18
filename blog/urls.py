from django.urls import path, register_converter
from django.urls.converters import StringConverter

from blog.feeds import views as feeds
from blog.feeds.formats import FORMATS
from blog.views import archives, pages, posts, quotations, search, sources, updates


class YearConverter:
    """A year as four digits, from 1000."""

    regex = "[1-9][0-9]{3}"

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return f"{value:04}"


class MonthConverter(YearConverter):
    """A month as two digits."""

    regex = "0[1-9]|1[0-2]"

    def to_url(self, value):
        return f"{value:02}"


class AnySlugConverter(StringConverter):
    """A slug in any script."""

    regex = r"[-\w]+"


class FeedFormatConverter(StringConverter):
    """One of the formats of feeds."""

    regex = "|".join(FORMATS)


register_converter(YearConverter, "year")
register_converter(MonthConverter, "month")
register_converter(AnySlugConverter, "any_slug")
register_converter(FeedFormatConverter, "feed_format")

app_name = "blog"

# Each below the address of the page whose feed it is.
FEEDS = [
    ("", feeds.PostFeedView, "feed"),
    ("search/", feeds.SearchFeedView, "search_feed"),
    ("tags/<any_slug:slug>/", feeds.TagFeedView, "tag_feed"),
    ("sources/<any_slug:slug>/", feeds.SourceFeedView, "source_feed"),
    ("authors/<any_slug:slug>/", feeds.AuthorFeedView, "author_feed"),
    ("updates/", feeds.UpdateFeedView, "updates_feed"),
    ("corrections/", feeds.CorrectionFeedView, "corrections_feed"),
    ("<year:year>/<month:month>/<any_slug:slug>/", feeds.UpdatesOfPostFeedView, "post_feed"),
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
    path("tags/<any_slug:slug>/", archives.TagView.as_view(), name="tag"),
    path("authors/<any_slug:slug>/", archives.AuthorView.as_view(), name="author"),
    path("<year:year>/", archives.YearView.as_view(), name="year"),
    path("<year:year>/<month:month>/", archives.MonthView.as_view(), name="month"),
    path("<year:year>/<month:month>/<any_slug:slug>/", posts.PostDetailView.as_view(), name="post"),
    path(
        "<year:year>/<month:month>/<any_slug:slug>/quotations/<any_slug:key>/",
        quotations.QuotationView.as_view(),
        name="quotation",
    ),
    *[path(f"{page}feed.<feed_format:format>", view.as_view(), name=name) for page, view, name in FEEDS],
    path("<any_slug:slug>/", pages.PageView.as_view(), name="page"),
]
