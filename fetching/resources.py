"""What a page needs to look as it does: its stylesheets and images, with what those need, within limits."""

import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from time import monotonic
from urllib.parse import urldefrag, urljoin

from fetching.seeing import parse

RESOURCES_ALLOWED = 40
BYTES_ALLOWED = 10 * 1024 * 1024
SECONDS_ALLOWED = 20

_in_css = re.compile(r"""(?:\burl\(\s*|@import\s+)["']?([^"')\s]+)""", re.IGNORECASE)


@dataclass(frozen=True)
class Resource:
    """A part of a page: its address after redirects, its size in bytes, and its text if it is a stylesheet."""

    link: str = ""
    size: int = 0
    css: str = ""


def bring_resources(link: str, html: str, bring: Callable[[str, int, float], Resource]) -> None:
    """Bring what the page of HTML at `link` shows, each thing once, for as long as there is room and time.

    `bring(link, bytes, seconds)` brings one thing that is no larger and takes no longer; an empty one where it cannot.
    """
    until, room, asked = monotonic() + SECONDS_ALLOWED, BYTES_ALLOWED, 0
    waiting = deque(dict.fromkeys(_find_in_page(html, link)))
    known = set(waiting)
    while waiting and asked < RESOURCES_ALLOWED and room > 0 and (seconds := until - monotonic()) > 0:
        brought = bring(waiting.popleft(), room, seconds)
        asked, room = asked + 1, room - brought.size
        new = [each for each in _find_in_css(brought.css, brought.link) if each not in known]
        known.update(new)
        waiting.extend(new)


def _find_in_page(html: str, link: str) -> Iterator[str]:
    """Yield addresses of stylesheets, then of images, as browsers read them."""
    tree = parse(html)
    if tree is None:
        return
    base = next(_resolve(tree.xpath("//base/@href")[:1], link), link)
    sheets = tree.xpath("//link[contains(concat(' ', translate(@rel, 'STYLEH', 'styleh'), ' '), ' stylesheet ')]/@href")
    images = tree.xpath("//img/@src | //input[@type='image']/@src | //video/@poster")
    sets = [candidates.split(",")[0].split() for candidates in tree.xpath("//img/@srcset | //picture/source/@srcset")]
    first_of_sets = [words[0] for words in sets if words]
    yield from _resolve([*sheets, *images, *first_of_sets], base)
    yield from _find_in_css("\n".join(tree.xpath("//style/text()")), base)


def _find_in_css(css: str, base: str) -> Iterator[str]:
    yield from _resolve(_in_css.findall(css), base)


def _resolve(addresses: list[str], base: str) -> Iterator[str]:
    for address in addresses:
        try:
            whole = urldefrag(urljoin(base, address.strip()))[0]
        except ValueError:
            continue
        if whole.startswith(("http://", "https://")):
            yield whole
