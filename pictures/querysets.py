"""Which pictures, and who may change them."""

import re

from django.db.models import Q, QuerySet

_name = re.compile(r"pictures/([0-9a-f]{32})")


class PictureQuerySet(QuerySet):
    def named(self, name):
        """Return the pictures of which `name` is a file in the site's storage: one, or none."""
        found = _name.match(name)
        return self.filter(Q(key=found[1]) if found else Q(original=name))

    def mentioned_in(self, *texts):
        """Return the pictures whose addresses stand in any of the `texts`."""
        keys = {key for text in texts for key in _name.findall(text)}
        return self.filter(key__in=keys) if keys else self.none()

    def as_responsive(self):
        """Return the pictures as `markup` shows them; one that was not drawn yet is shown as the file it is."""
        # Most texts mention none; to compile a query for that takes longer than all the rest.
        pictures = [] if self.query.is_empty() else self
        return [picture.as_responsive() for picture in pictures if picture.widths]

    def editable_by(self, user):
        """Return the pictures that `user` may describe: their own, or all."""
        if not user.has_perm("pictures.change_picture"):
            return self.none()
        return self if user.has_perm("pictures.edit_all_pictures") else self.filter(uploaded_by=user)

    def search(self, words):
        """Return the pictures that say each of `words` anywhere."""
        found = self
        for word in words.replace("\0", " ").split()[:10]:
            fields = ("title", "alt", "credit", "licence", "source")
            found = found.filter(Q.create([(f"{field}__icontains", word) for field in fields], connector=Q.OR))
        return found
