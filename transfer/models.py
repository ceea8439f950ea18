from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Import(models.Model):
    """One run of an importer."""

    class State(models.TextChoices):
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        STOPPED = "stopped", _("Stopped")

    source = models.CharField(_("source"), max_length=300, help_text=_("Files, as they were named."))
    file = models.FileField(
        _("file"), upload_to="imports/", blank=True, help_text=_("What was uploaded; kept until all of it is carried.")
    )
    format = models.CharField(_("format"), max_length=20, default="wordpress")
    as_written = models.BooleanField(
        _("leave old posts as they are written"),
        default=False,
        help_text=_("Otherwise updates and quotations are looked for in them, and become what they are."),
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.RUNNING)
    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True)
    done = models.PositiveIntegerField(_("done"), default=0)
    total = models.PositiveIntegerField(_("of"), default=0)
    report = models.TextField(_("report"), blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-started_at", "-pk"]

    def __str__(self):
        return f"{self.source} ({self.started_at:%Y-%m-%d %H:%M})"

    def advance(self, number):
        """Note that so many entries more are stored."""
        self.done += number
        self.save(update_fields=["done"])

    @property
    def progress(self):
        """Return how far it has come, in words."""
        return _("%(done)s of %(total)s") % {"done": self.done, "total": self.total}

    def begin(self, total):
        """Note that the run begins, or begins again, with so many entries before it."""
        self.state, self.done, self.total, self.finished_at = self.State.RUNNING, 0, total, None
        self.save(update_fields=["state", "done", "total", "finished_at"])

    def finish(self, state, report):
        """Note how the run ended."""
        self.state, self.report, self.finished_at = state, report, timezone.now()
        self.save(update_fields=["state", "report", "finished_at"])


class ImportedItem(models.Model):
    """What a post or page was at its origin: so that the next run knows it again, and what was changed here since."""

    key = models.CharField(max_length=400, unique=True, help_text="The site that it came from, and its number there.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of what stood in the export.")
    post = models.ForeignKey("blog.Post", on_delete=models.SET_NULL, null=True, related_name="imported_from")
    page = models.ForeignKey("blog.Page", on_delete=models.SET_NULL, null=True, related_name="imported_from")
    stored_digest = models.CharField(max_length=64, help_text="Of the text here, as the import left it.")
    decisions = models.JSONField(default=list, help_text="What was recognised in the text, and how surely.")
    original = models.TextField(
        blank=True, help_text="The text of the origin, as HTML, where something was recognised."
    )

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.key


class CommentQuerySet(models.QuerySet):
    def of(self, thing):
        """Return the comments under a post or page, each before its answers' next neighbours. One query."""
        return self.filter(**{thing._meta.model_name: thing}).order_by("position")


class Comment(models.Model):
    """A reader's comment that came with an import. It can be read, and not answered: readers have no accounts here."""

    class Kind(models.TextChoices):
        COMMENT = "comment", _("Comment")
        PINGBACK = "pingback", _("Pingback")

    post = models.ForeignKey("blog.Post", on_delete=models.CASCADE, null=True, related_name="comments")
    page = models.ForeignKey("blog.Page", on_delete=models.CASCADE, null=True, related_name="comments")
    key = models.CharField(max_length=30, help_text="Its number at the origin.")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.COMMENT)
    name = models.CharField(_("name"), max_length=250)
    link = models.URLField(_("link"), max_length=500, blank=True)
    answers = models.CharField(max_length=250, blank=True, help_text="The name of whoever it answers.")
    at = models.DateTimeField(_("written"), null=True)
    body_html = models.TextField(editable=False)
    position = models.PositiveIntegerField(help_text="In the order in which comments and answers are read.")
    depth = models.PositiveSmallIntegerField(default=0, help_text="0 for a comment, 1 for an answer, and so on.")

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(post__isnull=True, page__isnull=False) | Q(post__isnull=False, page__isnull=True),
                name="comment_is_under_one_thing",
            ),
            models.UniqueConstraint(fields=["post", "key"], name="comment_is_once_under_a_post"),
            models.UniqueConstraint(fields=["page", "key"], name="comment_is_once_under_a_page"),
        ]

    def __str__(self):
        return f"{self.name}: {self.key}"
