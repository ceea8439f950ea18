"""A page, with all that it shows, as a file of the web archive."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any

from fetching.decoding import decode
from fetching.door import SECONDS_ALLOWED, Refused, fetch, open_door, read_body
from fetching.recording import Recording
from fetching.resources import Resource, bring_resources
from fetching.visiting import read

_pages = {"text/html", "application/xhtml+xml"}


def copy_page(link: str, also: Iterable[str], path: Path) -> dict[str, Any]:
    """Return what is known of the page at `link`, as `visit` does, and keep it at `path` unless that is a refusal."""
    recording = Recording()
    try:
        page = fetch(link, also=also, recording=recording)
    except Refused as refusal:
        return {"refusal": refusal.reason}
    found = read(page)
    if "refusal" in found:
        return found
    if page.media_type in _pages:
        bring_resources(page.link, decode(page.body, page.charset), partial(_bring, also, recording))
    try:
        recording.write(path, link=page.link, about=found)
    except OSError:
        return found | {"refusal": "storage"}
    return found


def _bring(also: Iterable[str], recording: Recording, link: str, size: int, seconds: float) -> Resource:
    until = monotonic() + seconds
    try:
        with open_door(link, also, {"accept": "*/*"}, recording, seconds=min(seconds, SECONDS_ALLOWED)) as answer:
            body = read_body(answer, allowed=size, until=until)
            kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
            css = decode(body, "utf-8") if answer.is_success and kind == "text/css" else ""
            return Resource(str(answer.url), len(body), css)
    except Refused:
        return Resource()
