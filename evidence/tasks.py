from functools import partial

from django.db import transaction
from django.tasks import task

from blog.models import Post
from evidence import verifying
from evidence.archiving import archive_due
from evidence.following import follow_due
from evidence.models import Link, QuotationCheck
from evidence.noting import note_links

# So much of what others left undone is done on the way.
ON_THE_WAY = 10
# So much of its own one nudge does; the rest has its turn with the command.
LINKS_AT_ONCE = 50


@task
def look_after(post_pk):
    """Follow the links of a post that are due, look whether its quotations stand in their sources, and go on to others.

    A page that is followed is looked through for quotations; only those of which nothing is known then ask once more.
    """
    post = Post.objects.filter(pk=post_pk).first()
    if post:
        verifying.prepare(post)
        note_links(post)
        _follow(Link.objects.of_post(post))
        list(verifying.check_due(post.quotation_checks.all(), limit=1000))
    list(verifying.check_due(QuotationCheck.objects.all(), limit=ON_THE_WAY))


@task
def follow_these(link_pks):
    """Follow those of the links that are due, keep copies, and have an archive asked for more."""
    _follow(Link.objects.filter(pk__in=link_pks))


def nudge(post_pk):
    """Have the links and quotations of a post looked after as far as that is due, once all is committed."""
    transaction.on_commit(partial(look_after.enqueue, post_pk), robust=True)


def _follow(links):
    list(follow_due(links.due()[:LINKS_AT_ONCE]))
    list(archive_due(limit=LINKS_AT_ONCE))
