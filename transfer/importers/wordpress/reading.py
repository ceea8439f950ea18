"""What stands in an export, as plain records, one after the other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from email.utils import parsedate_to_datetime
from hashlib import sha256
from typing import BinaryIO
from urllib.parse import unquote

from lxml import etree

from transfer.importers.wordpress.cutting import Fragment, cut
from transfer.importers.wordpress.decoding import TextReader
from transfer.importers.wordpress.parsing import BrokenElement, children, parse, text_of

_not_in_numbers = re.compile(r"\D+")


@dataclass(frozen=True)
class Site:
    """Something that is said of the whole site: `name` is link, language or wp:base_blog_url, and so on."""

    name: str
    value: str


@dataclass(frozen=True)
class Author:
    login: str
    name: str
    number: str = ""


@dataclass(frozen=True)
class Term:
    """A category or tag; `parent` is the slug of the category that it belongs to."""

    taxonomy: str
    slug: str
    name: str
    parent: str = ""
    description: str = ""
    number: str = ""


@dataclass(frozen=True)
class Comment:
    """A comment; `parent` is the number of the one that it answers. `at` is aware, or None where it is not known."""

    number: str
    author: str
    link: str
    at: datetime | None
    text: str
    state: str
    kind: str
    parent: str


@dataclass(frozen=True)
class Item:
    """A post, page, attachment, entry of a menu, or anything else that WordPress keeps as a post.

    `local_at` is the time of the site's own clocks, without a zone; `at` the aware one. Either may be None. `terms` are
    pairs of taxonomy and slug with the name that is shown; `digest` is that of the element as it stands in the file.
    """

    number: str
    kind: str
    title: str
    slug: str
    status: str
    link: str
    guid: str
    author: str
    content: str
    excerpt: str
    at: datetime | None
    local_at: datetime | None
    parent: str
    position: int
    password: str
    is_sticky: bool
    attachment_url: str
    terms: list[Term]
    meta: dict[str, str]
    comments: list[Comment]
    digest: str
    line: int
    is_well_formed: bool = True


@dataclass(frozen=True)
class Unreadable:
    """An element of which nothing could be made."""

    name: str
    line: int


Record = Site | Author | Term | Item | Unreadable


def read(file: BinaryIO) -> Iterator[Record]:
    """Yield what stands in an opened export, in the order of the file, with no more of it in memory than one element.

    Raises UnreadableFile for what is no export, and where one breaks off, after all that stood before.
    """
    for fragment in cut(TextReader(file)):
        try:
            element, is_well_formed = parse(fragment.text)
        except BrokenElement:
            yield Unreadable(fragment.name, fragment.line)
            continue
        record = _read_element(element, fragment, is_well_formed=is_well_formed)
        if record:
            yield record


def _read_element(element: etree._Element, fragment: Fragment, *, is_well_formed: bool) -> Record | None:
    match fragment.name:
        case "item":
            return _read_item(element, fragment, is_well_formed=is_well_formed)
        case "wp:author":
            login = text_of(element, "wp:author_login").strip()
            name = text_of(element, "wp:author_display_name").strip()
            return Author(login, name or login, text_of(element, "wp:author_id"))
        case "wp:category" | "wp:tag" | "wp:term":
            return _read_term(element, fragment.name)
        case "link" | "language" | "wp:base_blog_url" | "wp:base_site_url" | "wp:wxr_version" | "title":
            return Site(fragment.name, "".join(element.itertext()).strip())
    return None


def _read_term(element: etree._Element, name: str) -> Term | None:
    fields = {
        "wp:category": ("category_nicename", "cat_name", "category_parent", "category_description"),
        "wp:tag": ("tag_slug", "tag_name", "", "tag_description"),
        "wp:term": ("term_slug", "term_name", "term_parent", "term_description"),
    }[name]
    slug, shown, parent, description = (text_of(element, f"wp:{field}").strip() if field else "" for field in fields)
    taxonomy = (
        text_of(element, "wp:term_taxonomy").strip() if name == "wp:term" else {"wp:tag": "post_tag"}.get(name, "")
    )
    number = text_of(element, "wp:term_id").strip()
    if not slug and not shown:
        return None
    return Term(taxonomy or "category", unquote(slug or shown), shown or slug, unquote(parent), description, number)


def _read_item(element: etree._Element, fragment: Fragment, *, is_well_formed: bool) -> Item:
    def said(name: str) -> str:
        return text_of(element, name).strip()

    return Item(
        number=said("wp:post_id"),
        kind=said("wp:post_type") or "post",
        title=said("title"),
        slug=unquote(said("wp:post_name")),
        status=said("wp:status") or "publish",
        link=said("link"),
        guid=said("guid"),
        author=said("dc:creator"),
        content=text_of(element, "content:encoded"),
        excerpt=said("excerpt:encoded"),
        at=_read_time(said("wp:post_date_gmt"), UTC) or _read_date_of_mail(said("pubDate")),
        local_at=_read_time(said("wp:post_date"), None),
        parent=_known(said("wp:post_parent")),
        position=int(_not_in_numbers.sub("", said("wp:menu_order"))[:9] or 0),
        password=said("wp:post_password"),
        is_sticky=said("wp:is_sticky") == "1",
        attachment_url=said("wp:attachment_url"),
        terms=_read_terms(element),
        meta={
            text_of(meta, "wp:meta_key"): text_of(meta, "wp:meta_value") for meta in children(element, "wp:postmeta")
        },
        comments=[_read_comment(comment) for comment in children(element, "wp:comment")],
        digest=sha256(fragment.text.encode("utf-8", "replace")).hexdigest(),
        line=fragment.line,
        is_well_formed=is_well_formed,
    )


def _read_terms(element: etree._Element) -> list[Term]:
    """Return what an item is filed under. WXR 1.0 says each twice, once without domain and slug."""
    found = []
    for category in children(element, "category"):
        name, domain = "".join(category.itertext()).strip(), category.get("domain", "category")
        slug = unquote(category.get("nicename", ""))
        found.append(Term("post_tag" if domain == "tag" else domain, slug, name))
    with_slugs = {(term.taxonomy, term.slug or term.name): term for term in found if term.slug}
    named = {(term.taxonomy, term.name) for term in with_slugs.values()}
    without = {(term.taxonomy, term.name): term for term in found if (term.taxonomy, term.name) not in named}
    return [term for term in (with_slugs | without).values() if term.name]


def _read_comment(element: etree._Element) -> Comment:
    def said(name: str) -> str:
        return text_of(element, f"wp:comment_{name}").strip()

    return Comment(
        number=said("id"),
        author=said("author"),
        link=said("author_url"),
        at=_read_time(said("date_gmt"), UTC) or _read_time(said("date"), UTC),
        text=said("content"),
        state=said("approved"),
        kind=said("type") or "comment",
        parent=_known(said("parent")),
    )


def _known(number: str) -> str:
    return "" if number == "0" else number


def _read_time(text: str, zone: tzinfo | None) -> datetime | None:
    """Return the time in `text`, as MySQL writes it; None for 0000-00-00 and other times that never were."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.replace(tzinfo=zone) if moment.year > 1 else None


def _read_date_of_mail(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    return moment.astimezone(UTC) if moment.tzinfo and moment.year > 1 else None
