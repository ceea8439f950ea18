"""Do the pages that a post links to still answer? Asked on demand, for whoever writes it."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from blog.models import Post
from evidence.models import Link
from evidence.models.link import DEADLY, LOST
from evidence.noting import note_links
from fetching import find_dead

LINKS_AT_ONCE = 50


def check(post: Post) -> list[Link]:
    """Knock at the links of a post, note which of them failed, and return what readers would not find.

    This asks other sites, for some seconds; it stands in no transaction while it does. What answers again is read when
    it is followed next, which is soon if it was lost.
    """
    note_links(post)
    dead = find_dead([link.address for link in Link.objects.of_post(post)[:LINKS_AT_ONCE]])
    with transaction.atomic():
        links = list(Link.objects.select_for_update().of_post(post)[:LINKS_AT_ONCE])
        for link in links:
            if link.address in dead:
                link.note_failure(dead[link.address])
            elif link.is_lost:
                link.next_at = timezone.now()
            else:
                link.note_knock()
            link.save()
    return [link for link in links if link.address in dead]


def find_broken(post: Post):
    """Return the links of a post that failed when they were followed last, or are not what they were."""
    return Link.objects.of_post(post).filter(Q(state__in=LOST) | Q(state=Link.State.TROUBLE, refusal__in=DEADLY))
