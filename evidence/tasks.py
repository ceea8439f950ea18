from functools import partial

from django.db import transaction
from django.tasks import task

from blog.models import Post
from evidence import verifying
from evidence.models import QuotationCheck

# So much of what others left undone is done on the way.
ON_THE_WAY = 10


@task
def check_quotations(post_pk):
    """Look whether the quotations of a post stand in their sources, and then at what else is due to be tried again."""
    post = Post.objects.filter(pk=post_pk).first()
    if post:
        verifying.prepare(post)
        list(verifying.check_due(post.quotation_checks.all(), limit=1000))
    list(verifying.check_due(QuotationCheck.objects.all(), limit=ON_THE_WAY))


def nudge(post_pk):
    """Have the quotations of a post that are due looked at, once all is committed."""
    transaction.on_commit(partial(check_quotations.enqueue, post_pk), robust=True)
