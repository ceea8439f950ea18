from datetime import date

from django.shortcuts import get_object_or_404

from blog.models import Source, Tag
from blog.views.addresses import FormerAddressMixin
from blog.views.posts import PostListView
from people.models import User


class TagView(FormerAddressMixin, PostListView):
    """The posts with a tag. A tag of which nothing is published has no page."""

    allow_empty = False

    def get_queryset(self):
        self.tag = get_object_or_404(Tag, slug=self.kwargs["slug"])
        return super().get_queryset().filter(tags=self.tag)

    def get_context_data(self, **kwargs):
        return super().get_context_data(has_feed=True, title=self.tag.name, description=self.tag.description, **kwargs)


class AuthorView(FormerAddressMixin, PostListView):
    """The posts of an author. Users who have published nothing have no page."""

    allow_empty = False

    def get_queryset(self):
        self.author = get_object_or_404(User, slug=self.kwargs["slug"])
        return super().get_queryset().filter(author=self.author)

    def get_context_data(self, **kwargs):
        return super().get_context_data(has_feed=True, title=str(self.author), description=self.author.about, **kwargs)


class SourceView(FormerAddressMixin, PostListView):
    """The posts that quote a source. A source that nothing published quotes has no page."""

    def get_queryset(self):
        self.source = get_object_or_404(Source.objects.published(), slug=self.kwargs["slug"])
        return super().get_queryset().quoting(self.source)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            has_feed=True, title=self.source.name, description=self.source.description, **kwargs
        )


class YearView(PostListView):
    allow_empty = False

    def get_queryset(self):
        return super().get_queryset().filter(month__year=self.kwargs["year"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(title=str(self.kwargs["year"]), **kwargs)


class MonthView(PostListView):
    allow_empty = False

    def get_queryset(self):
        self.month = date(self.kwargs["year"], self.kwargs["month"], 1)
        return super().get_queryset().filter(month=self.month)

    def get_context_data(self, **kwargs):
        return super().get_context_data(month=self.month, **kwargs)
