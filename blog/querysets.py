"""Which rows, and with what. What an anonymous reader may see is decided here and nowhere else."""

from django.db.models import Count, Exists, Min, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone


def _is_published(prefix=""):
    """Return the condition under which a post may be read by anybody; `prefix` leads to the post."""
    return Q(**{f"{prefix}status": "published", f"{prefix}published_at__lte": timezone.now()})


def _is_released(prefix=""):
    """Return the condition under which an update's time has come."""
    return Q(**{f"{prefix}published_at__lte": timezone.now()})


class PostQuerySet(QuerySet):
    def published(self):
        """Return the posts that anybody may read now."""
        return self.filter(_is_published())

    def editable_by(self, user):
        """Return the posts that `user` may edit in the admin."""
        if not user.has_perm("blog.change_post"):
            return self.none()
        return self if user.has_perm("blog.edit_all_posts") else self.filter(author=user)

    def for_listing(self):
        """Fetch what a list of posts shows."""
        return self.select_related("author").defer("body", "body_html").prefetch_related("tags")

    def for_page(self):
        """Fetch what the page of one post shows."""
        updates = self.model._meta.get_field("updates").related_model.objects.released().select_related("author")
        return self.select_related("author").defer("body").prefetch_related("tags", Prefetch("updates", updates))

    def for_record(self):
        """Fetch what the whole record of a post consists of, released or not."""
        return self.select_related("author").prefetch_related("tags", "quotations__source", "updates__author")

    def for_search(self):
        """Fetch what search finds of posts: the texts that anybody may read now."""
        updates = self.model._meta.get_field("updates").related_model.objects.released()
        quotations = self.model._meta.get_field("quotations").related_model.objects.released().select_related("source")
        return self.prefetch_related("tags", Prefetch("updates", updates), Prefetch("quotations", quotations))

    def newest_first(self):
        return self.order_by("-published_at", "-pk")

    def neighbours_of(self, post):
        """Return the `previous` and `next` of these posts around `post`, by time. Two queries."""
        earlier = Q(published_at__lt=post.published_at) | Q(published_at=post.published_at, pk__lt=post.pk)
        later = Q(published_at__gt=post.published_at) | Q(published_at=post.published_at, pk__gt=post.pk)
        listed = self.only("title", "slug", "month")
        return {
            "previous": listed.filter(earlier).newest_first().first(),
            "next": listed.filter(later).order_by("published_at", "pk").first(),
        }

    def count_by_month(self):
        """Return `{"month": date, "posts": int}` for each month with posts, newest first."""
        return self.order_by().values("month").annotate(posts=Count("pk")).order_by("-month")

    def appeared(self, *, since, until):
        """Return the published posts of which anything appeared by the clock between two moments."""
        updates = self.model._meta.get_field("updates").related_model.objects
        updates = updates.filter(post=OuterRef("pk"), published_at__range=(since, until))
        return self.published().filter(Q(published_at__range=(since, until)) | Exists(updates))

    def months(self):
        """Return the first day of each month with posts."""
        return self.order_by().values_list("month", flat=True).distinct()

    def next_change(self, *, after):
        """Return when the next scheduled post appears, or None."""
        scheduled = self.filter(status="published", published_at__gt=after)
        return scheduled.aggregate(at=Min("published_at"))["at"]


class UpdateQuerySet(QuerySet):
    def released(self):
        """Return the updates whose time has come. Whether their posts may be seen is the posts' matter."""
        return self.filter(_is_released())

    def published(self):
        """Return the updates that anybody may read now."""
        return self.released().filter(_is_published("post__"))

    def editable_by(self, user):
        """Return the updates of the posts that `user` may edit."""
        posts = self.model._meta.get_field("post").related_model.objects.editable_by(user)
        return self.filter(post__in=posts) if user.has_perm("blog.change_update") else self.none()

    def next_change(self, *, after):
        """Return when the next scheduled update appears, or None."""
        return self.filter(published_at__gt=after).aggregate(at=Min("published_at"))["at"]


class QuotationQuerySet(QuerySet):
    def released(self):
        """Return the quotations of bodies and of released updates. Whether a post may be seen is another matter."""
        return self.filter(Q(update=None) | _is_released("update__"))

    def published(self):
        """Return the quotations that anybody may read now."""
        return self.released().filter(_is_published("post__"))

    def newest_first(self):
        """Order by the time at which the words could be read here first."""
        return self.order_by(Coalesce("update__published_at", "post__published_at").desc(), "-pk")


class TagQuerySet(QuerySet):
    def with_post_counts(self):
        """Return the tags that have posts to read, by name, each with their number as `posts`."""
        return self.annotate(posts=Count("post", filter=_is_published("post__"))).filter(posts__gt=0).order_by("name")

    def with_published_posts(self):
        """Return the tags that have posts to read."""
        posts = self.model._meta.get_field("post").related_model.objects.published()
        return self.filter(Exists(posts.filter(tags=OuterRef("pk"))))


class SourceQuerySet(QuerySet):
    def with_published_quotations(self):
        """Return the sources that are quoted where anybody may read it now."""
        quotations = self.model._meta.get_field("quotations").related_model.objects.published()
        return self.filter(Exists(quotations.filter(source=OuterRef("pk"))))


class SearchEntryQuerySet(QuerySet):
    def readable(self):
        """Return the entries of pages, and of the posts that anybody may read now."""
        return self.filter(Q(post=None) | _is_published("post__"))

    def for_results(self):
        """Fetch what a list of results shows."""
        return self.select_related("page", "post__author").defer(
            "page__body", "page__body_html", "post__body", "post__body_html"
        )
