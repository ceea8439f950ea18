from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class PictureUseQuerySet(models.QuerySet):
    def note(self, owner, pictures):
        """Note that a post or page shows `pictures`, and no others."""
        owned = {owner._meta.model_name: owner}
        self.filter(**owned).exclude(picture__in=list(pictures)).delete()
        self.bulk_create([self.model(picture=picture, **owned) for picture in pictures], ignore_conflicts=True)


class PictureUse(models.Model):
    """A picture that a post or page shows: above its text, in it, in an update or in a quotation."""

    picture = models.ForeignKey("pictures.Picture", on_delete=models.PROTECT, related_name="uses")
    post = models.ForeignKey("blog.Post", on_delete=models.CASCADE, null=True, related_name="picture_uses")
    page = models.ForeignKey("blog.Page", on_delete=models.CASCADE, null=True, related_name="picture_uses")

    objects = PictureUseQuerySet.as_manager()

    class Meta:
        verbose_name = _("use of a picture")
        verbose_name_plural = _("uses of pictures")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(post__isnull=True, page__isnull=False) | Q(post__isnull=False, page__isnull=True),
                name="picture_use_is_in_one_thing",
            ),
            models.UniqueConstraint(fields=["picture", "post"], name="picture_is_noted_once_for_a_post"),
            models.UniqueConstraint(fields=["picture", "page"], name="picture_is_noted_once_for_a_page"),
        ]

    def __str__(self):
        return f"“{self.picture}” in “{self.post or self.page}”"
