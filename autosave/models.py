from datetime import timedelta

from django.conf import settings
from django.db import models
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# A copy that nobody has written on for so long is cleared away when another one is begun.
KEPT_FOR = timedelta(days=30)


class KeptCopyQuerySet(models.QuerySet):
    def unsaved(self, user):
        """Return the copies that `user` may take up again, the newest first. Nobody else's, whoever asks."""
        return self.filter(user=user, is_done=False).order_by("-kept_at", "-pk")

    def keep(self, user, key, **copy):
        """Keep the present state of a form; return False, and keep nothing, where that form is done with."""
        now = timezone.now()
        if self.filter(user=user, key=key, is_done=False).update(**copy, kept_at=now):
            return True
        _, is_new = self.get_or_create(user=user, key=key, defaults=copy | {"kept_at": now})
        if is_new:
            self.filter(kept_at__lt=now - KEPT_FOR).delete()
        return is_new

    def finish(self, user, key):
        """Empty the copy of a form that was saved, or is not wanted any more."""
        empty = {"fields": [], "seen": "", "name": "", "is_done": True, "kept_at": timezone.now()}
        self.update_or_create(user=user, key=key, defaults=empty)


class KeptCopy(models.Model):
    """What somebody has typed into a form of the admin and not saved yet. Nobody else can see it.

    When the form is saved its copy is emptied, and the row stays: what was sent before and arrives later finds it.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=32, help_text="One for each form that was opened.")
    path = models.CharField(max_length=500, help_text="The address of the form.")
    name = models.CharField(max_length=200, help_text="What the form is about.")
    fields = models.JSONField(default=list, help_text="Pairs of name and value, as the form would send them.")
    seen = models.TextField(blank=True, help_text="What the form showed when it was opened, as it was sent.")
    is_done = models.BooleanField(default=False, help_text="Whether the form was saved, or the copy discarded.")
    kept_at = models.DateTimeField(db_index=True)

    objects = KeptCopyQuerySet.as_manager()

    class Meta:
        verbose_name = _("kept copy")
        verbose_name_plural = _("kept copies")
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_kept_copy_for_each_form")]
        indexes = [models.Index(fields=["user", "is_done", "-kept_at"], name="kept_copy_by_user")]

    def __str__(self):
        """Return what may be shown to others, as where a user is deleted."""
        return f"{self._meta.verbose_name} {self.pk}"

    def as_sent(self):
        """Return the fields as a form sends them."""
        data = QueryDict(mutable=True)
        for name, value in self.fields:
            data.appendlist(name, value)
        return data
