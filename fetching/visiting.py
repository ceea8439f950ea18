"""One visit to a page brings all that is wanted of it."""

from collections.abc import Iterable, Mapping
from typing import Any

from fetching.decoding import decode
from fetching.door import GONE, PDF, Fetched, Refused, fetch
from fetching.facts import find_facts
from fetching.seeing import see_html, see_pdf

NOT_MODIFIED = 304
# What a server says of a version, and how it is asked whether there is another (RFC 9110, 8.8 and 13.1).
CONDITIONS = {"etag": "if-none-match", "last-modified": "if-modified-since"}


def visit(link: str, validators: Mapping[str, str], also: Iterable[str]) -> dict[str, Any]:
    """Return what is known of the page at `link`: fields of `fetching.Visit`, as JSON has them.

    `validators` are those that an earlier visit brought, or empty; `also` is as in `fetching.door.fetch`.
    """
    conditions = {CONDITIONS[name]: value for name, value in validators.items()}
    try:
        page = fetch(link, also=also, headers=conditions)
    except Refused as refusal:
        return {"refusal": refusal.reason}
    found = read(page)
    return found | {"validators": dict(validators)} if page.status == NOT_MODIFIED else found


def read(page: Fetched) -> dict[str, Any]:
    """Return what is known of a page, as `visit` does."""
    found = _describe(page)
    if not page.body:
        return found | _refuse_status(page.status)
    try:
        text, facts = _read_body(page)
        return found | {"text": _tidy(text), "facts": {name: _tidy(value) for name, value in facts.items()}}
    except Refused as refusal:
        return found | {"refusal": refusal.reason}


def _describe(page: Fetched) -> dict[str, Any]:
    # One that is not ASCII could not be sent again.
    said = {name: page.headers.get(name, "") for name in CONDITIONS}
    validators = {name: value for name, value in said.items() if value and value.isascii()}
    return {"link": page.link, "status": page.status, "media_type": page.media_type, "validators": validators}


def _refuse_status(status: int) -> dict[str, str]:
    if status < 300 or status == NOT_MODIFIED:
        return {}
    return {"refusal": "gone" if status in GONE else "status"}


def _read_body(page: Fetched) -> tuple[str, dict[str, str]]:
    """Return the words of a page and what it says of itself."""
    if page.media_type == PDF:
        return see_pdf(page.body)
    source = decode(page.body, page.charset)
    if page.media_type == "text/plain":
        return source, {}
    return see_html(source), find_facts(page.link, source)


def _tidy(text: str) -> str:
    """Return `text` without what no database takes: zeros, and halves of letters, which PDFs may hold."""
    return text.replace("\x00", "\ufffd").encode(errors="replace").decode()
