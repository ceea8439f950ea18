from functools import partial

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver

from blog.signals import recorded
from evidence.capturing import erase_file
from evidence.models import Capture, Link, LinkUse
from evidence.tasks import look_after


@receiver(recorded)
def have_post_looked_after(post_pk, **_):
    """Look whether its quotations stand in their sources, and what its links lead to."""
    look_after.enqueue(post_pk)


@receiver(post_delete, sender=LinkUse)
def forget_unused_link(instance, **_):
    """Erase, with its captures, a link that stood in nothing else than what was erased for good."""
    transaction.on_commit(Link.objects.filter(pk=instance.link_id, uses=None).delete)


@receiver(post_delete, sender=Capture)
def erase_file_of_capture(instance, **_):
    """Erase the file when its row is gone for good."""
    transaction.on_commit(partial(erase_file, instance.sha256), robust=True)
