"""What search engines are told to read (https://www.sitemaps.org/protocol.html). A kind more is a class and a line."""

from django.contrib.sitemaps import Sitemap
from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.db.models import BigAutoField, F

from blog.linking import absolute
from blog.models import Page, Post, Quotation, Source, Tag

# No row has a key beyond this, and no database is asked for one.
HIGHEST_KEY = BigAutoField.MAX_BIGINT - 5000


class KeyPaginator(Paginator):
    """Pages by primary key: each costs the same, and what is on one does not move when something is added elsewhere."""

    @property
    def page_range(self):
        """Return the numbers of the pages that have something to read."""
        numbers = self.object_list.annotate(page=F("pk") / self.per_page + 1).order_by("page").values_list("page")
        return [number for (number,) in numbers.distinct()]

    def page(self, number):
        """Return the things whose keys lie in a range. Raises PageNotAnInteger or EmptyPage."""
        try:
            first = (int(number) - 1) * self.per_page
        except ValueError as error:
            raise PageNotAnInteger(number) from error
        if not 0 <= first <= HIGHEST_KEY:
            raise EmptyPage(number)
        things = self.object_list.filter(pk__gte=first, pk__lt=first + self.per_page).order_by("pk")
        if first and not things:
            raise EmptyPage(number)
        return self._get_page(things, number, self)


class Section(Sitemap):
    """The addresses of one kind of thing."""

    limit = 5000

    @property
    def paginator(self):
        return KeyPaginator(self.items(), self.limit)

    def get_urls(self, page=1, site=None, protocol=None):
        """Return what the template shows. Addresses begin as SITE_URL says, however the request calls the host."""
        return [
            {"location": absolute(self.location(item)), "lastmod": self.lastmod(item)}
            for item in self.paginator.page(page)
        ]

    def lastmod(self, item):
        """Return when the thing was changed last; None where that is not known."""


class PostSection(Section):
    def items(self):
        return Post.objects.published().for_sitemap()

    def lastmod(self, item):
        return item.updated_at


class PageSection(Section):
    def items(self):
        return Page.objects.only("slug", "modified_at")

    def lastmod(self, item):
        return item.modified_at


class TagSection(Section):
    def items(self):
        return Tag.objects.published().only("slug")


class SourceSection(Section):
    def items(self):
        return Source.objects.published().only("slug")


class QuotationSection(Section):
    def items(self):
        return Quotation.objects.published().select_related("post").only("key", "post__slug", "post__month")

    def location(self, item):
        return item.get_permalink()


class AuthorSection(Section):
    def items(self):
        return Post.objects.published().authors().only("slug")


SECTIONS = {
    "posts": PostSection,
    "pages": PageSection,
    "tags": TagSection,
    "sources": SourceSection,
    "quotations": QuotationSection,
    "authors": AuthorSection,
}
