"""oEmbed (https://oembed.com/): a post or a quotation as a card that others can show on their pages."""

import re
from datetime import date
from textwrap import shorten
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve, reverse

import markup
from blog import share_images
from blog.linking import absolute
from blog.models import Post, Quotation, SiteSettings

WIDEST, HIGHEST = 600, 600
# What plain text takes on most pages, roughly, and the lines that stand around the words of a card.
_line, _letter, _lines_around = 26, 8, 4


class _Card(NamedTuple):
    words: str
    title: str
    author_name: str
    author_url: str
    picture: dict
    template: str


def find(address: str) -> Post | Quotation | None:
    """Return what anybody may read at a whole address of this site: a post, or a quotation in it."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna").decode()
        path = unquote(parts.path)
        match = resolve(path)
    except (ValueError, Resolver404):
        return None
    is_here = parts.scheme in {"http", "https"} and host == urlsplit(settings.SITE_ORIGIN).hostname
    post = _find_post(path, **match.kwargs) if is_here and match.view_name == "blog:post" else None
    key = re.fullmatch(r"quote-([-\w]+)", unquote(parts.fragment))
    if post is None or key is None:
        return post
    quotations = Quotation.objects.published().select_related("source", "post__author")
    return quotations.filter(post=post, key=key[1]).first()


def compose(thing: Post | Quotation, site: SiteSettings, *, widest: int | None, highest: int | None) -> dict:
    """Return the oEmbed answer of type `rich`; `widest` and `highest` are pixels that the card may take."""
    card = _card_of_post(thing, site) if isinstance(thing, Post) else _card_of_quotation(thing, site)
    width, height, words = _fit(card.words, widest or WIDEST, highest or HIGHEST)
    address = absolute(thing.get_absolute_url())
    html = render_to_string(card.template, {"thing": thing, "words": words, "address": address, "site": site})
    answer = {
        "version": "1.0",
        "type": "rich",
        "title": card.title,
        "author_name": card.author_name,
        "author_url": card.author_url,
        "provider_name": site.name,
        "provider_url": absolute(reverse("blog:front")),
        "cache_age": 3600,
        "width": width,
        "height": height,
        "html": html.strip(),
    }
    return answer | _thumbnail(card.picture, widest, highest)


def _find_post(path: str, month: date, slug: str) -> Post | None:
    posts = Post.objects.published().select_related("author", "lead_image")
    now_there = posts.filter(month=month, slug=slug).first()
    return now_there or posts.filter(addresses__path=path).first()


def _card_of_post(post: Post, site: SiteSettings) -> _Card:
    author_url = absolute(post.author.get_absolute_url())
    picture = share_images.picture_of_post(post, site)
    return _Card(post.description, post.title, str(post.author), author_url, picture, "blog/embedded_post.html")


def _card_of_quotation(quotation: Quotation, site: SiteSettings) -> _Card:
    said_by = quotation.speaker or quotation.source.name
    words = markup.to_text(quotation.text_html, length=HIGHEST)
    picture = share_images.picture_of_quotation(quotation, site)
    template = "blog/embedded_quotation.html"
    return _Card(words, str(quotation), said_by, quotation.source.homepage, picture, template)


def _fit(words: str, widest: int, highest: int) -> tuple[int, int, str]:
    """Return width and height of a card in pixels, and as many of the words as it then has room for."""
    width = min(WIDEST, widest)
    letters = max(1, width // _letter)
    lines = max(1, min(HIGHEST, highest) // _line - _lines_around)
    fitting = shorten(words, max(letters * lines, 20), placeholder="…")
    height = (len(fitting) // letters + 1 + _lines_around) * _line
    return width, min(height, highest), fitting


def _thumbnail(picture: dict, widest: int | None, highest: int | None) -> dict:
    """Return the picture, unless it is larger than what was asked for."""
    if (widest and picture["width"] > widest) or (highest and picture["height"] > highest):
        return {}
    return {f"thumbnail_{name}": picture[name] for name in ("url", "width", "height")}
