from functools import partial

from django.db import transaction
from django.tasks import task

from blog.models import Post
from evidence import verifying
from evidence.archiving import archive_due
from evidence.following import follow_due
from evidence.models import Link, QuotationCheck

# So much of what others left undone is done on the way.
ON_THE_WAY = 10
# So much of its own one nudge does; the rest has its turn with the command.
LINKS_AT_ONCE = 50


@task
def check_quotations(post_pk):
    """Look whether the quotations of a post stand in their sources, and then at what else is due to be tried again."""
    post = Post.objects.filter(pk=post_pk).first()
    if post:
        verifying.prepare(post)
        list(verifying.check_due(post.quotation_checks.all(), limit=1000))
    list(verifying.check_due(QuotationCheck.objects.all(), limit=ON_THE_WAY))


@task
def follow_these(link_pks):
    """Follow those of the links that are due, keep copies, and have an archive asked for more."""
    for _ in follow_due(Link.objects.due().filter(pk__in=link_pks)[:LINKS_AT_ONCE]):
        pass
    for _ in archive_due(limit=LINKS_AT_ONCE):
        pass


def nudge(post_pk):
    """Have the quotations of a post that are due looked at, once all is committed."""
    transaction.on_commit(partial(check_quotations.enqueue, post_pk), robust=True)
