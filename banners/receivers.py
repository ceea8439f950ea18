from django.dispatch import receiver

from banners.models import SiteBanner
from edition.signals import asked_for_next_change


@receiver(asked_for_next_change)
def next_start_or_end(after, **_):
    """Return when the next banner starts or ends."""
    return SiteBanner.objects.next_change(after=after)
