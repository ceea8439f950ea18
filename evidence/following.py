"""Links are followed when they are due, each host one at a time, with a pause between, and as its robots.txt wishes.

What is due stands in the rows, so whoever comes first does it, and nothing is lost when nobody does.
"""

from collections import deque
from collections.abc import Iterator
from datetime import timedelta
from time import sleep

from django.utils import timezone

import markup
from blog import publishing
from blog.models import Post, Quotation
from edition import turning
from evidence.capturing import capture
from evidence.excerpts import has_changed
from evidence.models import Host, Link
from evidence.models.link import LOST
from evidence.noting import find_copies
from fetching import Unreadable, Visit, read_robots, visit

# There is a page, but not one that can be read or kept.
ANSWERS = {"type", "size", "storage"}
# Nobody was there, or it was us who came nowhere.
UNREACHED = {"unknown", "unreachable", "slow"}
# Without a word from any other site for so long, it may be us who reach nobody.
DAYS_ALONE = 2
SECONDS_BETWEEN_ROUNDS = 0.5


def follow_due(links: Iterator[Link]) -> Iterator[Link]:
    """Follow links, and yield each when that is done. One whose host is being asked waits for its turn."""
    waiting = deque(links)
    refused = 0
    while waiting:
        link = waiting.popleft()
        if follow(link):
            refused = 0
            yield link
            continue
        waiting.append(link)
        refused += 1
        if refused >= len(waiting):
            sleep(SECONDS_BETWEEN_ROUNDS)
            refused = 0


def follow(link: Link) -> bool:
    """Follow a link, make the copy that is lacking, note what came of it, and tell the posts that have the link.

    Return whether its host was free. If somebody else has followed it in the meantime, nothing is left to do.
    """
    if not Host.objects.claim(link.host):
        return False
    try:
        link.refresh_from_db()
        if link.next_at <= timezone.now():
            _follow(link)
    finally:
        Host.objects.release(link.host)
    return True


def _follow(link: Link) -> None:
    before, copies = link.state, link.captures.count()
    if not _may_ask(link):
        link.note_not_asked()
    else:
        page = capture(link) if link.lacks_copy else visit(link.address, validators=link.validators)
        _note(link, page)
    link.save()
    if link.is_lost or before in LOST:
        tell_posts(link)
    if link.state != before or link.captures.count() != copies:
        turning.turn()  # the pages of its source and of its copies say so


def tell_posts(link: Link) -> None:
    """Let the posts with a link have a copy beside it, if it is lost, and none if it is not."""
    for post in Post.objects.filter(link_uses__link=link, link_uses__stands=True).distinct():
        publishing.note_archived(post, find_copies(post))


def _may_ask(link: Link) -> bool:
    """Return whether the host lets us ask for a link. One that does not answer will not answer then either."""
    host = link.host
    if not host.has_fresh_robots:
        try:
            host.robots, host.robots_at = read_robots(link.address), timezone.now()
        except Unreadable:
            return True
        host.save(update_fields=["robots", "robots_at"])
    return host.allows(link.address)


def _note(link: Link, page: Visit) -> None:
    if page.status or page.refusal in ANSWERS:
        Host.objects.filter(pk=link.host_id).update(answered_at=timezone.now())
    if page.is_unchanged:
        link.note_same()
    elif page.refusal in ANSWERS:
        link.note_answer(is_changed=link.state == Link.State.CHANGED, refusal=page.refusal)
    elif not page.refusal:
        link.note_answer(is_changed=_has_changed(link, page), validators=page.validators)
    elif page.refusal in UNREACHED and _is_nobody_there(link):
        link.note_nothing(page.refusal)
    else:
        link.note_failure(page.refusal, is_closed=400 <= page.status < 500)


def _has_changed(link: Link, page: Visit) -> bool:
    """Return whether a page says something else than when a copy of it was made."""
    kept = link.captures.first()
    quoted = Quotation.objects.published().filter(link=link.address).values_list("text_html", flat=True)
    return kept is not None and has_changed(kept.text, page.text, map(markup.to_text, quoted))


def _is_nobody_there(link: Link) -> bool:
    """Return whether no other host has answered lately; then one that should is to be followed soon."""
    others = Host.objects.exclude(pk=link.host_id)
    if others.filter(answered_at__gte=timezone.now() - timedelta(days=DAYS_ALONE)).exists():
        return False
    witness = Link.objects.published().filter(state=Link.State.ALIVE).exclude(host=link.host_id)
    Link.objects.filter(pk=witness.order_by("checked_at").values("pk")[:1]).update(next_at=timezone.now())
    return True
