"""Pages of others, fetched through the one guarded door. Knows no model and no request.

`read_page()` and `find_dead()` use a process of their own, which ends when the time is up: whatever a stranger's page
holds, the server that asked is not slowed down, filled up or brought down by it.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

SECONDS_ALLOWED = 10
SECONDS_FOR_LINKS = 30

REFUSALS = {
    "scheme": _("Only pages at http:// and https:// addresses can be read."),
    "private": _("This address is not a public one, so the page was not read."),
    "unknown": _("There is no site of that name."),
    "unreachable": _("The site did not answer."),
    "redirects": _("The site sends visitors from one address to the next without end."),
    "status": _("The site answered with an error, so the page was not read."),
    "gone": _("The page is not there any more."),
    "size": _("The page is too large to be read."),
    "type": _("That is not a page of text."),
    "slow": _("The page took too long."),
    "broken": _("The page could not be read."),
}


@dataclass(frozen=True)
class PageFacts:
    """What a page says of itself; empty where it does not say. `language` is a code such as ru."""

    title: str = ""
    site: str = ""
    author: str = ""
    published_on: date | None = None
    language: str = ""


class Unreadable(ValueError):  # noqa: N818 - it is what the page is
    """A page that cannot be fetched or read. The message is for the person who asked, in their language."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return str(REFUSALS[self.reason])


def find_dead(links: list[str]) -> dict[str, str]:
    """Return why, as a key of `REFUSALS`, for each of `links` that leads nowhere.

    A site that asks who is there, is slow, or has trouble of its own is not taken for gone. What could not be asked in
    `SECONDS_FOR_LINKS` is not taken for gone either.
    """
    return _ask_child({"links": links}, SECONDS_FOR_LINKS).get("dead", {}) if links else {}


def read_page(link: str) -> PageFacts:
    """Return what the page at `link` says of itself. Raises Unreadable, after `SECONDS_ALLOWED` at the latest."""
    answer = _ask_child({"link": link}, SECONDS_ALLOWED)
    if refusal := answer.pop("refusal", ""):
        raise Unreadable(refusal)
    day = answer.pop("published_on")
    return PageFacts(**answer, published_on=date.fromisoformat(day) if day else None)


def _ask_child(job: dict, seconds: int) -> dict:
    """Return the answer of a process of its own to `job`, or why there is none in so many seconds."""
    try:
        child = subprocess.run(
            [sys.executable, "-m", "fetching"],
            input=json.dumps(job | {"also": settings.FETCHABLE_ADDRESSES, "seconds": seconds}),
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
            cwd=Path(__file__).parent.parent,
        )
    except subprocess.TimeoutExpired:
        return {"refusal": "slow"}
    return json.loads(child.stdout) if child.returncode == 0 else {"refusal": "broken"}
