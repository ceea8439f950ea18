from django.db.models import Case, Min, Q, QuerySet, When
from django.utils import timezone


class SiteBannerQuerySet(QuerySet):
    def current(self):
        """Return the banners that readers see now, the most important first."""
        now = timezone.now()
        started = Q(starts_at=None) | Q(starts_at__lte=now)
        not_ended = Q(ends_at=None) | Q(ends_at__gt=now)
        return self.filter(started, not_ended, is_active=True)

    def switched_on(self):
        """Return the banners that are switched on: those that readers see, that come, and that have ended, in order."""
        now = timezone.now()
        state = Case(When(ends_at__lte=now, then=2), When(starts_at__gt=now, then=1), default=0)
        return self.filter(is_active=True).order_by(state, "starts_at", "-priority", "-pk")

    def next_change(self, *, after):
        """Return when the next active banner starts or ends, or None."""
        moments = self.filter(is_active=True).aggregate(
            start=Min("starts_at", filter=Q(starts_at__gt=after)),
            end=Min("ends_at", filter=Q(ends_at__gt=after)),
        )
        return min(filter(None, moments.values()), default=None)
