"""Public web archives: where they keep the copy that they were asked for (RFC 7089 calls it a memento)."""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin

import httpx

from fetching.door import Refused, open_door

LONGEST = 2000

_links = re.compile(r'<([^<>]{1,2000})>((?:\s*;\s*[\w-]+\s*=\s*(?:"[^"]*"|[^\s,;"]+))*)')
_memento = re.compile(r'\brel\s*=\s*"?[^"]*\bmemento\b', re.IGNORECASE)


def ask_archive(link: str, also: Iterable[str], seconds: float) -> dict[str, Any]:
    """Ask an archive, and return the address of its copy as `text`, or a `refusal`."""
    try:
        # Archives fetch the page before they answer.
        with open_door(link, also, {}, seconds=seconds) as answer:
            copy = find_memento(answer) if answer.is_success else ""
    except Refused as refusal:
        return {"refusal": refusal.reason}
    # Readers are led there, so it must be an address on the web.
    is_address = copy.startswith(("https://", "http://")) and len(copy) <= LONGEST
    return {"text": copy} if is_address else {"refusal": "broken" if copy else "status"}


def find_memento(answer: httpx.Response) -> str:
    """Return the address of the copy that the answer of an archive speaks of.

    It is the memento it links to (RFC 7089, section 2.2.1), or its Content-Location, or else where it led.
    """
    said = next(
        (found[1] for found in _links.finditer(answer.headers.get("link", "")) if _memento.search(found[2])), ""
    )
    return urljoin(str(answer.url), said or answer.headers.get("content-location", ""))
