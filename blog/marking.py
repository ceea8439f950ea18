"""What readers are told of a quotation after its source was looked at. `blog.publishing` alone stores it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone, translation
from django.utils.dates import MONTHS_ALT
from django.utils.translation import gettext_lazy as _

import markup
from blog.models import Post, Quotation, SiteSettings, Update

# Of the rest nothing is said: there is nothing to say yet.
WORDS = {
    Quotation.Finding.VERBATIM: _("Found word for word in the source, %(day)s."),
    Quotation.Finding.CLOSE: _("Nearly so worded in the source, %(day)s."),
    Quotation.Finding.NOT_FOUND: _("Not found in the source as of %(day)s."),
    Quotation.Finding.BY_EDITORS: _("Checked by the editors, %(day)s: %(reason)s"),
}


@dataclass(frozen=True)
class Finding:
    """What was found at the aware moment `at` about the words and link with that `digest`.

    `state` is one of Quotation.Finding; `reason` is what the editors say who looked themselves.
    """

    state: str
    digest: str
    at: datetime
    reason: str = ""


def mark(html: str, quotations: Iterable[Quotation]) -> str:
    """Return the HTML of a body with what was found in the captions, in the language and time zone that are active."""
    return markup.mark_quotations(html, {quotation.key: _describe(quotation) for quotation in quotations})


def note(post: Post, findings: Mapping[str, Finding]) -> list[Post | Update]:
    """Store the findings about quotations of `post`, by their keys; return what of the post looks new to its readers.

    A finding about other words than a quotation has now is left out.
    """
    quotations = list(post.quotations.all())
    noted = [each for each in quotations if each.key in findings and each.digest == findings[each.key].digest]
    for quotation in noted:
        found = findings[quotation.key]
        quotation.finding, quotation.finding_reason = found.state, found.reason
        quotation.finding_at, quotation.finding_digest = found.at, found.digest
    Quotation.objects.bulk_update(noted, ["finding", "finding_reason", "finding_at", "finding_digest"])
    site, owners = SiteSettings.load(), list[Post | Update]([post, *post.updates.all()])
    with translation.override(site.language), timezone.override(site.zone):
        return [owner for owner in owners if _mark_anew(owner, quotations)]


def _mark_anew(owner: Post | Update, quotations: Iterable[Quotation]) -> bool:
    update_pk = owner.pk if isinstance(owner, Update) else None
    html = mark(owner.body_html, [each for each in quotations if each.update_id == update_pk])
    if html == owner.body_html:
        return False
    owner.body_html = html
    owner.save(update_fields=["body_html"])
    return True


def _describe(quotation: Quotation) -> str:
    if not quotation.has_finding or quotation.finding not in WORDS:
        return ""
    day = timezone.localdate(quotation.finding_at)
    said = {"day": f"{day.day} {MONTHS_ALT[day.month]} {day.year}", "reason": quotation.finding_reason}
    return str(WORDS[Quotation.Finding(quotation.finding)]) % said
