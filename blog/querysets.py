"""Which rows, and with what. What an anonymous reader may see is decided here and nowhere else."""

from collections import Counter

from django.db.models import Count, Exists, Max, Min, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, ExtractYear, TruncDate
from django.utils import timezone

from blog.linking import domain_of


def _is_published(prefix=""):
    """Return the condition under which a post may be read by anybody; `prefix` leads to the post."""
    return Q(**{f"{prefix}status": "published", f"{prefix}published_at__lte": timezone.now()})


def _is_released(prefix=""):
    """Return the condition under which an update's time has come."""
    return Q(**{f"{prefix}published_at__lte": timezone.now()})


# How many links to other posts are looked at for those that are related.
LOOKED_AT = 500


class PostQuerySet(QuerySet):
    def published(self):
        """Return the posts that anybody may read now."""
        return self.filter(_is_published())

    def unpublished(self):
        """Return the posts that nobody may read yet, or any more."""
        waiting = Q(status="published", published_at__gt=timezone.now())
        return self.filter(Q(status__in=["draft", "withdrawn"]) | waiting)

    def scheduled(self):
        """Return the posts that appear at a time to come, the next first."""
        return self.filter(status="published", published_at__gt=timezone.now()).order_by("published_at", "pk")

    def between(self, since, until):
        """Return the posts that are or will be published from one aware moment until just before another."""
        return self.filter(status="published", published_at__gte=since, published_at__lt=until)

    def count_by_day(self, zone):
        """Return `{day: posts}` by the days, in a time zone, on which they were published."""
        days = self.order_by().values(day=TruncDate("published_at", tzinfo=zone)).annotate(number=Count("pk"))
        return {entry["day"]: entry["number"] for entry in days}

    def withdrawn(self):
        """Return the posts that readers could see once and that were taken back, the latest first."""
        return self.filter(status="withdrawn", withdrawn_at__isnull=False).order_by("-withdrawn_at", "-pk")

    def authors(self):
        """Return the users who have written some of these posts."""
        users = self.model._meta.get_field("author").related_model.objects
        return users.filter(Exists(self.filter(author=OuterRef("pk"))))

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
        posts = self.select_related("author", "lead_image").defer("body")
        return posts.prefetch_related("tags", Prefetch("updates", updates))

    def with_revision_count(self):
        """Count the public revisions of each post, as `revision_count`."""
        revisions = self.model._meta.get_field("revisions").related_model.objects.public().filter(post=OuterRef("pk"))
        counted = revisions.order_by().values("post").annotate(number=Count("pk")).values("number")
        return self.annotate(revision_count=Coalesce(Subquery(counted), 0))

    def for_record(self):
        """Fetch what the whole record of a post consists of, released or not."""
        posts = self.select_related("author", "lead_image")
        return posts.prefetch_related("tags", "quotations__source", "updates__author")

    def quoting(self, source):
        """Return the posts that quote `source`, in their text or in a released update."""
        quotations = self.model._meta.get_field("quotations").related_model.objects.released()
        return self.filter(Exists(quotations.filter(post=OuterRef("pk"), source=source)))

    def with_quotations(self):
        """Fetch the quotations that stand in the bodies and in released updates, with their sources."""
        quotations = self.model._meta.get_field("quotations").related_model.objects.released().select_related("source")
        return self.prefetch_related(Prefetch("quotations", quotations))

    def for_sitemap(self):
        """Fetch no more than addresses and dates."""
        return self.only("slug", "month", "published_at", "updated_at")

    def since(self, moment):
        """Return the posts that were published at an aware `moment` or later."""
        return self.filter(published_at__gte=moment)

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
        listed = self.only("title", "slug", "month", "language")
        return {
            "previous": listed.filter(earlier).newest_first().first(),
            "next": listed.filter(later).order_by("published_at", "pk").first(),
        }

    def related_to(self, post, *, number=3):
        """Return the posts that share most tags and sources with `post`, the newest first. Three queries.

        Of what shares a tag or source, only the newest are looked at: subjects that are everywhere relate nothing.
        """
        tagged = self.model.tags.through.objects
        quotations = self.model._meta.get_field("quotations").related_model.objects
        links = tagged.filter(tag__in=tagged.filter(post=post).values("tag"))
        quoting = quotations.filter(source__in=quotations.released().filter(post=post).values("source")).released()
        shared = Counter(links.order_by("-post").values_list("post", flat=True)[:LOOKED_AT])
        shared.update(set(quoting.order_by("-pk").values_list("post", flat=True)[:LOOKED_AT]))
        likely = sorted(shared, key=lambda pk: (shared[pk], pk), reverse=True)[: 10 * number]
        posts = self.filter(pk__in=likely).only("title", "slug", "month", "language", "published_at")
        others = [other for other in posts if other != post]
        return sorted(others, key=lambda other: (shared[other.pk], other.published_at), reverse=True)[:number]

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

    def scheduled(self):
        """Return the updates of published posts that appear at a time to come, the next first."""
        waiting = self.filter(post__status="published", published_at__gt=timezone.now())
        return waiting.order_by("published_at", "pk")

    def between(self, since, until):
        """Return the updates of posts that are or will be published, from one aware moment until before another."""
        return self.filter(post__status="published", published_at__gte=since, published_at__lt=until)

    def for_listing(self):
        """Fetch what a list of updates shows."""
        return self.select_related("post", "author").defer("body", "post__body", "post__body_html")

    def for_feed(self):
        """Fetch what a feed of updates shows."""
        posts = self.select_related("author", "post__author").prefetch_related("post__tags")
        return posts.defer("body", "post__body", "post__body_html")

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
        """Return the quotations that anybody may read now.

        Their own time only repeats that of the update or post, for the sake of an index.
        """
        return self.released().filter(_is_published("post__"), published_at__lte=timezone.now())

    def unchecked(self):
        """Return the quotations of which nobody knows yet whether they stand in their sources."""
        return self.filter(finding="", is_paraphrase=False).exclude(post__status="withdrawn")

    def newest_first(self):
        """Order by the time at which the words could be read here first."""
        return self.order_by("-published_at", "-pk")

    def for_listing(self):
        """Fetch what a list of quotations shows."""
        return self.select_related("post", "source").defer("text", "translation", "post__body", "post__body_html")

    def for_page(self):
        """Fetch what the page of one quotation shows."""
        return self.select_related("post__author", "update", "source").defer("post__body", "update__body")

    def count_by_year(self, zone):
        """Return `{year: quotations}` by the years, in a time zone, in which they could be read here first."""
        years = self.order_by().values(year=ExtractYear("published_at", tzinfo=zone)).annotate(number=Count("pk"))
        return {entry["year"]: entry["number"] for entry in years}

    def count_by_source(self):
        """Return `{source's key: quotations}`."""
        return dict(self.order_by().values_list("source").annotate(Count("pk")))


class RevisionQuerySet(QuerySet):
    def public(self):
        """Return what stands in the histories of posts, sealed or not. Whether a post may be seen is another matter."""
        return self.filter(is_public=True)

    def readable(self):
        """Return the public revisions whose texts are still shown."""
        return self.public().filter(sealed_at=None)

    def current_at(self, moment):
        """Return which of these readers had at an aware moment, or None. Two queries, of which one walks an index."""
        number = self.filter(created_at__lte=moment).order_by().aggregate(latest=Max("number"))["latest"]
        return self.filter(number=number).without_texts().first() if number else None

    def without_texts(self):
        """Fetch what a list of revisions shows."""
        return self.defer("text")

    def neighbours_of(self, number):
        """Return the `first`, `last`, `previous` and `next` of these around a number, or None for each. Two queries."""
        earlier, later = Max("number", filter=Q(number__lt=number)), Min("number", filter=Q(number__gt=number))
        numbers = self.order_by().aggregate(first=Min("number"), last=Max("number"), previous=earlier, next=later)
        found = {
            one.number: one
            for one in self.filter(number__in=set(numbers.values())).only("number", "created_at", "post")
        }
        return {name: found.get(number) for name, number in numbers.items()}


class SourceQuerySet(QuerySet):
    def published(self):
        """Return the sources whose words can be read here."""
        quotations = self.model._meta.get_field("quotations").related_model.objects.published()
        return self.filter(Exists(quotations.filter(source=OuterRef("pk"))))

    def of_link(self, link):
        """Return the source whose homepage has the domain that `link` leads to, the nearest domain first, or None."""
        labels = domain_of(link).split(".")
        domains = [".".join(labels[start:]) for start in range(len(labels) - 1)]
        near = self.filter(homepage__icontains=domains[-1]) if domains else self.none()
        hosts = {domain_of(source.homepage): source for source in near}
        return next((hosts[domain] for domain in domains if domain in hosts), None)


class TagQuerySet(QuerySet):
    def published(self):
        """Return the tags that have posts to read."""
        posts = self.model._meta.get_field("post").related_model.objects.published()
        return self.filter(Exists(posts.filter(tags=OuterRef("pk"))))

    def with_post_counts(self):
        """Return the tags that have posts to read, by name, each with their number as `posts`."""
        return self.annotate(posts=Count("post", filter=_is_published("post__"))).filter(posts__gt=0).order_by("name")


class SearchEntryQuerySet(QuerySet):
    def readable(self):
        """Return the entries of pages, and of the posts that anybody may read now."""
        return self.filter(Q(post=None) | _is_published("post__"))

    def for_results(self):
        """Fetch what a list of results shows."""
        return self.select_related("page", "post__author").defer(
            "page__body", "page__body_html", "post__body", "post__body_html"
        )
