from django.contrib.auth.models import AbstractUser
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from markup import make_slug


class User(AbstractUser):
    """Who writes, edits or moderates. Readers have no accounts."""

    public_name = models.CharField(
        _("public name"),
        max_length=150,
        blank=True,
        help_text=_("As it stands above posts. The username is used where it is empty."),
    )
    slug = models.SlugField(
        _("address"),
        max_length=60,
        unique=True,
        blank=True,
        allow_unicode=True,
        help_text=_("The last part of the author's page: /authors/…/. Made from the name when left empty."),
    )
    about = models.TextField(_("about"), blank=True, help_text=_("A few plain sentences for the author's page."))

    # What readers can see of a user: a change of these turns the page.
    PUBLIC_FIELDS = ("public_name", "slug", "about", "username")

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["username"]

    def __str__(self):
        return self.public_name or self.username

    def get_absolute_url(self):
        return reverse("blog:author", kwargs={"slug": self.slug})

    def save(self, *args, **kwargs):
        if not self.slug:
            self.slug = make_slug(
                str(self), length=60, otherwise="author", is_taken=lambda slug: User.objects.filter(slug=slug).exists()
            )
        super().save(*args, **kwargs)
