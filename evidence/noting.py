"""Which links stand where, and beside which of them readers find a copy."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

import markup
from blog import publishing
from blog.linking import absolute
from blog.models import Post
from edition import turning
from edition.turning import writing
from evidence.models import Capture, Host, Link, LinkUse
from evidence.models.link import LONGEST, LOST
from fetching import site_of

# So long a copy is fresh enough for whoever links to the same page.
DAYS_FRESH = 30


def note_links(post: Post) -> None:
    """Note which links stand in the body of a post and in its updates, and let the new ones be followed.

    Anybody may call this at any time, and again.
    """
    owners = {None: post} | {update.pk: update for update in post.updates.all()}
    found = {(pk, link) for pk, owner in owners.items() for link in _find_links(owner.body_html)}
    standing = post.link_uses.filter(stands=True).values_list("update", "link__address")
    if found != set(standing):
        _note_uses(post, found)
    copies = find_copies(post)
    if copies or post.archived:
        publishing.note_archived(post, copies)


def find_copies(post: Post) -> dict:
    """Return the copies of what lost links of a post led to, as `publishing.note_archived` takes them."""
    links = Link.objects.of_post(post).filter(state__in=LOST).prefetch_related(None)
    captures = Capture.objects.filter(link__in=links).select_related("link").defer("text").order_by("captured_at", "pk")
    copies = {}
    for capture in captures:
        # The last one of before it was lost, or else the first.
        if capture.link.address not in copies or capture.captured_at <= capture.link.since:
            address = capture.archive_link or absolute(capture.get_absolute_url())
            copies[capture.link.address] = (address, capture.captured_at)
    return copies


@writing()
def _note_uses(post: Post, found: set[tuple]) -> None:
    """Let `found`, pairs of an update's key and an address, be what stands in a post."""
    links = _ensure_links({address for _, address in found})
    standing = {(update, links[address].pk) for update, address in found}
    known = {(use.update_id, use.link_id): use for use in post.link_uses.all()}
    for key, use in known.items():
        if use.stands != (key in standing):
            use.stands = not use.stands
            use.save(update_fields=["stands"])
    _add_uses(post, standing - known.keys())
    if post.is_published:
        turning.turn()  # the pages of copies are there as long as the links to them stand


def _find_links(html: str) -> list[str]:
    """Return the addresses elsewhere that a text links to."""
    here = f"{settings.SITE_ORIGIN}/"
    links = [link for link in markup.find_links(html) if link.startswith(("https://", "http://")) and site_of(link)]
    return [link for link in links if not link.startswith(here) and len(link.encode()) <= LONGEST]


def _ensure_links(addresses: set[str]) -> dict[str, Link]:
    """Return the rows of addresses, by address."""
    names = {address: site_of(address)[:300] for address in sorted(addresses)}
    Host.objects.bulk_create([Host(name=name) for name in sorted(set(names.values()))], ignore_conflicts=True)
    hosts = {host.name: host for host in Host.objects.filter(name__in=names.values()).only("name")}
    rows = [Link(address=address, host=hosts[name]) for address, name in names.items()]
    Link.objects.bulk_create(rows, ignore_conflicts=True)
    return {link.address: link for link in Link.objects.filter(address__in=addresses)}


def _add_uses(post: Post, keys: set[tuple]) -> None:
    """Add the uses of links in updates or, without one, in the body; what has no fresh copy is to be followed now."""
    since = timezone.now() - timedelta(days=DAYS_FRESH)
    fresh = set(
        Capture.objects.filter(link__in=[link for _, link in keys], captured_at__gte=since).values_list(
            "link", flat=True
        )
    )
    LinkUse.objects.bulk_create(
        LinkUse(post=post, update_id=update, link_id=link, is_captured=link in fresh) for update, link in keys
    )
    Link.objects.filter(pk__in={link for _, link in keys} - fresh).update(next_at=timezone.now())
