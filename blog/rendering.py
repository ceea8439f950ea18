"""A post's texts become HTML, and the attributed blockquotes in them quotations. `blog.publishing` alone stores it."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.dates import MONTHS_ALT
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import slugify
from django.utils.translation import gettext

import markup
from blog.document import Document
from blog.marking import mark
from blog.models import PictureUse, Post, Quotation, SiteSettings, Source, Update
from blog.models.update import CORRECTS
from pictures.models import Picture
from pictures.querysets import PictureQuerySet


def render_post(post: Post) -> bool:
    """Store the HTML of a post's body and of its updates, with their quotations; return whether any of it is new.

    Which pictures the post shows is noted. Captions are in the site's language.
    Raises ValidationError with words for the writer.
    """
    pictures, site = _find_pictures(post), SiteSettings.load()
    with translation.override(site.language), timezone.override(site.zone):
        corrections = name_corrections(post.updates.all(), site)
        looks_new = _render_body(post, post, None, pictures, corrections)
        leave_out_placed(corrections, post.body_html)
        for update in post.updates.all():
            try:
                looks_new |= _render_body(update, post, update, pictures, corrections)
            except ValidationError as refusal:
                raise refuse_update(update, refusal) from refusal
            leave_out_placed(corrections, update.body_html)
    looks_new |= _note_places(post)
    PictureUse.objects.note(post, {*pictures, *filter(None, [post.lead_image])})
    return looks_new


def refuse_update(update: Update, refusal: ValidationError) -> ValidationError:
    """Return what is to be said of the whole post where the text of an update is refused."""
    said = {"number": update.number, "reason": refusal.messages[0]}
    return ValidationError({"body": gettext("Update %(number)s: %(reason)s") % said})


def preview(owner: Post | Update, quotations: list[Quotation]) -> str:
    """Return the HTML that the body of a post or update would have with these quotations; nothing is stored.

    Raises markup.Unrenderable.
    """
    texts = [said for quotation in quotations for said in (quotation.text, quotation.translation)]
    pictures = Picture.objects.mentioned_in(owner.body, *texts)
    site = SiteSettings.load()
    with translation.override(site.language), timezone.override(site.zone):
        corrections = name_corrections(_corrections_around(owner), site)
        return _draw(owner, quotations, pictures, corrections)


def render_document(then: Document, site: SiteSettings) -> list[str]:
    """Return the HTML of the body of a document and of each of its updates, in the language that is active.

    One query; nothing is stored. Raises markup.Unrenderable.
    """
    pictures = Picture.objects.mentioned_in(then.body, *(update.body for update in then.updates))
    fields = ("number", "kind", "published_at", "body", "corrects")
    updates = [Update(**{name: getattr(said, name) for name in fields}) for said in then.updates]
    corrections = name_corrections(updates, site)
    owners: list[Post | Update] = [Post(body=then.body), *updates]
    htmls: list[str] = []
    for owner in owners:
        htmls.append(_draw(owner, [], pictures, corrections))
        leave_out_placed(corrections, htmls[-1])
    return htmls


def _draw(
    owner: Post | Update, quotations: list[Quotation], pictures: PictureQuerySet, corrections: dict[int, str]
) -> str:
    """Return the HTML of a body with these quotations and those that are written in it."""
    quotes = [_named(quotation.as_quote(), number) for number, quotation in enumerate(quotations)]
    pieces = []
    for piece in markup.extract_quotations(owner.body.replace("\r\n", "\n")):
        if isinstance(piece, markup.Quote):
            quotes.append(_named(piece, len(quotes)))
        pieces.append(piece if isinstance(piece, str) else f"[quote: {quotes[-1].key}]")
    return _complete(owner, _render("\n".join(pieces), quotes, owner, pictures, corrections).html, quotations)


def _named(quote: markup.Quote, number: int) -> markup.Quote:
    """Return a quotation that has a key."""
    return quote if quote.key else replace(quote, key=f"new-{number}")


def _corrections_around(owner: Post | Update) -> Iterable[Update]:
    post = owner.post if isinstance(owner, Update) else owner
    return post.updates.all() if post.pk else ()


def name_corrections(updates: Iterable[Update], site: SiteSettings) -> dict[int, str]:
    """Return what the mark of each correction says. One that has not appeared yet has no name, and is not shown."""
    corrections = (update for update in updates if update.kind == Update.Kind.CORRECTION)
    return {update.number: _name(update, site) if update.is_released else "" for update in corrections}


def _name(correction: Update, site: SiteSettings) -> str:
    day = date_format(site.local_date(correction.published_at), "j E Y")
    return gettext("Corrected %(day)s") % {"day": day}


def leave_out_placed(corrections: dict[int, str], html: str) -> None:
    """Take away the names of the corrections that a text shows: each has one place in the page."""
    corrections |= dict.fromkeys(markup.find_corrected(html), "")


def mark_places(post: Post, updates: Iterable[Update]) -> list[Update]:
    """Say of the updates of `post` whether readers find them at a place; return those of which that is new."""
    seen = [post.body_html, *(update.body_html for update in updates if update.is_released)]
    places = markup.find_corrected("".join(seen))
    moved = [update for update in updates if update.is_placed != (update.number in places)]
    for update in moved:
        update.is_placed = not update.is_placed
    return moved


def _note_places(post: Post) -> bool:
    """Note which corrections readers find at their places; return whether that is new."""
    moved = mark_places(post, post.updates.all())
    Update.objects.bulk_update(moved, ["is_placed"])
    return bool(moved)


def _find_pictures(post: Post) -> PictureQuerySet:
    """Return the pictures of the library whose addresses stand in any of the texts of `post`."""
    texts = [post.body, *(update.body for update in post.updates.all())]
    texts += [said for quotation in post.quotations.all() for said in (quotation.text, quotation.translation)]
    return Picture.objects.mentioned_in(*texts)


def _render(
    body: str,
    quotes: list[markup.Quote],
    owner: Post | Update,
    pictures: PictureQuerySet,
    corrections: dict[int, str],
) -> markup.Rendering:
    """Render a body so that it fits into the page of its post, with captions in the language that is active."""
    ids, level = (f"{owner.anchor}-", 3) if isinstance(owner, Update) else ("body-", 2)
    labels = _labels(translation.get_language())
    shown = {"pictures": pictures.as_responsive(), "corrections": corrections}
    return markup.render(body, quotes, ids=ids, level=level, labels=labels, **shown)


@cache
def _labels(_language: str) -> markup.Labels:
    """Return the words of captions in the language that is active, which is given to tell one from another."""
    return markup.Labels(gettext("paraphrased"), tuple(str(MONTHS_ALT[month]) for month in range(1, 13)))


def _complete(owner: Post | Update, html: str, quotations: list[Quotation]) -> str:
    """Add what was found about the quotations, and the words that an update says were wrong."""
    html = mark(html, quotations)
    if not isinstance(owner, Update) or not owner.corrects:
        return html
    said = gettext("Earlier it said: “%(words)s”") % {"words": owner.corrects}
    return html + format_html(CORRECTS + "{}</p>", said)


def _render_body(
    owner: Post | Update,
    post: Post,
    update: Update | None,
    pictures: PictureQuerySet,
    corrections: dict[int, str],
) -> bool:
    written = owner.body.replace("\r\n", "\n")
    body = _extract_quotations(written, post, update)
    quotations = _quotations_of(post, update, has_more=body != written)
    before = {quotation.pk: _rendered(quotation) for quotation in quotations}
    html = owner.body_html
    was_body, owner.body = owner.body, body
    render_text(owner, quotations, pictures, corrections)
    looks_new = owner.body_html != html
    new = [each for each in quotations if before[each.pk] != _rendered(each)]
    if new:
        Quotation.objects.bulk_update(new, ["text_html", "translation_html", "finding"])
    if looks_new or was_body != body:
        owner.save(update_fields=["body", "body_html"])
    return looks_new


def _rendered(quotation: Quotation) -> tuple[str, str, str]:
    return quotation.text_html, quotation.translation_html, quotation.finding


def render_text(
    owner: Post | Update, quotations: list[Quotation], pictures: PictureQuerySet, corrections: dict[int, str]
) -> None:
    """Set the HTML of a post or update, and that of the quotations in it, as their rows are here; store nothing.

    Captions are in the language that is active. Raises ValidationError with words for the writer.
    """
    try:
        quotes = [quotation.as_quote() for quotation in quotations]
        rendering = _render(owner.body, quotes, owner, pictures, corrections)
    except markup.Unrenderable as refusal:
        raise ValidationError({"body": str(refusal)}) from refusal
    owner.body_html = _complete(owner, rendering.html, quotations)
    for quotation in quotations:
        if quotation.finding and not quotation.has_finding:
            quotation.finding = ""  # it is about other words
        quotation.text_html = rendering.quotes[quotation.key]
        quotation.translation_html = rendering.translations[quotation.key]


def _quotations_of(post: Post, update: Update | None, *, has_more: bool) -> list[Quotation]:
    """Return the quotations of one text of a post that was fetched with `for_record()`, before it had more of them."""
    if has_more:
        return list(post.quotations.filter(update=update).select_related("source"))
    return [quotation for quotation in post.quotations.all() if quotation.update_id == (update and update.pk)]


def _extract_quotations(body: str, post: Post, update: Update | None) -> str:
    """Make each attributed blockquote of `body` a quotation; return the body with markers in their places."""
    if not any(isinstance(piece, markup.Quote) for piece in markup.extract_quotations(body)):
        return body
    position = post.quotations.filter(update=update).count()
    keys = set(post.quotations.values_list("key", flat=True))
    body, quotations = extract_quotations(body, keys, find_source, position=position)
    for quotation in quotations:
        quotation.post, quotation.update = post, update
        quotation.save()
    return body


def extract_quotations(
    body: str, keys: set[str], find: Callable[[markup.Quote], Source], *, position: int = 0
) -> tuple[str, list[Quotation]]:
    """Return `body` with markers in the places of its attributed blockquotes, and these as rows that are not stored.

    `keys` are those that the post has already, and are added to; `find` returns the source of a quotation; `position`
    is that of the first. Raises ValidationError with words for the writer.
    """
    pieces, quotations = [], []
    for index, piece in enumerate(markup.extract_quotations(body)):
        if isinstance(piece, markup.Quote):
            quotations.append(_make_quotation(piece, keys, find, position + index))
            pieces.append(f"[quote: {quotations[-1].key}]")
        else:
            pieces.append(piece)
    return "\n".join(pieces), quotations


def _make_quotation(
    quote: markup.Quote, keys: set[str], find: Callable[[markup.Quote], Source], position: int
) -> Quotation:
    said = vars(quote).copy()
    try:
        Quotation._meta.get_field("link").run_validators(quote.link)
        source = find(quote)
        if not quote.key or quote.key in keys:
            said["key"] = markup.make_slug(source.name, length=60, otherwise="quote", is_taken=keys.__contains__)
        quotation = Quotation(**said | {"source": source}, position=position)
        quotation.clean_fields(exclude=["post", "update", "source"])
    except ValidationError as refusal:
        about = {"source": quote.source, "reason": " ".join(refusal.messages)}
        raise ValidationError({"body": gettext("Quotation of %(source)s: %(reason)s") % about}) from refusal
    keys.add(quotation.key)
    return quotation


def find_source(quote: markup.Quote) -> Source:
    """Return the source that a quotation names, however it is written there, or add it. Raises ValidationError."""
    name = quote.source.strip()
    # Not every database folds the case of every script; slugs are folded already.
    alike = Source.objects.filter(Q(name__iexact=name) | Q(slug=slugify(name, allow_unicode=True)))
    source = next((source for source in alike if source.name.casefold() == name.casefold()), None)
    if source is None:
        address = urlsplit(quote.link)
        homepage = f"{address.scheme}://{address.netloc}/"
        Source(name=name, homepage=homepage).full_clean()
        source, _ = Source.objects.get_or_create(name=name, defaults={"homepage": homepage})
    return source
