from django.dispatch import receiver

from blog.models import Quotation
from blog.signals import recorded
from evidence.tasks import check_quotations


@receiver(recorded)
def have_quotations_checked(post_pk, **_):
    """Look for the words of quotations that are new, or were changed."""
    if Quotation.objects.unchecked().filter(post=post_pk).exists():
        check_quotations.enqueue(post_pk)
