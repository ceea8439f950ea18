"""What a writer may want to mend before a post is published. Nothing here stops anybody.

A check is a function from a post that was saved to the notes that it has about it. Another one is another line in
CHECKS. Whether a link to another site still works is not asked here: that takes a while.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.translation import gettext

import markup
from blog.models import Address, Post

# A marker among other words; alone in its paragraph it would have become a quotation.
_stray_marker = re.compile(r"\[quote:[^\]]*\]")
# A scheme, a place on this site, or one on this page.
_whole = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|/|#")


@dataclass(frozen=True)
class Note:
    """What may be missing, and the id of the element of the post's form where that is mended."""

    text: str
    anchor: str


def check(post: Post) -> list[Note]:
    """Return the notes about `post` as it was saved, in the order of its form."""
    return [note for check_one in CHECKS for note in check_one(post)]


def check_summary(post: Post) -> Iterator[Note]:
    """Ask for a summary: without one, lists show the first words."""
    if not post.summary:
        yield Note(gettext("There is no summary."), "id_summary")


def check_body(post: Post) -> Iterator[Note]:
    """Ask for a text."""
    if not markup.to_text(post.body_html):
        yield Note(gettext("There is no text yet."), "id_body")


def check_markers(post: Post) -> Iterator[Note]:
    """Find markers that set no quotation, because they do not stand alone."""
    for marker in _stray_marker.findall(markup.to_text(post.body_html)):
        said = gettext("%(marker)s stands among other words, so it sets no quotation. Give it a line of its own.")
        yield Note(said % {"marker": marker}, "id_body")


def check_images(post: Post) -> Iterator[Note]:
    """Find pictures that are not described for those who cannot see them."""
    for address, description in markup.find_images(post.body_html):
        if not description.strip():
            said = gettext("The picture %(address)s is not described for those who cannot see it.")
            yield Note(said % {"address": address}, "id_body")


def check_links(post: Post) -> Iterator[Note]:
    """Find links without a whole address, and links to what readers cannot see on this site."""
    links = dict.fromkeys(markup.find_links(post.body_html))
    for link in links:
        if not link:
            yield Note(gettext("A link leads nowhere: its address is missing or cannot be read."), "id_body")
        elif not _whole.match(link):
            said = gettext("The link %(link)s lacks its beginning, such as https://.")
            yield Note(said % {"link": link}, "id_body")
    for link in _find_dead_ends(links):
        said = gettext("The link %(link)s leads to nothing that readers can see on this site.")
        yield Note(said % {"link": link}, "id_body")


def check_quotations(post: Post) -> Iterator[Note]:
    """Ask for the dates of quotations, and for a quotation or link where there is none at all."""
    quotations = list(post.quotations.filter(update=None).select_related("source"))
    for quotation in quotations:
        if not quotation.said_on:
            said = gettext("The quotation of %(source)s (“%(key)s”) has no date.")
            yield Note(said % {"source": quotation.source, "key": quotation.key}, "quotations-group")
    if not quotations and not markup.find_links(post.body_html):
        yield Note(gettext("Nothing leads to a source: there is no link and no quotation."), "id_body")


def check_tags(post: Post) -> Iterator[Note]:
    """Ask for tags."""
    if not post.tags.exists():
        yield Note(gettext("There are no tags."), "id_tags")


CHECKS = [check_summary, check_body, check_markers, check_images, check_links, check_quotations, check_tags]


def _path_here(link: str) -> str:
    """Return the path on this site that `link` leads to, or an empty text."""
    path = link.removeprefix(settings.SITE_ORIGIN)
    return unquote(urlsplit(path).path) if path.startswith("/") and not path.startswith("//") else ""


def _find_dead_ends(links: Iterable[str]) -> Iterator[str]:
    """Find those of `links` that lead to this site, but to no page of it. At most one query."""
    paths = {link: path for link in links if (path := _path_here(link))}
    asked = [path for path in paths.values() if _leads_to(path) in {"post", "page"}]
    known = Address.objects.filter(path__in=asked).select_related("post", "page")
    readable = {address.path for address in known if address.can_be_read}
    for link, path in paths.items():
        if path not in readable if path in asked else not _leads_to(path):
            yield link


def _leads_to(path: str) -> str:
    """Return the name of the kind of page at `path`, or an empty text where no page can be."""
    try:
        return resolve(path).url_name or ""
    except Resolver404:
        return ""
