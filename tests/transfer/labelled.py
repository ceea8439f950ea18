"""Old posts with what there is to recognise in them, read from the files in `recognition/`.

A line `=== language name time` opens a post; its HTML follows. Lines that begin with @ are labels and no part of it:

    @update KIND [TIME]                       what follows is an update
    @body                                     what follows is the text of the post again
    @quote SOURCE | LINK [| SPEAKER [| DAY]]  the blockquote that follows is a quotation; - is for what is not known
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from html import unescape
from pathlib import Path

FOLDER = Path(__file__).parent / "recognition"
HELD_BACK = FOLDER / "held_back.txt"
TUNING = sorted(path for path in FOLDER.glob("*.txt") if path != HELD_BACK)


@dataclass(frozen=True)
class LabelledUpdate:
    kind: str
    published_at: datetime | None
    text: str


@dataclass(frozen=True)
class LabelledQuotation:
    text: str
    source: str
    link: str
    speaker: str
    said_on: date | None


@dataclass(frozen=True)
class LabelledPost:
    name: str
    language: str
    published_at: datetime
    html: str
    updates: list[LabelledUpdate]
    quotations: list[LabelledQuotation]


def read_posts(path):
    """Return the posts of a file."""
    return [_read_post(*text.split("\n", 1)) for text in path.read_text().split("=== ")[1:]]


def squeeze(html):
    """Return the letters of HTML, or of a plain text without angle brackets, alone."""
    return re.sub(r"\s", "", unescape(re.sub(r"<[^>]*>", "", html)))


def _read_post(head, body):
    language, name, time = head.split()
    parts = re.split(r"^@(.*)\n", body, flags=re.MULTILINE)
    updates, quotations, update = [], [], None
    for label, html in zip(parts[1::2], parts[2::2], strict=True):
        verb, _, rest = label.partition(" ")
        if verb == "quote":
            quotations.append(_read_quotation(rest, html))
        else:
            update = [rest, ""] if verb == "update" else None
            updates += [update] if update else []
        if update:
            update[1] += html
    return LabelledPost(
        name,
        language,
        datetime.fromisoformat(time),
        "".join([parts[0], *parts[2::2]]),
        [_make_update(*update) for update in updates],
        quotations,
    )


def _make_update(label, html):
    kind, _, time = label.partition(" ")
    return LabelledUpdate(kind, datetime.fromisoformat(time) if time else None, squeeze(html))


def _read_quotation(label, html):
    fields = [field.strip().removeprefix("-") for field in label.split("|")]
    source, link, speaker, day = [*fields, "", ""][:4]
    words = re.search(r"<blockquote.*?</blockquote>", html, re.DOTALL)[0]
    return LabelledQuotation(squeeze(words), source, link, speaker, date.fromisoformat(day) if day else None)
