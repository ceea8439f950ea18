"""The three formats, fed with the same feed and entries: plain text, but for `content`, which is HTML."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from xml.sax.saxutils import escape

from django.templatetags.static import static
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, Stylesheet, SyndicationFeed, rfc3339_date
from django.utils.translation import pgettext
from django.utils.xmlutils import SimplerXMLGenerator

# What XML 1.0 has no place for.
_no_xml = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

# Browsers prefer this one. They show a feed with its style sheet then, and as plain text otherwise.
XML = "application/xml"
# The relation of an entry to its public history (RFC 5829).
VERSIONS = "version-history"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"


class Feed(SyndicationFeed):
    """What the formats have in common: besides what Django knows, `updated`, `next_url`, `first_url`, `tombstones`."""

    # The type of the format and then others that it is as well, of which an asker may prefer one.
    media_types: tuple[str, ...]

    def __init__(self, **feed):
        super().__init__(**_writable(feed))

    def add_item(self, **entry):
        is_in_other_language = entry["language"] and entry["language"] != self.feed["language"]
        super().add_item(**_writable(entry | {"language": entry["language"] if is_in_other_language else ""}))

    def latest_post_date(self) -> datetime:
        return self.feed["updated"]

    def page_links(self) -> dict[str, str]:
        """Return the addresses of other pages of the feed by their relation to this one (RFC 5005)."""
        links = {"first": self.feed["first_url"], "next": self.feed["next_url"]}
        return {rel: href for rel, href in links.items() if href}


class AtomFeed(Feed, Atom1Feed):
    """Atom (RFC 4287), with tombstones (RFC 6721)."""

    media_types = ("application/atom+xml", XML)

    def write(self, outfile, encoding):
        handler = SimplerXMLGenerator(outfile, encoding, short_empty_elements=True)
        handler.startDocument()
        handler.processingInstruction("xml-stylesheet", _stylesheet())
        handler.startElement("feed", self.root_attributes())
        self.add_root_elements(handler)
        self.write_items(handler)
        handler.endElement("feed")

    def root_attributes(self):
        tombstones = {"xmlns:at": TOMBSTONES} if self.feed["tombstones"] else {}
        return super().root_attributes() | tombstones

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        for rel, href in self.page_links().items():
            handler.addQuickElement("link", "", {"rel": rel, "href": href})
        for ref, when in self.feed["tombstones"]:
            handler.addQuickElement("at:deleted-entry", "", {"ref": ref, "when": rfc3339_date(when)})

    def item_attributes(self, item):
        return {"xml:lang": item["language"]} if item["language"] else {}

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item | {"description": None})  # Django would call it HTML
        handler.addQuickElement("link", "", {"rel": VERSIONS, "href": item["history"]})
        if item["description"]:
            handler.addQuickElement("summary", item["description"])
        handler.addQuickElement("content", item["content"], {"type": "html"})


class RssFeed(Feed, Rss201rev2Feed):
    """RSS 2.0, with whole texts (content), languages and authors (dc), changes and pages (atom)."""

    media_types = ("application/rss+xml", XML)

    def rss_attributes(self):
        modules = {"content": "http://purl.org/rss/1.0/modules/content/", "dc": "http://purl.org/dc/elements/1.1/"}
        return super().rss_attributes() | {f"xmlns:{name}": address for name, address in modules.items()}

    def add_stylesheets(self, handler):
        handler.processingInstruction("xml-stylesheet", _stylesheet())

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        for rel, href in self.page_links().items():
            handler.addQuickElement("atom:link", "", {"rel": rel, "href": href})

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item | {"description": escape(item["description"])})
        handler.addQuickElement("atom:updated", rfc3339_date(item["updateddate"]))
        handler.addQuickElement("atom:link", "", {"rel": VERSIONS, "href": item["history"]})
        if item["language"]:
            handler.addQuickElement("dc:language", item["language"])
        handler.addQuickElement("content:encoded", item["content"])


class JsonFeed(Feed):
    """JSON Feed 1.1 (jsonfeed.org)."""

    media_types = ("application/feed+json",)

    def write(self, outfile, encoding):
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "description": self.feed["description"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "next_url": self.feed["next_url"],
            "language": self.feed["language"],
        }
        items = [self._item(item) for item in self.items]
        outfile.write(json.dumps(_filled(feed) | {"items": items}, ensure_ascii=False))

    def _item(self, item):
        author = {"name": item["author_name"], "url": item["author_link"]}
        return _filled(
            {
                "id": item["unique_id"],
                "url": item["link"],
                "title": item["title"],
                "content_html": item["content"],
                "summary": item["description"],
                "image": item["image"],
                "date_published": rfc3339_date(item["pubdate"]),
                "date_modified": rfc3339_date(item["updateddate"]),
                "authors": [author],
                "tags": item["categories"],
                "language": item["language"],
                "_versions": {"history_url": item["history"]},
            }
        )


FORMATS: Mapping[str, type[Feed]] = {"atom": AtomFeed, "rss": RssFeed, "json": JsonFeed}


def _stylesheet() -> Stylesheet:
    # Translators: the style sheet that explains a feed in your language. Make one in static/css, or keep this.
    path = pgettext("file", "css/feed.css")
    return Stylesheet(static(path), mimetype="text/css", media="screen")


def _filled(values: dict) -> dict:
    return {name: value for name, value in values.items() if value}


def _writable(value):
    """Return a value, or what is in a list or dict, without the signs that XML has no place for."""
    if isinstance(value, str):
        return _no_xml.sub("", value)
    if isinstance(value, list):
        return [_writable(part) for part in value]
    if isinstance(value, dict):
        return {name: _writable(part) for name, part in value.items()}
    return value
