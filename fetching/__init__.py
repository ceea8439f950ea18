"""Pages of others, fetched through the one guarded door. Knows no model and no request.

All of it happens in a process of its own, which ends when the time is up: whatever a stranger's page holds, the server
that asked is not slowed down, filled up or brought down by it.
"""

import json
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _

SECONDS_ALLOWED = 10
SECONDS_FOR_LINKS = 30
# With all that a page shows.
SECONDS_FOR_COPY = 40
SECONDS_FOR_ARCHIVE = 60
SECONDS_TO_START = 10

REFUSALS = {
    "scheme": _("Only pages at http:// and https:// addresses can be read."),
    "private": _("This address is not a public one, so the page was not read."),
    "unknown": _("There is no site of that name."),
    "unreachable": _("The site did not answer."),
    "redirects": _("The site sends visitors from one address to the next without end."),
    "robots": _("The site does not want its pages to be read by programs."),
    "status": _("The site answered with an error, so the page was not read."),
    "gone": _("The page is not there any more."),
    "size": _("The page is too large to be read."),
    "type": _("That is not a page of text."),
    "slow": _("The page took too long."),
    "empty": _("The page shows no words to those who only read it."),
    "broken": _("The page could not be read."),
    "storage": _("The copy of the page could not be stored. It is tried again."),
}

# By this name robots.txt knows us.
ROBOT = "SiberianLight"


@dataclass(frozen=True)
class PageFacts:
    """What a page says of itself; empty where it does not say. `language` is a code such as ru."""

    title: str = ""
    site: str = ""
    author: str = ""
    published_on: date | None = None
    language: str = ""


@dataclass(frozen=True)
class Visit:
    """What a visit to a page brought.

    `link` is the address after all redirects, `status` that of HTTP, or 0 where there was no answer. `text` is what
    readers see of the page: a line for each block. `validators` are for the next visit. `refusal` is a key of
    `REFUSALS` where the page could not be read.
    """

    link: str = ""
    status: int = 0
    media_type: str = ""
    validators: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    facts: PageFacts = PageFacts()
    refusal: str = ""

    @property
    def is_unchanged(self) -> bool:
        """Return whether the page is as it was when it gave the validators; then nothing was read."""
        return self.status == 304


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


def visit(link: str, *, validators: Mapping[str, str] | None = None) -> Visit:
    """Return what is at `link`, which is asked for `SECONDS_ALLOWED` at most. What could not be read says why.

    With the `validators` of an earlier visit, a page that is still the same need not be sent again.
    """
    return _read_visit(_ask_child({"link": link, "validators": dict(validators or {})}, SECONDS_ALLOWED))


def copy_page(link: str, path: Path) -> Visit:
    """Return what is at `link`, and put it with all that it shows into a file of the web archive at `path`.

    What could not be read says why, and leaves no file. After `SECONDS_FOR_COPY` at the latest.
    """
    return _read_visit(_ask_child({"link": link, "path": str(path)}, SECONDS_FOR_COPY))


def read_robots(link: str) -> str:
    """Return the robots.txt that holds for `link`, as RFC 9309 means it. Raises Unreadable if nobody is there."""
    return _read_text(_ask_child({"robots": link}, SECONDS_ALLOWED))


def ask_archive(link: str) -> str:
    """Ask a public web archive, by an address of its own, to keep a copy; return where that is. Raises Unreadable."""
    return _read_text(_ask_child({"archive": link}, SECONDS_FOR_ARCHIVE))


def site_of(link: str) -> str:
    """Return the host that a link leads to, with its port if it names one; an empty text where there is none."""
    try:
        return urlsplit(link).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""


def _read_text(answer: dict) -> str:
    if "refusal" in answer:
        raise Unreadable(answer["refusal"])
    return answer["text"]


def _read_visit(answer: dict) -> Visit:
    facts = answer.pop("facts", {})
    day = facts.pop("published_on", "")
    return Visit(**answer, facts=PageFacts(**facts, published_on=date.fromisoformat(day) if day else None))


def read_page(link: str) -> PageFacts:
    """Return what the page at `link` says of itself. Raises Unreadable."""
    visited = visit(link)
    if visited.refusal:
        raise Unreadable(visited.refusal)
    return visited.facts


def _ask_child(job: dict, seconds: int) -> dict:
    """Return the answer of a process of its own to `job`, or why there is none in so many seconds.

    It ends itself when they are over; until it has started, it is given some more.
    """
    try:
        child = subprocess.run(
            [sys.executable, "-m", "fetching"],
            input=json.dumps(
                job | {"also": settings.FETCHABLE_ADDRESSES, "seconds": seconds, "site": settings.SITE_ORIGIN}
            ),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # readers of broken files complain without end
            text=True,
            timeout=seconds + SECONDS_TO_START,
            check=False,
            cwd=Path(__file__).parent.parent,
        )
    except subprocess.TimeoutExpired:
        return {"refusal": "slow"}
    if child.returncode == 0:
        return json.loads(child.stdout)
    return {"refusal": "slow" if child.returncode == -signal.SIGALRM else "broken"}
