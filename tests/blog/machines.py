"""How machines read pages."""

import html
import json
import re
from xml.etree import ElementTree as ET

import mf2py

SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def linked_data(text):
    """Return the things that a page describes as JSON-LD, by type."""
    things = [json.loads(data) for data in SCRIPT.findall(text)]
    assert all(thing.pop("@context") == "https://schema.org" for thing in things)
    return {thing["@type"]: thing for thing in things}


def microformats(text):
    """Return the microformats of a page."""
    return mf2py.parse(doc=text, url="http://testserver/")["items"]


def meta(text):
    """Return what the meta elements of a page say, by name; of several with one name a list."""
    found = {}
    for name, content in re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)"', text):
        found.setdefault(name, []).append(html.unescape(content))
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}


def links(text, rel):
    """Return the addresses that the head of a page links to as `rel`."""
    return [html.unescape(link) for link in re.findall(rf'<link rel="{rel}"[^>]* href="([^"]*)"', text)]


def read_xml(response):
    """Return the root of an answer in XML."""
    return ET.fromstring(response.content)  # noqa: S314 - it is our own


def locations(response):
    """Return the addresses of a sitemap or of a sitemap index."""
    return [element.text for element in read_xml(response).iter() if element.tag.endswith("}loc")]
