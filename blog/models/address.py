from urllib.parse import unquote

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

TARGETS = ("post", "page", "tag", "source", "author")


class AddressQuerySet(models.QuerySet):
    def remember(self, thing):
        """Note that `thing`, a post, page, tag, source or author, can be read at its present address."""
        target = next(name for name in TARGETS if isinstance(thing, Address._meta.get_field(name).related_model))
        path = unquote(thing.get_absolute_url())
        if not self.filter(path=path, **{target: thing}).exists():
            self.update_or_create(path=path, defaults=dict.fromkeys(TARGETS) | {target: thing})

    def remember_new(self, posts):
        """Note that each of `posts`, which were not here before, can be read at its address. One query."""
        addresses = [self.model(path=unquote(post.get_absolute_url()), post=post) for post in posts]
        self.bulk_create(addresses, update_conflicts=True, unique_fields=["path"], update_fields=TARGETS)


class Address(models.Model):
    """A path at which something is or was to be read; one that it has left is answered with a redirect."""

    path = models.CharField(max_length=400, unique=True, help_text="Decoded, as a request has it.")
    post = models.ForeignKey("blog.Post", on_delete=models.CASCADE, null=True, related_name="addresses")
    page = models.ForeignKey("blog.Page", on_delete=models.CASCADE, null=True, related_name="addresses")
    tag = models.ForeignKey("blog.Tag", on_delete=models.CASCADE, null=True, related_name="addresses")
    source = models.ForeignKey("blog.Source", on_delete=models.CASCADE, null=True, related_name="addresses")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="addresses")

    objects = AddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    *[Q(**{f"{name}__isnull": name != target for name in TARGETS}) for target in TARGETS],
                    _connector=Q.OR,
                ),
                name="address_leads_to_one_thing",
            )
        ]

    def __str__(self):
        return self.path

    @property
    def target(self):
        """Return the thing that is or was to be read here."""
        return self.post or self.page or self.tag or self.source or self.author

    @property
    def is_left(self):
        """Return whether the thing is to be read at another address now."""
        return unquote(self.target.get_absolute_url()) != self.path

    @property
    def can_be_read(self):
        """Return whether there is anything for readers at the present address of the thing."""
        if self.post or self.page:
            return self.page is not None or self.post.is_published
        things = self.source.quotations if self.source else self.author.posts if self.author else self.tag.post_set
        return things.published().exists()
