from django.db.models import Min, Q, QuerySet
from django.utils import timezone


class SiteBannerQuerySet(QuerySet):
    def current(self):
        """Return the banners that readers see now, the most important first."""
        now = timezone.now()
        started = Q(starts_at=None) | Q(starts_at__lte=now)
        not_ended = Q(ends_at=None) | Q(ends_at__gt=now)
        return self.filter(started, not_ended, is_active=True)

    def next_change(self, *, after):
        """Return when the next active banner starts or ends, or None."""
        moments = self.filter(is_active=True).aggregate(
            start=Min("starts_at", filter=Q(starts_at__gt=after)),
            end=Min("ends_at", filter=Q(ends_at__gt=after)),
        )
        return min(filter(None, moments.values()), default=None)
