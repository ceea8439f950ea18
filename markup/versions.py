"""Archived copies beside links, as Robust Links has them (https://robustlinks.mementoweb.org/spec/)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from html import escape, unescape

# As the sanitiser writes links; the copy of a quotation's link stands behind the name of its source.
_link = re.compile(r'<a((?: [^\s="<>]+="[^"]*")*)>(.*?</a>(?:</cite>)?)', re.DOTALL)
_href = re.compile(r' href="([^"]*)"')


@dataclass(frozen=True)
class Version:
    """A copy of what a link led to: its address, the aware moment it was made, and the words that lead to it."""

    address: str
    at: datetime
    label: str


def add_versions(html: str, versions: Mapping[str, Version]) -> str:
    """Return sanitised `html` with a link to the version behind each link that has one; `versions` go by address.

    The sanitiser lets no text of an author have the attributes that are added here.
    """

    def add(found: re.Match[str]) -> str:
        href = _href.search(found[1])
        version = versions.get(unescape(href[1])) if href else None
        if href is None or version is None:
            return found[0]
        address = escape(version.address)
        named = f' data-originalurl="{href[1]}" data-versionurl="{address}" data-versiondate="{version.at.isoformat()}"'
        return f'<a{found[1]}{named}>{found[2]} <a class="archived" href="{address}">{escape(version.label)}</a>'

    return _link.sub(add, html) if versions else html
