from functools import partial

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver

from blog.models import Post, Quotation
from blog.signals import recorded
from evidence.capturing import erase_file
from evidence.models import Capture, Link, LinkUse
from evidence.noting import note_links
from evidence.tasks import check_quotations, follow_these


@receiver(recorded)
def note_links_of_post(post_pk, **_):
    """Note the links of a post that was saved, and have those followed that are due, if anybody can read it."""
    post = Post.objects.filter(pk=post_pk).first()
    if post is None:
        return
    note_links(post)
    due = list(Link.objects.of_post(post).due().values_list("pk", flat=True))
    if due:
        follow_these.enqueue(due)


@receiver(recorded)
def have_quotations_checked(post_pk, **_):
    """Look for the words of quotations that are new, or were changed."""
    if Quotation.objects.unchecked().filter(post=post_pk).exists():
        check_quotations.enqueue(post_pk)


@receiver(post_delete, sender=LinkUse)
def forget_unused_link(instance, **_):
    """Erase, with its captures, a link that stood in nothing else than what was erased for good."""
    transaction.on_commit(Link.objects.filter(pk=instance.link_id, uses=None).delete)


@receiver(post_delete, sender=Capture)
def erase_file_of_capture(instance, **_):
    """Erase the file when its row is gone for good."""
    transaction.on_commit(partial(erase_file, instance.sha256), robust=True)
