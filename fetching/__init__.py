"""Pages of others, fetched through the one guarded door. Knows no model and no request.

`read_page()` fetches and reads in a process of its own, which ends when the time is up: whatever a stranger's page
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

REFUSALS = {
    "scheme": _("Only pages at http:// and https:// addresses can be read."),
    "private": _("This address is not a public one, so the page was not read."),
    "unknown": _("There is no site of that name."),
    "unreachable": _("The site did not answer."),
    "redirects": _("The site sends visitors from one address to the next without end."),
    "status": _("The site answered with an error, so the page was not read."),
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


def read_page(link: str) -> PageFacts:
    """Return what the page at `link` says of itself. Raises Unreadable, after `SECONDS_ALLOWED` at the latest."""
    job = json.dumps({"link": link, "also": settings.FETCHABLE_ADDRESSES})
    try:
        child = subprocess.run(
            [sys.executable, "-m", "fetching"],
            input=job,
            capture_output=True,
            text=True,
            timeout=SECONDS_ALLOWED,
            check=False,
            cwd=Path(__file__).parent.parent,
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable("slow") from error
    answer = json.loads(child.stdout) if child.returncode == 0 else {"refusal": "broken"}
    if refusal := answer.pop("refusal", ""):
        raise Unreadable(refusal)
    day = answer.pop("published_on")
    return PageFacts(**answer, published_on=date.fromisoformat(day) if day else None)
