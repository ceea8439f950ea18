"""Old posts with what there is to recognise in them, read from the files in `recognition/`.

A line `=== language name time` opens a post; its HTML follows. Lines that begin with @ are labels and no part of it:

    @update KIND [TIME]                       what follows is an update
    @body                                     what follows is the text of the post again
    @quote SOURCE | LINK [| SPEAKER [| DAY]]  the blockquote that follows is a quotation; - is for what is not known
"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from html import unescape
from pathlib import Path

from transfer.blocks import split_html
from transfer.recognising import recognise

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


@dataclass
class Scores:
    labelled: int = 0
    found: int = 0
    right: int = 0
    misses: list = field(default_factory=list)

    @property
    def precision(self):
        return self.right / max(self.found, 1)

    @property
    def recall(self):
        return self.right / max(self.labelled, 1)


def compare(posts):
    """Return the scores of what is recognised in posts.

    An update is right if kind, time and extent are; a quotation if words, source and link are. Links alone, speakers
    and days of quotations are counted on their own, where there is one.
    """
    scores = {name: Scores() for name in ("updates", "quotations", "links", "speakers", "days")}
    for post in posts:
        recognised = recognise(split_html(post.html), published_at=post.published_at, language=post.language)
        updates = [
            (update.kind, update.published_at, squeeze("".join(block.html for block in update.blocks)))
            for update in recognised.updates
        ]
        _count(
            scores["updates"], post, [(known.kind, known.published_at, known.text) for known in post.updates], updates
        )
        quotations = [_describe(recognised, quotation) for quotation in recognised.quotations]
        known = [(one.text, _plain(one.source), one.link, one.speaker, one.said_on) for one in post.quotations]
        _count(scores["quotations"], post, [one[:3] for one in known], [one[:3] for one in quotations])
        for name, at in (("links", 2), ("speakers", 3), ("days", 4)):
            _count(
                scores[name],
                post,
                [(one[0], one[at]) for one in known if one[at]],
                [(one[0], one[at]) for one in quotations if one[at]],
            )
    return scores


def _describe(recognised, quotation):
    blocks = recognised.body if quotation.update is None else recognised.updates[quotation.update].blocks
    words = re.search(r"<blockquote.*</blockquote>", blocks[quotation.at].html, re.DOTALL)[0]
    return squeeze(words), _plain(quotation.source), quotation.link, quotation.speaker, quotation.said_on


def _plain(source):
    return re.sub(r"^(the|l'|l’) ?", "", source, flags=re.IGNORECASE).casefold()


def _count(scores, post, known, found):
    right = [one for one in found if one in known]
    scores.labelled += len(known)
    scores.found += len(found)
    scores.right += len(right)
    scores.misses += [(post.name, "missed", one) for one in known if one not in found]
    scores.misses += [(post.name, "wrong", one) for one in found if one not in known]
