"""Whom and what a document names."""

from django.core.exceptions import ValidationError
from django.db.models import Case, Q, When
from django.urls import reverse
from django.utils.translation import gettext

from people.models import User
from pictures.models import Picture


def find_author(slug: str) -> User:
    """Return who writes under that name, or did. Raises ValidationError."""
    known_as = Q(slug=slug) | Q(addresses__path=reverse("blog:author", kwargs={"slug": slug}))
    # Whoever has the name now comes before those who had it once.
    author = User.objects.filter(known_as).order_by(Case(When(slug=slug, then=0), default=1)).first()
    if author is None:
        raise ValidationError({"author": gettext("Nobody here writes as “%(slug)s”.") % {"slug": slug}})
    return author


def find_picture(name: str) -> Picture | None:
    """Return the picture of which a document names a file, unless it was erased."""
    return Picture.objects.named(name).first() if name else None
