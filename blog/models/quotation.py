import hashlib

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

import markup
from blog.models.language import validate_language
from blog.querysets import QuotationQuerySet

KEY_TAKEN = _("Another quotation of this post has this key already.")


class Quotation(models.Model):
    """Words of somebody else, with their source and a link, in a post or in one of its updates."""

    class Finding(models.TextChoices):
        VERBATIM = "verbatim", _("word for word")
        CLOSE = "close", _("nearly so worded")
        NOT_FOUND = "not_found", _("not found")
        UNREACHABLE = "unreachable", _("source not reached")
        NOT_CHECKED = "not_checked", _("not checked")
        BY_EDITORS = "by_editors", _("checked by the editors")

    post = models.ForeignKey("blog.Post", verbose_name=_("post"), on_delete=models.CASCADE, related_name="quotations")
    update = models.ForeignKey(
        "blog.Update",
        verbose_name=_("update"),
        on_delete=models.CASCADE,
        related_name="quotations",
        null=True,
        blank=True,
        editable=False,
    )
    key = models.SlugField(
        _("key"),
        max_length=60,
        blank=True,
        allow_unicode=True,
        help_text=_(
            "Made from the source when left empty. A line “[quote: key]” in the text sets the quotation there; "
            "without one it follows the text."
        ),
    )
    text = models.TextField(
        _("words"), help_text=_("The words as they were said or written, without quotation marks. Markdown.")
    )
    text_html = models.TextField(editable=False)
    speaker = models.CharField(
        _("speaker"), max_length=200, blank=True, help_text=_("Who said it, where that is not the source itself.")
    )
    source = models.ForeignKey(
        "blog.Source", verbose_name=_("source"), on_delete=models.PROTECT, related_name="quotations"
    )
    link = models.URLField(
        _("link"),
        max_length=1000,
        validators=[URLValidator(schemes=["http", "https"])],
        help_text=_("Where the words can be read."),
    )
    said_on = models.DateField(_("date"), null=True, blank=True, help_text=_("When it was said or published."))
    language = models.CharField(
        _("language"),
        max_length=12,
        blank=True,
        validators=[validate_language],
        help_text=_("Where it is not the post's: a code such as ru."),
    )
    translation = models.TextField(
        _("translation"), blank=True, help_text=_("Stands under the original words. Markdown.")
    )
    translation_html = models.TextField(editable=False, default="")
    is_paraphrase = models.BooleanField(
        _("paraphrased"), default=False, help_text=_("The sense, not the exact words. Readers are told.")
    )
    published_at = models.DateTimeField(
        null=True, editable=False, help_text="When the words could be read here first: the time of the post or update."
    )
    position = models.PositiveIntegerField(
        _("position"), default=0, help_text=_("The order of quotations that no line of the text sets.")
    )

    finding = models.CharField(
        max_length=12,
        choices=Finding,
        blank=True,
        editable=False,
        help_text="What was found when the source was looked at; empty while nobody has.",
    )
    finding_at = models.DateTimeField(null=True, editable=False)
    finding_reason = models.CharField(max_length=300, blank=True, editable=False, help_text="Said by the editors.")
    finding_digest = models.CharField(
        max_length=64, blank=True, editable=False, help_text="The digest of the words and link that it is about."
    )

    objects = QuotationQuerySet.as_manager()

    class Meta:
        verbose_name = _("quotation")
        verbose_name_plural = _("quotations")
        ordering = ["position", "pk"]
        indexes = [
            models.Index(fields=["-published_at", "-id"], name="quotation_by_time"),
            models.Index(fields=["source", "-published_at", "-id"], name="quotation_by_source"),
            models.Index(fields=["post"], condition=Q(finding="", is_paraphrase=False), name="quotation_not_checked"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "key"],
                name="quotation_key_is_unique_in_post",
                violation_error_message=KEY_TAKEN,
            ),
            models.CheckConstraint(condition=~Q(key=""), name="quotation_has_a_key"),
            models.CheckConstraint(condition=~Q(text="") & ~Q(link=""), name="quotation_has_words_and_a_link"),
        ]

    def __str__(self):
        return f"{self.source}: {self.excerpt}"

    def get_absolute_url(self):
        """Return where it stands in its post."""
        return f"{self.post.get_absolute_url()}#{self.anchor}"

    def get_permalink(self):
        """Return the address of its own page."""
        return self.post.get_part_url("quotation", key=self.key)

    def get_view_url(self):
        """Return the address at which whoever edits the post can look at the quotation now."""
        return f"{self.post.get_view_url()}#{self.anchor}"

    @property
    def anchor(self):
        return f"quote-{self.key}"

    @property
    def version(self):
        """Return the copy of the page that the words stand on, as a markup.Version, if that page died or changed."""
        return self.post.versions.get(self.link)

    @property
    def digest(self):
        """Return what stands for the words, the link, and whether they are a paraphrase."""
        said = f"{self.link}\n{self.is_paraphrase}\n{self.text}"
        return hashlib.sha256(said.replace("\r\n", "\n").encode()).hexdigest()

    @property
    def has_finding(self):
        """Return whether something was found about these very words at this very link."""
        return bool(self.finding) and self.finding_digest == self.digest

    @property
    def excerpt(self):
        """Return the first words as plain text."""
        return markup.to_text(self.text_html or self.text, length=160)

    def clean(self):
        same_key = Quotation.objects.filter(post_id=self.post_id, key=self.key).exclude(pk=self.pk)
        if self.post_id and self.key and same_key.exists():
            raise ValidationError({"key": KEY_TAKEN})

    def validate_constraints(self, exclude=None):
        # An empty key is filled in when the quotation is saved.
        super().validate_constraints(exclude=(exclude or set()) | (set() if self.key else {"key"}))

    def save(self, *args, **kwargs):
        self.key = self.key or self._make_key()
        super().save(*args, **kwargs)

    def as_quote(self):
        """Return the quotation as `markup` takes it."""
        return markup.Quote(
            key=self.key,
            text=self.text.replace("\r\n", "\n"),
            speaker=self.speaker,
            source=self.source.name,
            link=self.link,
            said_on=self.said_on,
            language=self.language,
            translation=self.translation.replace("\r\n", "\n"),
            is_paraphrase=self.is_paraphrase,
        )

    def _make_key(self):
        in_post = Quotation.objects.filter(post=self.post_id)
        return markup.make_slug(
            self.source.name, length=60, otherwise="quote", is_taken=lambda key: in_post.filter(key=key).exists()
        )
