"""Do the pages that a post links to still answer?"""

from collections.abc import Iterator

from django.conf import settings
from django.db import transaction
from django.db.models import F, Max, Q
from django.utils import timezone

import markup
from blog.models import Post
from evidence.models import LinkCheck
from fetching import find_dead

LINKS_AT_ONCE = 50
# As long as an index takes.
LONGEST = 2000


def find_links(post: Post) -> list[str]:
    """Return the addresses elsewhere that a post with its updates and quotations links to, each once. One query."""
    htmls = [post.body_html, *(update.body_html for update in post.updates.all())]
    links = dict.fromkeys(link for html in htmls for link in markup.find_links(html))
    here = f"{settings.SITE_ORIGIN}/"
    elsewhere = [link for link in links if link.startswith(("https://", "http://")) and not link.startswith(here)]
    return [link for link in elsewhere if len(link.encode()) <= LONGEST]


def check(post: Post) -> list[LinkCheck]:
    """Follow the links of a post, note what became of each, and return those that lead nowhere.

    This asks other sites, for some seconds; it stands in no transaction while it does.
    """
    links = find_links(post)[:LINKS_AT_ONCE]
    dead = find_dead(links)
    now = timezone.now()
    with transaction.atomic():
        Post.objects.select_for_update().get(pk=post.pk)  # for whoever checks the same post at the same time
        died_at = dict(post.link_checks.exclude(refusal="").values_list("link", "died_at"))
        checks = [LinkCheck(post=post, link=link, checked_at=now, refusal=dead.get(link, "")) for link in links]
        for each in checks:
            each.died_at = died_at.get(each.link, now) if each.refusal else None
        post.link_checks.all().delete()
        LinkCheck.objects.bulk_create(checks)
    return [each for each in checks if each.refusal]


def find_due(*, before) -> Iterator[Post]:
    """Return the published posts with links that were not followed since an aware moment, the longest ago first."""
    posts = Post.objects.published().annotate(followed_at=Max("link_checks__checked_at"))
    due = posts.filter(Q(followed_at=None) | Q(followed_at__lt=before)).defer("body").prefetch_related("updates")
    longest_ago_first = due.order_by(F("followed_at").asc(nulls_first=True), "-published_at", "-pk")
    return filter(find_links, longest_ago_first.iterator(chunk_size=100))


def find_standing(checks: list[LinkCheck]) -> list[LinkCheck]:
    """Return those of `checks` whose links still stand in their posts: a writer may have mended some since."""
    links = {check.post_id: find_links(check.post) for check in checks}
    return [check for check in checks if check.link in links[check.post_id]]
