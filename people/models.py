from django.contrib.auth.models import AbstractUser
from django.db import models
from django.urls import reverse
from django.utils.text import slugify


class User(AbstractUser):
    """Who writes, edits or moderates. Readers have no accounts."""

    public_name = models.CharField(
        max_length=150,
        blank=True,
        help_text="As it stands above posts. The username is used where it is empty.",
    )
    slug = models.SlugField(
        "address",
        max_length=60,
        unique=True,
        blank=True,
        allow_unicode=True,
        help_text="The last part of the author's page: /authors/…/. Made from the name when left empty.",
    )
    about = models.TextField(blank=True, help_text="A few plain sentences for the author's page.")

    # What readers can see of a user: a change of these turns the page.
    PUBLIC_FIELDS = ("public_name", "slug", "about", "username")

    class Meta:
        ordering = ["username"]

    def __str__(self):
        return self.public_name or self.username

    def get_absolute_url(self):
        return reverse("blog:author", kwargs={"slug": self.slug})

    def save(self, *args, **kwargs):
        if not self.slug:
            self.slug = self._free_slug()
        super().save(*args, **kwargs)

    def _free_slug(self):
        wanted = slugify(self.public_name or self.username, allow_unicode=True)[:50] or "author"
        taken = set(User.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
        return next(
            slug for n in range(1, len(taken) + 2) if (slug := wanted if n == 1 else f"{wanted}-{n}") not in taken
        )
