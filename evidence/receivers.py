from functools import partial

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver

from blog.models import Post
from blog.signals import recorded
from evidence.capturing import erase_file
from evidence.models import Capture, Link, LinkUse
from evidence.tasks import look_after


@receiver(recorded)
def have_post_looked_after(post_pk, **_):
    """Look whether its quotations stand in their sources, and what its links lead to."""
    look_after.enqueue(post_pk)


@receiver(post_delete, sender=LinkUse)
def keep_or_forget_link(instance, **_):
    """Erase, with its captures, a link that stood in nothing else than what was erased for good."""
    transaction.on_commit(partial(_keep_or_forget, instance))


def _keep_or_forget(use):
    """Keep a link that went with an update: earlier revisions of the post have it still. Forget what nothing has."""
    if use.update_id and Post.objects.filter(pk=use.post_id).exists():
        said = {"stands": False, "is_captured": use.is_captured}
        LinkUse.objects.get_or_create(link_id=use.link_id, post_id=use.post_id, update=None, defaults=said)
    Link.objects.filter(pk=use.link_id, uses=None).delete()


@receiver(post_delete, sender=Capture)
def erase_file_of_capture(instance, **_):
    """Erase the file when its row is gone for good."""
    transaction.on_commit(partial(erase_file, instance.sha256), robust=True)
