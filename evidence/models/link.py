from datetime import timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from blog.models import Post, Update
from fetching import REFUSALS

# As long as an index takes.
LONGEST = 2000
WHILE_ALL_IS_WELL = timedelta(days=30)
AFTER_FAILURES = [timedelta(days=days) for days in (1, 2, 4, 8, 16, 30)]
# Until there may be room for a copy again.
KEPT_BY_NOBODY = timedelta(hours=6)
# What may be a failure of the day.
DEADLY = {"gone", "unknown", "unreachable", "redirects", "slow", "status"}
TRIES_BELIEVED = 4
NOT_THE_SAME = _("The page does not say any more what it said.")


class LinkQuerySet(models.QuerySet):
    def published(self):
        """Return the links that stand in texts which anybody may read now."""
        return self.filter(Exists(LinkUse.objects.published().filter(link=OuterRef("pk"))))

    def due(self):
        """Return the links to be followed now, the longest due first."""
        return self.published().filter(next_at__lte=timezone.now()).select_related("host").order_by("next_at", "pk")

    def visible_to(self, user):
        """Return the links of which `user` may know: of published texts, and of the posts that they may edit."""
        return self.filter(Exists(LinkUse.objects.visible_to(user).filter(link=OuterRef("pk"))))

    def of_post(self, post):
        """Return the links that stand in a post and its updates now."""
        return self.filter(Exists(LinkUse.objects.filter(link=OuterRef("pk"), post=post, stands=True)))


class Link(models.Model):
    """An address elsewhere that posts link to, and what became of it."""

    class State(models.TextChoices):
        UNKNOWN = "unknown", _("not followed yet")
        ALIVE = "alive", _("alive")
        CHANGED = "changed", _("changed")
        GONE = "gone", _("gone")
        TROUBLE = "trouble", _("in trouble")
        NOT_ASKED = "not_asked", _("not asked")

    address = models.URLField(_("address"), max_length=LONGEST, unique=True)
    host = models.ForeignKey("evidence.Host", verbose_name=_("host"), on_delete=models.PROTECT, related_name="links")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.UNKNOWN, db_index=True)
    since = models.DateTimeField(_("since"), default=timezone.now, help_text=_("When it came into this state."))
    refusal = models.CharField(
        max_length=20, blank=True, help_text="A key of fetching.REFUSALS: what was wrong when it was followed last."
    )
    tries = models.PositiveIntegerField(
        _("tries"), default=0, help_text=_("On how many days it failed, one after the other.")
    )
    checked_at = models.DateTimeField(_("followed last"), null=True)
    next_at = models.DateTimeField(_("followed next"), default=timezone.now, db_index=True)
    validators = models.JSONField(default=dict, help_text="What the next visit asks with, as fetching.Visit has them.")

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ["address"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["unknown", "alive", "changed", "gone", "trouble", "not_asked"]),
                name="link_state_is_known",
            ),
        ]

    def __str__(self):
        return self.address

    @property
    def reason(self):
        """Return what was wrong when it was followed last, in words; empty where nothing was."""
        if self.state == self.State.CHANGED:
            return NOT_THE_SAME
        return REFUSALS[self.refusal] if self.refusal else ""

    @property
    def is_lost(self):
        """Return whether readers do not find there any more what was linked."""
        return self.state in LOST

    @property
    def lacks_copy(self):
        """Return whether there is to be a copy of what it leads to, and none was made yet."""
        return self.uses.published().filter(is_captured=False).exists()

    def note_answer(self, *, is_changed=False, validators=None, refusal=""):
        """Note that it was answered, though perhaps with what cannot be read or kept: why, as a key of REFUSALS."""
        self._come_into(self.State.CHANGED if is_changed else self.State.ALIVE)
        self.refusal, self.tries, self.validators = refusal, 0, dict(validators or {})
        self._ask_again_in(KEPT_BY_NOBODY if refusal == "storage" else WHILE_ALL_IS_WELL)

    def note_knock(self):
        """Note that somebody was there when we knocked; what the page says is read when it is followed next."""
        self._come_into(self.State.ALIVE)
        self.refusal, self.tries, self.checked_at = "", 0, timezone.now()

    def note_same(self):
        """Note that the page is what it was when it was read last."""
        self.note_answer(is_changed=self.state == self.State.CHANGED, validators=self.validators)

    def note_failure(self, refusal, *, is_closed=False):
        """Note that it led nowhere: why, as a key of REFUSALS.

        A site that says so is believed the second time. Another failure counts once a day, and the link is not taken
        for gone before it failed on TRIES_BELIEVED days. Where it `is_closed` to us, as by a sign-in, it may be open
        to others, and never is.
        """
        is_another_day = self.tries == 0 or self.checked_at.date() < timezone.now().date()
        self.tries += is_another_day
        is_believed = self.tries >= TRIES_BELIEVED and refusal in DEADLY and not is_closed
        if is_believed or (refusal == self.refusal == "gone"):
            self._come_into(self.State.GONE)
        elif not self.is_lost:
            self._come_into(self.State.TROUBLE)
        self.refusal, self.validators = refusal, {}
        self._ask_again_in(AFTER_FAILURES[min(self.tries, len(AFTER_FAILURES)) - 1])

    def note_nothing(self, refusal):
        """Note that we reached nobody: nothing is known of it that was not known before. Why, as a key of REFUSALS."""
        self.refusal = refusal
        self._ask_again_in(AFTER_FAILURES[0])

    def note_not_asked(self):
        """Note that its host does not want it to be asked for. That says nothing of what became of it."""
        if not self.is_lost:
            self._come_into(self.State.NOT_ASKED)
        self.refusal, self.tries = "", 0
        self._ask_again_in(WHILE_ALL_IS_WELL)

    def _come_into(self, state):
        if state != self.state:
            self.state, self.since = state, timezone.now()

    def _ask_again_in(self, span):
        self.checked_at = timezone.now()
        self.next_at = self.checked_at + span


# The states of what readers do not find any more.
LOST = (Link.State.GONE, Link.State.CHANGED)


class LinkUseQuerySet(models.QuerySet):
    def published(self):
        """Return the uses in texts that anybody may read now."""
        is_released = Q(update=None) | Q(update__in=Update.objects.released())
        return self.filter(is_released, stands=True, post__in=Post.objects.published())

    def visible_to(self, user):
        """Return the uses of which `user` may know: in published texts, and in the posts that they may edit."""
        return self.published() | self.filter(post__in=Post.objects.editable_by(user))

    def lost_for(self, user):
        """Return where links are gone or changed in published posts that `user` may edit, the latest first."""
        mine = self.published().filter(post__in=Post.objects.editable_by(user))
        lost = mine.filter(link__state__in=LOST)
        return (
            lost.select_related("post", "link").defer("post__body", "post__body_html").order_by("-link__since", "-pk")
        )


class LinkUse(models.Model):
    """A link in the body of a post or in one of its updates.

    It is kept when the link is taken out of the text: earlier revisions have it still.
    """

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="uses")
    post = models.ForeignKey("blog.Post", on_delete=models.CASCADE, related_name="link_uses")
    update = models.ForeignKey("blog.Update", on_delete=models.CASCADE, null=True, related_name="link_uses")
    stands = models.BooleanField(default=True, help_text="Whether the text has the link now.")
    is_captured = models.BooleanField(default=False, help_text="Whether a copy was made, or a fresh one was there.")

    objects = LinkUseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["link", "post"], condition=Q(update=None), name="link_is_used_once_in_post"
            ),
            models.UniqueConstraint(fields=["link", "update"], name="link_is_used_once_in_update"),
        ]

    def __str__(self):
        return f"{self.link_id} in {self.post_id}"
