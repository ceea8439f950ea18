"""What changed from one public text of a post to the next, in numbers and names of parts: no word of either text."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

import markup
from blog.document import NotADocument, UpdateDocument, parse
from blog.models import Update

_parts = {
    "title": _("Title changed"),
    "summary": _("Summary changed"),
    "body": _("Text changed"),
    "lead_image": _("Picture changed"),
    "lead_image_alt": _("Description of the picture changed"),
    "lead_image_credit": _("Credit of the picture changed"),
    "language": _("Language changed"),
    "slug": _("Address changed"),
    "tags": _("Tags changed"),
    "author": _("Author changed"),
    "published_at": _("Date of publication changed"),
}


def count_words(old: str, new: str) -> tuple[int, int]:
    """Return how many words of `new` are not in `old`, and the other way round. Where they stand does not matter."""
    before, after = Counter(old.split()), Counter(new.split())
    return _count(after - before), _count(before - after)


def summarise(old: str, new: str) -> dict[str, Any]:
    """Return what readers found changed, as JSON has it; `old` is empty where they had nothing before."""
    if not old:
        return {"is_first": True}
    try:
        before, after = parse(old), parse(new)
    except NotADocument:
        return {}
    parts = [name for name in _parts if name != "body" and getattr(before, name) != getattr(after, name)]
    (prose_before, quoted_before), (prose_after, quoted_after) = _read_body(before.body), _read_body(after.body)
    if prose_before != prose_after:
        parts.append("body")
    updates = _compare_updates(before.updates, after.updates)
    quoted_before |= _quotations_in(before.updates, other_than=after.updates)
    quoted_after |= _quotations_in(after.updates, other_than=before.updates)
    quotations = {
        "quotations_added": len(quoted_after.keys() - quoted_before.keys()),
        "quotations_changed": sum(quoted_after.get(key, said) != said for key, said in quoted_before.items()),
        "quotations_removed": len(quoted_before.keys() - quoted_after.keys()),
    }
    return {name: value for name, value in ({"parts": parts} | updates | quotations).items() if value}


def merge(summaries: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Return what several saves changed together; the first of them comes first."""
    merged: dict[str, Any] = {}
    for summary in summaries:
        for name, value in summary.items():
            if isinstance(value, list):
                known = merged.get(name, [])
                merged[name] = known + [one for one in value if one not in known]
            else:
                merged[name] = merged.get(name, 0) + value
    return merged


def say(summary: dict[str, Any]) -> list[str]:
    """Return a summary in short sentences."""
    return list(_say(summary))


def _say(summary: dict[str, Any]) -> Iterator[str]:
    if summary.get("is_first"):
        yield gettext("Published")
    if summary.get("is_back"):
        yield gettext("Published again")
    for number, kind in summary.get("updates_added", []):
        label = Update.Kind(kind).label if kind in Update.Kind else kind
        yield gettext("%(kind)s %(number)s added") % {"kind": label, "number": number}
    for number in summary.get("updates_changed", []):
        yield gettext("Update %(number)s changed") % {"number": number}
    for number in summary.get("updates_removed", []):
        yield gettext("Update %(number)s taken out") % {"number": number}
    for name in summary.get("parts", []):
        yield str(_parts[name])
    yield from _say_quotations(summary)


def _say_quotations(summary: dict[str, Any]) -> Iterator[str]:
    if count := summary.get("quotations_added"):
        yield ngettext("%(count)d quotation added", "%(count)d quotations added", count) % {"count": count}
    if count := summary.get("quotations_changed"):
        yield ngettext("%(count)d quotation changed", "%(count)d quotations changed", count) % {"count": count}
    if count := summary.get("quotations_removed"):
        yield ngettext("%(count)d quotation taken out", "%(count)d quotations taken out", count) % {"count": count}


def _count(words: Counter[str]) -> int:
    """Return how many of these are words, and not signs alone."""
    return sum(number for word, number in words.items() if any(map(str.isalnum, word)))


def _read_body(body: str) -> tuple[str, dict[str, str]]:
    """Return a body without its quotations, and these by their keys."""
    prose, quoted = [], {}
    for piece in markup.extract_quotations(body):
        if isinstance(piece, markup.Quote):
            quoted[piece.key] = markup.compose_quotation(piece)
        else:
            prose.append(piece.strip("\n"))
    return "\n".join(filter(None, prose)), quoted


def _compare_updates(before: list[UpdateDocument], after: list[UpdateDocument]) -> dict[str, list]:
    old, new = ({update.number: update for update in updates} for updates in (before, after))
    return {
        "updates_added": [[number, new[number].kind] for number in new if number not in old],
        "updates_changed": [number for number in new if number in old and new[number] != old[number]],
        "updates_removed": [number for number in old if number not in new],
    }


def _quotations_in(updates: list[UpdateDocument], *, other_than: list[UpdateDocument]) -> dict[str, str]:
    """Return the quotations of those updates that the other text has differently."""
    quoted: dict[str, str] = {}
    for update in updates:
        if update not in other_than:
            quoted |= _read_body(update.body)[1]
    return quoted
