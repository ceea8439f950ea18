from itertools import groupby

from django.core.cache import caches
from django.shortcuts import get_object_or_404
from django.views.generic import ListView, TemplateView

from blog.models import Post, Tag
from blog.views.addresses import FormerAddressMixin
from blog.views.posts import PostListView
from people.models import User


class TagListView(ListView):
    """All tags of which something is published. Counted once while the edition stands."""

    template_name = "blog/tag_list.html"
    context_object_name = "tags"

    def get_queryset(self):
        return caches["memory"].get_or_set(f"tags-{self.request.edition}", lambda: list(Tag.objects.with_post_counts()))


class TagView(FormerAddressMixin, PostListView):
    """The posts with a tag. A tag of which nothing is published has no page."""

    allow_empty = False

    def get_queryset(self):
        self.tag = get_object_or_404(Tag.objects.select_related("parent"), slug=self.kwargs["slug"])
        return super().get_queryset().filter(tags=self.tag)

    def get_context_data(self, **kwargs):
        said = {"title": self.tag.name, "description": self.tag.description}
        return super().get_context_data(has_feed=True, part_of=self._wider_tag(), **said, **kwargs)

    def _wider_tag(self):
        """Return the tag that this one is part of, where there is something to read there."""
        wider = self.tag.parent
        return wider if wider and wider.post_set.published().exists() else None


class AuthorView(FormerAddressMixin, PostListView):
    """The posts of an author. Users who have published nothing have no page."""

    allow_empty = False

    def get_queryset(self):
        self.author = get_object_or_404(User, slug=self.kwargs["slug"])
        return super().get_queryset().filter(author=self.author)

    def get_context_data(self, **kwargs):
        return super().get_context_data(has_feed=True, title=str(self.author), description=self.author.about, **kwargs)


class ArchiveView(TemplateView):
    """All years and months in which something was published, each with the number of posts. Counted as tags are."""

    template_name = "blog/archive.html"

    def get_context_data(self, **kwargs):
        count = Post.objects.published().count_by_month
        months = caches["memory"].get_or_set(f"months-{self.request.edition}", lambda: list(count()))
        years = [(year, list(entries)) for year, entries in groupby(months, lambda entry: entry["month"].year)]
        counted = [
            {"year": year, "posts": sum(entry["posts"] for entry in entries), "months": entries}
            for year, entries in years
        ]
        return super().get_context_data(years=counted, **kwargs)


class YearView(PostListView):
    allow_empty = False

    def get_queryset(self):
        return super().get_queryset().filter(month__year=self.kwargs["year"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(title=str(self.kwargs["year"]), **kwargs)


class MonthView(PostListView):
    allow_empty = False

    def get_queryset(self):
        return super().get_queryset().filter(month=self.kwargs["month"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(month=self.kwargs["month"], **kwargs)
