from datetime import timedelta

from django.conf import settings
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from blog.models import Post, Quotation
from blog.revisions import Difference
from fetching import REFUSALS
from markup import Piece


class QuotationCheckQuerySet(models.QuerySet):
    def due(self):
        """Return the checks whose time has come, the longest waiting first."""
        now = timezone.now()
        return self.filter(next_at__lte=now).exclude(taken_until__gt=now).order_by("next_at", "pk")

    def take(self, check):
        """Take a check if it is due and nobody else has taken it, for a while, and return whether that is so.

        Whoever dies over it, or fails, does not keep the others from their turn.
        """
        until = timezone.now() + self.model.TAKEN_FOR
        if not self.due().filter(pk=check.pk).update(taken_until=until):
            return False
        check.refresh_from_db()
        return True

    def editable_by(self, user):
        """Return the checks of quotations in posts that `user` may edit."""
        return self.filter(post__in=Post.objects.editable_by(user))

    def doubtful(self):
        """Return the checks of quotations that were not found as they are worded now, the latest first."""
        quotations = Quotation.objects.filter(post=OuterRef("post"), key=OuterRef("key"))
        doubtful = self.filter(Exists(quotations.filter(finding__in=["close", "not_found"])))
        return doubtful.exclude(post__status="withdrawn").order_by("-found_at", "-pk")


class QuotationCheck(models.Model):
    """Whether the words of a quotation stand where its link leads, as it was when that was looked at last.

    It speaks for the words and the link with that digest alone. Rows of quotations are made anew when a post is
    restored, so it holds on to the key.
    """

    Finding = Quotation.Finding
    # After so many vain attempts in a row, and after one that succeeded.
    WAITS = [timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(days=1), timedelta(days=7)]
    RECHECKED_AFTER = timedelta(days=30)
    TAKEN_FOR = timedelta(minutes=10)

    post = models.ForeignKey(
        "blog.Post", verbose_name=_("post"), on_delete=models.CASCADE, related_name="quotation_checks"
    )
    key = models.CharField(_("key"), max_length=60)
    digest = models.CharField(max_length=64, editable=False)
    link = models.URLField(_("link"), max_length=1000)
    state = models.CharField(_("found"), max_length=12, choices=Finding, blank=True)
    differences = models.JSONField(default=list, help_text="[kind, words] of each piece, as in markup.Piece.")
    found_at = models.DateTimeField(_("found on"), null=True, help_text="When the page could be read last.")
    refusal = models.CharField(
        _("what stood in the way"), max_length=20, blank=True, help_text="A key of fetching.REFUSALS, of the last try."
    )
    checked_at = models.DateTimeField(_("last tried"), null=True)
    tries = models.PositiveIntegerField(_("vain tries"), default=0)
    next_at = models.DateTimeField(_("next try"), null=True)
    taken_until = models.DateTimeField(null=True, help_text="While somebody looks at it.")
    validators = models.JSONField(default=dict, help_text="Of the page as it was read last, for the next visit.")
    override = models.CharField(
        _("in the editors' eyes"),
        max_length=12,
        blank=True,
        choices=[(state, label) for state, label in Finding.choices if state in {"verbatim", "close", "not_found"}],
        help_text=_(
            "What you found when you looked yourself. Readers are told your reason. Empty: what was found here."
        ),
    )
    override_reason = models.CharField(
        _("reason"),
        max_length=300,
        blank=True,
        validators=[MinLengthValidator(3)],
        help_text=_("How you know, such as: “Printed edition, page 4”. Readers see it."),
    )
    overridden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    overridden_at = models.DateTimeField(_("decided on"), null=True, editable=False)

    objects = QuotationCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("checked quotation")
        verbose_name_plural = _("checked quotations")
        ordering = ["post", "pk"]
        indexes = [models.Index(fields=["next_at"], name="quotation_check_by_time")]
        constraints = [
            models.UniqueConstraint(fields=["post", "key"], name="quotation_is_checked_once"),
            models.CheckConstraint(
                condition=Q(override="") | ~Q(override_reason=""),
                name="override_has_a_reason",
                violation_error_message=_("Say how you know."),
            ),
        ]

    def __str__(self):
        return f"{self.post}: {self.key}"

    @property
    def reason(self):
        """Return why the page could not be read when that was tried last, in words, or an empty text."""
        return REFUSALS.get(self.refusal, "")

    @property
    def compared(self):
        """Return what differs between the words of the source and those of the quotation: one difference or none."""
        pieces = [Piece(kind, words) for kind, words in self.differences]
        if all(piece.kind == "same" for piece in pieces):
            return []
        said = [sum(len(piece.text.split()) for piece in pieces if piece.kind == kind) for kind in ("new", "old")]
        return [Difference(_("From the words of the source to those of the quotation"), "changed", pieces, *said)]

    @property
    def is_found(self):
        """Return whether the page could be read once, so that something is known."""
        return self.state in {self.Finding.VERBATIM, self.Finding.CLOSE, self.Finding.NOT_FOUND}

    @property
    def is_doubtful(self):
        """Return whether somebody should look: the words were not found as they are, or the page could not be read."""
        is_unlike = self.state not in {"", self.Finding.VERBATIM}
        return not self.override and (is_unlike or bool(self.refusal))

    @property
    def is_due(self):
        """Return whether its time has come."""
        return self.next_at is not None and self.next_at <= timezone.now()

    def begin(self, quotation):
        """Forget what was found about other words or another link, and let these be looked at now."""
        self.digest, self.link = quotation.digest, quotation.link
        self.state = self.Finding.NOT_CHECKED if quotation.is_paraphrase else ""
        self.next_at = None if quotation.is_paraphrase else timezone.now()
        self.differences, self.validators, self.refusal, self.tries = [], {}, "", 0
        self.found_at = self.checked_at = self.taken_until = self.overridden_by = self.overridden_at = None
        self.override = self.override_reason = ""

    def fail(self, refusal):
        """Note that the page could not be read, a key of REFUSALS, and when it is tried again.

        What was found before stays found, with its date.
        """
        self.next_at = self.checked_at + self.WAITS[min(self.tries, len(self.WAITS) - 1)]
        self.tries += 1
        self.taken_until = None
        self.refusal = refusal
        self.state = self.state if self.is_found else self.Finding.UNREACHABLE

    def succeed(self):
        """Note that the page was read now."""
        self.found_at, self.next_at = self.checked_at, self.checked_at + self.RECHECKED_AFTER
        self.tries, self.refusal, self.taken_until = 0, "", None
