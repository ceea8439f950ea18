"""A post's texts become HTML, and the attributed blockquotes in them quotations. `blog.publishing` alone calls it."""

from dataclasses import asdict
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import translation
from django.utils.dates import MONTHS_ALT
from django.utils.text import slugify
from django.utils.translation import gettext

import markup
from blog.models import Post, Quotation, SiteSettings, Source, Update


def render_post(post: Post) -> bool:
    """Store the HTML of a post's body and of its updates, with their quotations; return whether any of it is new.

    Raises ValidationError with words for the writer.
    """
    labels = _labels()
    looks_new = _render_body(post, post, None, ids="body-", level=2, labels=labels)
    for update in post.updates.all():
        try:
            looks_new |= _render_body(update, post, update, ids=f"{update.anchor}-", level=3, labels=labels)
        except ValidationError as refusal:
            said = {"number": update.number, "reason": refusal.messages[0]}
            raise ValidationError({"body": gettext("Update %(number)s: %(reason)s") % said}) from refusal
    return looks_new


def _labels() -> markup.Labels:
    """Return the words of captions in the site's language."""
    with translation.override(SiteSettings.load().language):
        return markup.Labels(gettext("paraphrased"), tuple(str(MONTHS_ALT[month]) for month in range(1, 13)))


def _render_body(owner: Post | Update, post: Post, update: Update | None, **how: Any) -> bool:
    written = owner.body.replace("\r\n", "\n")
    body = _extract_quotations(written, post, update)
    quotations = _quotations_of(post, update, has_more=body != written)
    try:
        rendering = markup.render(body, [quotation.as_quote() for quotation in quotations], **how)
    except markup.Unrenderable as refusal:
        raise ValidationError({"body": str(refusal)}) from refusal
    looks_new = owner.body_html != rendering.html
    _store_quotations(quotations, rendering)
    if looks_new or owner.body != body:
        owner.body, owner.body_html = body, rendering.html
        owner.save(update_fields=["body", "body_html"])
    return looks_new


def _quotations_of(post: Post, update: Update | None, *, has_more: bool) -> list[Quotation]:
    """Return the quotations of one text of a post that was fetched with `for_record()`, before it had more of them."""
    if has_more:
        return list(post.quotations.filter(update=update).select_related("source"))
    return [quotation for quotation in post.quotations.all() if quotation.update_id == (update and update.pk)]


def _store_quotations(quotations: list[Quotation], rendering: markup.Rendering) -> None:
    new = []
    for quotation in quotations:
        html = rendering.quotes[quotation.key], rendering.translations[quotation.key]
        if html != (quotation.text_html, quotation.translation_html):
            quotation.text_html, quotation.translation_html = html
            new.append(quotation)
    if new:
        Quotation.objects.bulk_update(new, ["text_html", "translation_html"])


def _extract_quotations(body: str, post: Post, update: Update | None) -> str:
    """Make each attributed blockquote of `body` a quotation; return the body with markers in their places."""
    pieces = list(markup.extract_quotations(body))
    if len(pieces) == 1:
        return body
    position = post.quotations.filter(update=update).count()
    for index, piece in enumerate(pieces):
        if isinstance(piece, markup.Quote):
            quotation = _add_quotation(piece, post, update, position + index)
            pieces[index] = f"[quote: {quotation.key}]"
    return "\n".join(map(str, pieces))


def _add_quotation(quote: markup.Quote, post: Post, update: Update | None, position: int) -> Quotation:
    said = asdict(quote)
    if post.quotations.filter(key=quote.key).exists():
        said["key"] = ""
    try:
        Quotation._meta.get_field("link").run_validators(quote.link)
        quotation = Quotation(**said | {"source": _find_source(quote)}, post=post, update=update, position=position)
        quotation.full_clean(exclude=["post", "update", "source"])
    except ValidationError as refusal:
        about = {"source": quote.source, "reason": " ".join(refusal.messages)}
        raise ValidationError({"body": gettext("Quotation of %(source)s: %(reason)s") % about}) from refusal
    quotation.save()
    return quotation


def _find_source(quote: markup.Quote) -> Source:
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
