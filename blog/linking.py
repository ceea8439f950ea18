"""Addresses as they are read elsewhere."""

from urllib.parse import urljoin, urlsplit

from django.conf import settings


def absolute(path: str) -> str:
    """Return the whole address of a `path` of this site; never from what a request calls the host."""
    return urljoin(settings.SITE_ORIGIN, path)


def domain_of(link: str) -> str:
    """Return the name of the host that a whole address leads to, without a leading www; empty where there is none."""
    try:
        return (urlsplit(link).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
