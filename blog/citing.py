"""How a post is cited: in words, as BibTeX, and as CSL-JSON (https://docs.citationstyles.org/en/stable/specification.html)."""

import re
from datetime import date
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext

from blog.linking import absolute
from blog.models import Post, SiteSettings

# Braces count in BibTeX even after a backslash, so they are written as words.
_bibtex_signs = str.maketrans(
    {sign: f"\\{sign}" for sign in "&%$#_"}
    | {"\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
    | {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)


def compose_plain(post: Post, site: SiteSettings) -> str:
    """Return a citation in words."""
    return gettext("%(author)s: “%(title)s”. %(site)s, %(dates)s. %(address)s") % {
        "author": post.author,
        "title": post.title,
        "site": site.name,
        "dates": _dates(post, site),
        "address": absolute(post.get_absolute_url()),
    }


def compose_bibtex(post: Post, site: SiteSettings) -> str:
    """Return an entry of biblatex's kind `online`; what BibTeX gives a meaning is escaped, letters stay themselves."""
    day = site.local_date(post.published_at)
    fields = {
        # Braces keep a name whole: which part of it is the family's is not known here.
        "author": f"{{{_escape(str(post.author))}}}",
        "title": f"{{{_escape(post.title)}}}",
        "organization": _escape(site.name),
        "date": day.isoformat(),
        "year": str(day.year),
        "url": absolute(post.get_absolute_url()),
    }
    if _is_updated(post, site):
        fields["note"] = _escape(_note(post, site))
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@online{{{_key(post)},\n{lines}}}\n"


def compose_csl(post: Post, site: SiteSettings) -> list[dict]:
    """Return a list of one item of CSL-JSON."""
    item = {
        "id": _key(post),
        "type": "post-weblog",
        "title": post.title,
        "author": [{"literal": str(post.author)}],
        "container-title": site.name,
        "issued": _parts(site.local_date(post.published_at)),
        "URL": absolute(post.get_absolute_url()),
        "language": post.language or site.language,
    }
    if post.summary:
        item["abstract"] = post.summary
    if _is_updated(post, site):
        item["note"] = _note(post, site)
    return [item]


def _key(post: Post) -> str:
    """Return a name for the post that stays when title, address, author and site name change."""
    host = urlsplit(settings.SITE_ORIGIN).hostname or "post"
    return f"{re.sub(r'[^a-z0-9]+', '-', host).strip('-')}-{post.pk}"


def _escape(text: str) -> str:
    return " ".join(text.translate(_bibtex_signs).split())


def _is_updated(post: Post, site: SiteSettings) -> bool:
    return site.local_date(post.updated_at) > site.local_date(post.published_at)


def _dates(post: Post, site: SiteSettings) -> str:
    published = _day(site.local_date(post.published_at))
    if _is_updated(post, site):
        updated = _day(site.local_date(post.updated_at))
        return gettext("%(published)s, updated %(updated)s") % {"published": published, "updated": updated}
    return published


def _note(post: Post, site: SiteSettings) -> str:
    return gettext("Updated %(day)s") % {"day": _day(site.local_date(post.updated_at))}


def _day(day: date) -> str:
    return date_format(day, "j E Y")


def _parts(day: date) -> dict:
    return {"date-parts": [[day.year, day.month, day.day]]}
