"""Feeds as three parsers that know nothing of one another read them."""

import atoma
import fastfeedparser
import feedparser
from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
FORMATS = ("atom", "rss", "json")


def read(client, path):
    """Return the feed at an address of Atom or RSS as feedparser reads it, without a complaint."""
    response = client.get(path)
    assert response.status_code == 200
    feed = feedparser.parse(response.content, response_headers={"content-type": response.headers["Content-Type"]})
    assert not feed.bozo, feed.bozo_exception
    return feed


def titles(client, path):
    return [entry.title for entry in read(client, path).entries]


def ids(client, path):
    return [entry.id for entry in read(client, path).entries]


def tombstones(client, path="/feed.atom"):
    """Return {name: time} of what the feed says is gone."""
    root = etree.fromstring(client.get(path).content)
    return {
        gone.get("ref"): gone.get("when") for gone in root.iter("{http://purl.org/atompub/tombstones/1.0}deleted-entry")
    }


def titles_by_every_parser(content, kind):
    """Return the titles of the entries, once for each parser that reads the format."""
    fast = [entry.title for entry in fastfeedparser.parse(content).entries]
    if kind == "json":
        return [fast, [item.title for item in atoma.parse_json_feed_bytes(content).items]]
    plain = [entry.title for entry in feedparser.parse(content).entries]
    if kind == "rss":
        return [fast, plain, [item.title for item in atoma.parse_rss_bytes(content).items]]
    return [fast, plain, [entry.title.value for entry in atoma.parse_atom_bytes(content).entries]]


def content(client, kind, path="/feed"):
    """Return the HTML of the entries of a feed."""
    response = client.get(f"{path}.{kind}")
    if kind == "json":
        return [item["content_html"] for item in response.json()["items"]]
    name = f"{ATOM}content" if kind == "atom" else "{http://purl.org/rss/1.0/modules/content/}encoded"
    return [element.text for element in etree.fromstring(response.content).iter(name)]
