from datetime import UTC, datetime
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_vary_headers
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext
from django.views.generic import View

from blog import paging
from blog.feeds.entries import describe_post, describe_update
from blog.feeds.formats import FORMATS
from blog.linking import absolute
from blog.models import Post, Source, Tag, Update
from blog.views.addresses import FormerAddressMixin
from blog.views.search import SearchForm, find_offers

# Atom wants a moment even of a feed that has had no entry yet.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class FeedView(FormerAddressMixin, View):
    """A feed in the format that ends its address, the latest change first. Subclasses choose what is in it.

    The page of which it is the feed is at the same address without the ending.
    """

    page_size = 20
    order_by: str

    def get(self, request, *args, **kwargs):
        self.thing = self.get_thing()
        feed = self.get_feed(request.GET.get("after", ""))
        media_type = request.get_preferred_type(feed.media_types) or feed.media_types[0]
        response = HttpResponse(content_type=f"{media_type}; charset=utf-8")
        patch_vary_headers(response, ["Accept"])
        feed.write(response, "utf-8")
        return response

    def get_ending(self):
        """Return what follows the address of the page in that of the feed."""
        return f"feed.{self.kwargs['format']}"

    def get_feed(self, key):
        """Return the feed with the entries of the page that begins after `key`; of the first without one.

        These are the *paged* feeds of RFC 5005, section 3, not the archived ones of section 4, whose documents never
        change: here an entry that is updated moves to the front.
        """
        site = self.request.site
        page = self._turn_to(key)
        entries = [self.describe(entry) for entry in page.rows]
        feed = FORMATS[self.kwargs["format"]](
            title=" – ".join(filter(None, [self.get_title(), site.name])),
            description=self.get_description() or site.name,
            subtitle=self.get_description() or None,
            language=site.language,
            feed_guid=self.get_name(),
            link=self._address(""),
            feed_url=self._address(self.get_ending(), after=key),
            first_url=key and self._address(self.get_ending()),
            next_url=page.next and self._address(self.get_ending(), after=page.next),
            updated=max([entry["updateddate"] for entry in entries], default=self.get_beginning()),
            tombstones=[] if key else self.get_tombstones(),
        )
        for entry in entries:
            feed.add_item(**entry)
        return feed

    def get_thing(self):
        """Return the tag, source, author, post … that the feed belongs to. Raises Http404."""
        return

    def get_queryset(self):
        """Return all that the feed tells of, published."""
        raise NotImplementedError

    def describe(self, entry):
        """Return what the feed says of an entry."""
        raise NotImplementedError

    def get_name(self):
        """Return the name of the feed, which stays when its address or the domain changes."""
        raise NotImplementedError

    def get_title(self):
        """Return what the feed is called besides the site's name."""
        return ""

    def get_description(self):
        return self.request.site.tagline

    def get_query(self):
        """Return the query that belongs to the address of the page."""
        return {}

    def get_beginning(self):
        """Return the moment of the latest change while there is no entry."""
        return NEVER

    def get_tombstones(self):
        """Return name and time of posts that were in the feed and were withdrawn since."""
        return []

    def _turn_to(self, key):
        try:
            return paging.turn_to(self.get_queryset(), paging.Order.by(self.order_by), size=self.page_size, after=key)
        except paging.NoSuchPage as missing:
            raise Http404("There is no such page.") from missing

    def _address(self, ending, *, after=""):
        query = self.get_query() | ({"after": after} if after else {})
        path = self.request.path.removesuffix(self.get_ending())
        return absolute(iri_to_uri(f"{path}{ending}{'?' if query else ''}{urlencode(query)}"))


class PostFeedView(FeedView):
    """All posts, whole; one that is updated comes to the front again."""

    order_by = "-updated_at"

    def get_queryset(self):
        return self.choose(Post.objects.published().for_page())

    def choose(self, posts):
        """Return those of `posts` that belong into the feed."""
        return posts

    def describe(self, entry):
        return describe_post(entry)

    def get_name(self):
        return f"{self.request.site.tag_authority}:feeds/posts"

    def get_tombstones(self):
        if self.kwargs["format"] != "atom":
            return []  # no other format has a word for them
        return list(self.choose(Post.objects.withdrawn()).values_list("tag_uri", "withdrawn_at")[: self.page_size])


class ThingFeedView(PostFeedView):
    """The posts of a tag, author or source. One of which nothing is published has no feed, as it has no page."""

    # In the address and in the name of the feed.
    kind: str

    def get_thing(self):
        return get_object_or_404(self.get_things(), slug=self.kwargs["slug"])

    def get_things(self):
        """Return the things of the kind that have something to read."""
        raise NotImplementedError

    def get_name(self):
        return f"{self.request.site.tag_authority}:feeds/{self.kind}/{self.thing.pk}"

    def get_title(self):
        return str(self.thing)

    def get_description(self):
        return self.thing.description


class TagFeedView(ThingFeedView):
    kind = "tags"

    def get_things(self):
        return Tag.objects.published()

    def choose(self, posts):
        return posts.filter(tags=self.thing)


class AuthorFeedView(ThingFeedView):
    kind = "authors"

    def get_things(self):
        return Post.objects.published().authors()

    def choose(self, posts):
        return posts.filter(author=self.thing)

    def get_description(self):
        return self.thing.about


class SourceFeedView(ThingFeedView):
    kind = "sources"

    def get_things(self):
        return Source.objects.published()

    def choose(self, posts):
        return posts.quoting(self.thing)


class SearchFeedView(PostFeedView):
    """The posts that hold the words asked for."""

    def get_thing(self):
        self.form = SearchForm(self.request.GET, offers=find_offers(self.request.edition))
        found = self.form.find() if self.form.is_valid() else None
        if found is None or not found.is_question:
            raise Http404
        return found

    def choose(self, posts):
        return self.thing.choose(posts)

    def get_name(self):
        return f"{self.request.site.tag_authority}:feeds/search?{urlencode(self.get_query())}"

    def get_title(self):
        return gettext("“%(words)s”") % {"words": " ".join(self.get_query().values())}

    def get_query(self):
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    def get_tombstones(self):
        return []  # would tell which words are in a text that was withdrawn


class UpdateFeedView(FeedView):
    """All updates, each for itself."""

    order_by = "-published_at"

    def get_queryset(self):
        return Update.objects.published().for_feed()

    def describe(self, entry):
        return describe_update(entry)

    def get_name(self):
        return f"{self.request.site.tag_authority}:feeds/updates"

    def get_title(self):
        return gettext("Updates")


class CorrectionFeedView(UpdateFeedView):
    def get_queryset(self):
        return super().get_queryset().filter(kind=Update.Kind.CORRECTION)

    def get_name(self):
        return f"{self.request.site.tag_authority}:feeds/corrections"

    def get_title(self):
        return gettext("Corrections")


class UpdatesOfPostFeedView(UpdateFeedView):
    """The updates of one post."""

    def get_thing(self):
        return get_object_or_404(Post.objects.published(), month=self.kwargs["month"], slug=self.kwargs["slug"])

    def get_queryset(self):
        return super().get_queryset().filter(post=self.thing)

    def get_name(self):
        return f"{self.thing.tag_uri}/updates"

    def get_title(self):
        return gettext("Updates to “%(post)s”") % {"post": self.thing}

    def get_description(self):
        return self.thing.summary

    def get_beginning(self):
        return self.thing.published_at
