from datetime import timedelta
from urllib.robotparser import RobotFileParser

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fetching import ROBOT, site_of

# Between two questions to one host, counted from the answer to the first.
PAUSE = timedelta(seconds=2)
# After so long, whoever asked a host has surely gone.
LONGEST_VISIT = timedelta(minutes=2)
# So long its wishes are remembered.
ROBOTS_KEPT = timedelta(days=1)


class HostQuerySet(models.QuerySet):
    def of(self, link):
        """Return the host that a link leads to, which is new here if it has to be."""
        return self.get_or_create(name=site_of(link)[:300])[0]

    def claim(self, host):
        """Take the turn to ask `host`, and return whether it was free: one at a time asks it, with a pause between."""
        now = timezone.now()
        # Later than that is no pause, but a clock that was set back.
        is_free = Q(free_at=None) | Q(free_at__lte=now) | Q(free_at__gt=now + LONGEST_VISIT)
        return bool(self.filter(is_free, pk=host.pk).update(free_at=now + LONGEST_VISIT))

    def release(self, host):
        """Let `host` be asked again after a pause."""
        self.filter(pk=host.pk).update(free_at=timezone.now() + PAUSE)


class Host(models.Model):
    """A site elsewhere, and its manners: what it wants not to be asked, and when it was asked last."""

    name = models.CharField(_("host"), max_length=300, unique=True)
    robots = models.TextField(blank=True, help_text="Its robots.txt (RFC 9309); empty where it forbids nothing.")
    robots_at = models.DateTimeField(null=True, help_text="When that was read.")
    free_at = models.DateTimeField(null=True, help_text="From when on it may be asked again.")
    answered_at = models.DateTimeField(null=True, help_text="When it answered last, whatever it said.")

    objects = HostQuerySet.as_manager()

    class Meta:
        verbose_name = _("host")
        verbose_name_plural = _("hosts")
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def has_fresh_robots(self):
        return self.robots_at is not None and self.robots_at > timezone.now() - ROBOTS_KEPT

    def allows(self, link):
        """Return whether the robots.txt lets us ask for a link. Where that cannot be read out of it, we do not."""
        parser = RobotFileParser()
        try:
            parser.parse(self.robots.splitlines())
            return parser.can_fetch(ROBOT, link)
        except ValueError:  # of addresses and numbers that are none
            return False
