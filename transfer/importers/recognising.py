"""What is recognised in an old post is written as updates and quotations, and each decision is noted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.timezone import now
from django.utils.translation import gettext as _

import markup
from blog.document import UpdateDocument
from transfer.blocks import Block, split_html
from transfer.recognising import Recognised, RecognisedQuotation, RecognisedUpdate, recognise
from transfer.rewriting import Notes, rewrite

_is_address = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class Parts:
    """A post as Markdown: its own text, in which quotations stand as attributed blockquotes, and its updates."""

    body: str
    updates: list[UpdateDocument] = field(default_factory=list)
    decisions: list[dict] = field(default_factory=list)


def part(html: str, *, published_at: datetime, author: str, language: str, notes: Notes) -> Parts:
    """Return the parts of a published post; what is recognised in it is added to `notes`, with how sure that is."""
    found = recognise(split_html(html), published_at=published_at, language=language[:2].lower())
    if not found.updates and not found.quotations:
        return Parts(rewrite(html, notes))
    decisions: list[dict] = []
    body = _write(found.body, _quotations_of(found, None), decisions, notes)
    updates: list[UpdateDocument] = []
    at = published_at
    for index, update in enumerate(found.updates):
        at = _time_of(update, at)
        words = _write(update.words, _quotations_of(found, index), decisions, notes)
        updates.append(UpdateDocument(index + 1, update.kind, at, author, words or "…"))
        decisions.append(_decide(update, "update", f"“{update.label}”", notes))
    return Parts(body, updates, decisions)


def _quotations_of(found: Recognised, update: int | None) -> dict[int, RecognisedQuotation]:
    return {each.at: each for each in found.quotations if each.update == update and _can_be_kept(each)}


def _can_be_kept(quotation: RecognisedQuotation) -> bool:
    """Return whether a quotation has all that one has here: without a link it stays a blockquote."""
    try:
        _is_address(quotation.link)
    except ValidationError:
        return False
    return (
        len(quotation.link) <= 1000 and bool(quotation.words.text.strip()) and bool(re.search(r"\w", quotation.source))
    )


def _time_of(update: RecognisedUpdate, earliest: datetime) -> datetime:
    """Return when an update was written: no earlier than what stands above it, and not in the future."""
    return update.published_at if update.published_at and earliest <= update.published_at <= now() else earliest


def _write(
    blocks: Sequence[Block], quotations: dict[int, RecognisedQuotation], decisions: list[dict], notes: Notes
) -> str:
    parts: list[str] = []
    plain: list[str] = []
    at = 0
    while at < len(blocks):
        quotation = quotations.get(at)
        if quotation is None:
            plain.append(blocks[at].html)
            at += 1
            continue
        parts += [rewrite("".join(plain), notes), _write_quotation(quotation, notes)]
        decisions.append(_decide(quotation, "quotation", quotation.source, notes))
        plain = []
        at += quotation.covers
    return "\n\n".join(filter(None, [*parts, rewrite("".join(plain), notes)]))


def _write_quotation(quotation: RecognisedQuotation, notes: Notes) -> str:
    text = re.sub(r"(?m)^> ?", "", rewrite(quotation.words.html, notes))
    quote = markup.Quote(
        text=text,
        source=quotation.source[:120].strip(),
        link=quotation.link,
        speaker=quotation.speaker[:200],
        said_on=quotation.said_on,
        language=quotation.language,
    )
    return markup.compose_quotation(quote)


def _decide(found: RecognisedUpdate | RecognisedQuotation, what: str, name: str, notes: Notes) -> dict:
    decision = {"what": what, "name": name, "confidence": found.confidence, "reason": found.reason}
    said = {"name": name, "confidence": round(found.confidence * 100), "reason": _(found.reason)}
    if what == "update":
        notes.add(_("Recognised as an update: %(name)s (%(confidence)s %%: %(reason)s)") % said)
    else:
        notes.add(_("Recognised as a quotation of %(name)s (%(confidence)s %%: %(reason)s)") % said)
    return decision
