"""An item of an export becomes an arrival: Markdown, times, addresses, comments, and what is to be said of it."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.text import slugify
from django.utils.timezone import now
from django.utils.translation import gettext as _

import markup
from blog.document import Document
from transfer.importers.arriving import Arrival, ArrivingComment
from transfer.importers.authors import Authors
from transfer.importers.recognising import Parts, part
from transfer.importers.reporting import Report
from transfer.importers.wordpress.addresses import addresses_of_item
from transfer.importers.wordpress.composing import compose_html
from transfer.importers.wordpress.paragraphs import make_paragraphs
from transfer.importers.wordpress.pictures import Pictures
from transfer.importers.wordpress.reading import Comment, Item
from transfer.importers.wordpress.surveying import Survey
from transfer.rewriting import Notes, rewrite

LONGEST_TITLE, LONGEST_SUMMARY, LONGEST_SLUG, LONGEST_TAG = 200, 600, 100, 60
CARRIED = {"publish", "future", "draft", "pending", "private"}


class Arranger:
    """Knows the whole export, and makes arrivals of its items."""

    def __init__(  # noqa: PLR0913 - what a run consists of
        self,
        found: Survey,
        authors: Authors,
        pictures: Pictures,
        zone: ZoneInfo,
        report: Report,
        *,
        as_written: bool,
    ) -> None:
        self._found, self._authors, self._pictures, self._zone, self._report = found, authors, pictures, zone, report
        self._as_written = as_written

    def arrange(self, item: Item) -> Arrival:
        """Return the post or page that an item is."""
        notes = Notes()
        if not item.is_well_formed:
            notes.add(_("It was not well-formed XML, and was read as well as possible."))
        published_at = self._find_time(item, notes)
        status = _find_status(item, notes)
        html = self._pictures.show(compose_html(item.content, item.number, self._found.attachments, notes))
        author = self._authors.find(item.author)
        if status == "published" and item.kind == "post" and published_at and not self._as_written:
            parts = part(html, published_at=published_at, author=author, language=self._found.language, notes=notes)
        else:
            parts = Parts(rewrite(html, notes))
        document = Document(
            title=_find_title(item, html, notes),
            slug=_find_slug(item),
            author=author,
            status=status,
            published_at=published_at if status == "published" else None,
            language="",
            tags=self._find_tags(item, notes),
            summary=_find_summary(item, notes),
            **self._find_lead_image(item, notes),
            body=parts.body,
            updates=parts.updates,
        )
        return Arrival(
            key=f"{self._found.address}/?p={item.number or item.guid}"[:400],
            digest=item.digest,
            kind="page" if item.kind == "page" and status == "published" else "post",
            document=document,
            addresses=addresses_of_item(item, self._found.address),
            comments=[_arrange_comment(comment) for comment in item.comments if self._is_wanted(comment)],
            notes=list(notes),
            decisions=parts.decisions,
            original=html if parts.decisions else "",
        )

    def _find_time(self, item: Item, notes: Notes) -> datetime | None:
        if item.at:
            return item.at
        if item.local_at:
            notes.add(_("Its time has no zone in the export; it is taken to be that of this site."))
            return item.local_at.replace(tzinfo=self._zone)
        if item.status == "publish":
            notes.add(_("It has no date in the export; it is dated today."))
            return now().replace(microsecond=0)
        return None

    def _find_tags(self, item: Item, notes: Notes) -> list[str]:
        names = []
        for term in item.terms:
            if term.taxonomy in {"category", "post_tag"}:
                known = self._found.terms.get((term.taxonomy, term.slug))
                names.append(name_of(known.name if known else term.name))
            elif term.taxonomy != "post_format":
                notes.add(_("It was filed under “%(name)s” (%(taxonomy)s), which is left out.") % vars(term))
        return list(dict.fromkeys(names))

    def _find_lead_image(self, item: Item, notes: Notes) -> dict[str, str]:
        number = item.meta.get("_thumbnail_id", "")
        picture, attachment = self._pictures.get(number), self._found.attachments.get(number)
        if picture and item.kind == "post":
            return {"lead_image": picture.name, "lead_image_alt": picture.alt or picture.title}
        if number:
            notes.add(_("Its featured picture is left out: %s") % (attachment.url if attachment else number))
        return {}

    def _is_wanted(self, comment: Comment) -> bool:
        state = {"1": "", "approved": "", "": "", "0": _("comments that wait for approval")}.get(
            comment.state, _("comments that are spam or were thrown away")
        )
        if state:
            self._report.leave(state)
        return not state


def name_of(term: str) -> str:
    """Return the name of a category or tag as a tag has it here."""
    return markup.to_text(term)[:LONGEST_TAG].strip() or "?"


def _find_status(item: Item, notes: Notes) -> str:
    if item.is_sticky:
        notes.add(_("It was pinned to the top of the front page. Posts here stand there by their time alone."))
    if item.password:
        notes.add(_("It was protected by a password; it is a draft now."))
    elif item.status == "private":
        notes.add(_("It was private; it is a draft now."))
    elif item.status in {"publish", "future"}:
        return "published"
    if item.kind == "page":
        notes.add(_("A page that is not published has no place here; it is a draft of a post now."))
    return "draft"


def _find_title(item: Item, html: str, notes: Notes) -> str:
    title = markup.to_text(item.title)
    if len(title) > LONGEST_TITLE:
        notes.add(
            _("Its title is longer than %(allowed)s letters, and is cut: %(title)s")
            % {"allowed": LONGEST_TITLE, "title": title}
        )
        return title[: LONGEST_TITLE - 1] + "…"
    if not title:
        title = markup.to_text(html, length=60) or _("Untitled")
        notes.add(_("It has no title; it is called “%s” here.") % title)
    return title


def _find_slug(item: Item) -> str:
    """Return the last part of its address; an empty text lets the title be taken."""
    return slugify(item.slug, allow_unicode=True)[:LONGEST_SLUG].strip("-_")


def _find_summary(item: Item, notes: Notes) -> str:
    summary = markup.to_text(item.excerpt)
    if len(summary) <= LONGEST_SUMMARY:
        return summary
    notes.add(
        _("Its excerpt is longer than %(allowed)s letters, and is cut: %(excerpt)s")
        % {"allowed": LONGEST_SUMMARY, "excerpt": summary}
    )
    return re.sub(r"\s\S*$", "", summary[: LONGEST_SUMMARY - 1]) + "…"


def _arrange_comment(comment: Comment) -> ArrivingComment:
    kind = "pingback" if comment.kind in {"pingback", "trackback"} else "comment"
    return ArrivingComment(
        key=comment.number,
        name=comment.author,
        link=comment.link,
        at=comment.at,
        html=make_paragraphs(comment.text),
        kind=kind,
        parent=comment.parent,
    )
