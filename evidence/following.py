"""Links are followed when they are due, and what their pages say is looked through for quotations on the way.

What is due stands in the rows, so whoever comes first does it, and nothing is lost when nobody does.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from django.utils import timezone

import markup
from blog import publishing
from blog.models import Post, Quotation
from edition import turning
from evidence.capturing import CHARACTERS_KEPT, capture
from evidence.excerpts import has_changed
from evidence.manners import asking, attend, may_ask
from evidence.models import Host, Link
from evidence.models.link import LOST
from evidence.noting import find_copies
from evidence.verifying import hear
from fetching import Visit, visit

# There is a page, but not one that can be read or kept.
ANSWERS = {"type", "size", "storage"}
# Nobody was there, or it was us who came nowhere.
UNREACHED = {"unknown", "unreachable", "slow"}
# Without a word from any other site for so long, it may be us who reach nobody.
DAYS_ALONE = 2


def follow_due(links: Iterable[Link]) -> Iterator[Link]:
    """Follow links, and yield each when that is done."""
    return attend(links, follow)


def follow(link: Link) -> bool:
    """Follow a link, make the copy that is lacking, note what came of it, and tell the posts that have the link.

    Return False where somebody else has done it in the meantime. Raises manners.Busy.
    """
    with asking(link.host):
        link.refresh_from_db()
        is_due = link.next_at <= timezone.now()
        if is_due:
            _follow(link)
    return is_due


def _follow(link: Link) -> None:
    before, copies = link.state, link.captures.count()
    if not may_ask(link.host, link.address):
        link.note_not_asked()
    else:
        page = capture(link) if link.lacks_copy else visit(link.address, validators=link.validators)
        _note(link, page)
        hear(link.address, page)
    link.save()
    if link.is_lost or before in LOST:
        tell_posts(link)
    if link.state != before or link.captures.count() != copies:
        turning.turn()  # the pages of its source and of its copies say so


def tell_posts(link: Link) -> None:
    """Let the posts with a link have a copy beside it, if it is lost, and none if it is not."""
    for post in Post.objects.filter(link_uses__link=link, link_uses__stands=True).distinct():
        publishing.note_archived(post, find_copies(post))


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
        # One that leads in a circle may be open to those who take its cookies.
        link.note_failure(page.refusal, is_closed=400 <= page.status < 500 or page.refusal == "redirects")


def _has_changed(link: Link, page: Visit) -> bool:
    """Return whether a page says something else than when a copy of it was made."""
    kept = link.captures.first()
    quoted = Quotation.objects.published().filter(link=link.address).values_list("text_html", flat=True)
    # As much of it as is kept: a page that grows without end takes no more memory than its copy.
    said = page.text[:CHARACTERS_KEPT]
    return kept is not None and has_changed(kept.text, said, map(markup.to_text, quoted))


def _is_nobody_there(link: Link) -> bool:
    """Return whether no other host has answered lately; then one that should is to be followed soon."""
    others = Host.objects.exclude(pk=link.host_id)
    if others.filter(answered_at__gte=timezone.now() - timedelta(days=DAYS_ALONE)).exists():
        return False
    witness = Link.objects.published().filter(state=Link.State.ALIVE).exclude(host=link.host_id)
    Link.objects.filter(pk=witness.order_by("checked_at").values("pk")[:1]).update(next_at=timezone.now())
    return True
