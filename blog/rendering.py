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
from blog.models import PictureUse, Post, Quotation, SiteSettings, Source, Update
from pictures.models import Picture
from pictures.querysets import PictureQuerySet


def render_post(post: Post) -> bool:
    """Store the HTML of a post's body and of its updates, with their quotations; return whether any of it is new.

    Which pictures the post shows is noted.

    Raises ValidationError with words for the writer.
    """
    pictures = _find_pictures(post)
    how = {"labels": _labels(), "pictures": pictures.as_responsive()}
    looks_new = _render_body(post, post, None, ids="body-", level=2, **how)
    for update in post.updates.all():
        try:
            looks_new |= _render_body(update, post, update, ids=f"{update.anchor}-", level=3, **how)
        except ValidationError as refusal:
            said = {"number": update.number, "reason": refusal.messages[0]}
            raise ValidationError({"body": gettext("Update %(number)s: %(reason)s") % said}) from refusal
    PictureUse.objects.note(post, {*pictures, *filter(None, [post.lead_image])})
    return looks_new


def _find_pictures(post: Post) -> PictureQuerySet:
    """Return the pictures of the library whose addresses stand in any of the texts of `post`."""
    texts = [post.body, *(update.body for update in post.updates.all())]
    texts += [said for quotation in post.quotations.all() for said in (quotation.text, quotation.translation)]
    return Picture.objects.mentioned_in(*texts)


def _labels() -> markup.Labels:
    """Return the words of captions in the site's language."""
    with translation.override(SiteSettings.load().language):
        return markup.Labels(gettext("paraphrased"), tuple(str(MONTHS_ALT[month]) for month in range(1, 13)))


def _render_body(owner: Post | Update, post: Post, update: Update | None, **how: Any) -> bool:
    body = _extract_quotations(owner.body.replace("\r\n", "\n"), post, update)
    quotations = list(post.quotations.filter(update=update).select_related("source"))
    try:
        rendering = markup.render(body, [quotation.as_quote() for quotation in quotations], **how)
    except markup.Unrenderable as refusal:
        raise ValidationError({"body": str(refusal)}) from refusal
    for quotation in quotations:
        quotation.text_html = rendering.quotes[quotation.key]
        quotation.translation_html = rendering.translations[quotation.key]
    Quotation.objects.bulk_update(quotations, ["text_html", "translation_html"])
    looks_new = owner.body_html != rendering.html
    owner.body, owner.body_html = body, rendering.html
    owner.save(update_fields=["body", "body_html"])
    return looks_new


def _extract_quotations(body: str, post: Post, update: Update | None) -> str:
    """Make each attributed blockquote of `body` a quotation; return the body with markers in their places."""
    pieces = list(markup.extract_quotations(body))
    position = post.quotations.filter(update=update).count()
    for index, piece in enumerate(pieces):
        if isinstance(piece, markup.Quote):
            quotation = _add_quotation(piece, post, update, position + index)
            pieces[index] = f"[quote: {quotation.key}]"
    return "\n".join(str(piece) for piece in pieces) if len(pieces) > 1 else body


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
