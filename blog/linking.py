"""Addresses as they are read elsewhere."""

from urllib.parse import urljoin

from django.conf import settings


def absolute(path: str) -> str:
    """Return the whole address of a `path` of this site; never from what a request calls the host."""
    return urljoin(settings.SITE_ORIGIN, path)
