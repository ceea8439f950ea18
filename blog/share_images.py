"""What stands on the share images of posts, quotations and the site, where they are, and how they are kept.

An image is drawn when it is first asked for and kept in the site's storage under a name made from what it says and from
the site's secret: `/media/` hands out whatever is asked for by name, and must not hand out what was withdrawn since.
"""

from contextlib import closing, suppress
from threading import Lock

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.translation import gettext

import markup
from blog import drawing
from blog.drawing import Card
from blog.linking import absolute
from blog.models import Post, Quotation, SiteSettings

_words_allowed = 280
_end_of_png = b"IEND\xaeB`\x82"
# One image at a time: whoever asks for one that is being drawn waits for it, and a flood of requests takes one core.
_drawing = Lock()


def card_of_post(post: Post, site: SiteSettings) -> Card:
    """Return what the share image of a post says."""
    return Card(post.title, f"{post.author} · {date_format(site.local_date(post.published_at), 'j E Y')}", site.name)


def card_of_quotation(quotation: Quotation, site: SiteSettings) -> Card:
    """Return what the share image of a quotation says. Sense that is not the exact words stands without marks."""
    words = markup.to_text(quotation.text_html, length=_words_allowed)
    about = [
        quotation.speaker,
        quotation.source.name,
        date_format(quotation.said_on, "j E Y") if quotation.said_on else "",
        gettext("paraphrased") if quotation.is_paraphrase else "",
    ]
    shown = words if quotation.is_paraphrase else gettext("“%(words)s”") % {"words": words}
    return Card(shown, " · ".join(filter(None, about)), site.name, is_quotation=True)


def card_of_site(site: SiteSettings) -> Card:
    """Return what the share image of pages without one of their own says."""
    return Card(site.tagline or site.name, "", site.name)


def picture_of_post(post: Post, site: SiteSettings) -> dict:
    """Return the address, size and description of the picture that stands for a post: its own, or its share image."""
    if post.lead_image:
        return {
            "url": absolute(post.lead_image.url),
            "width": post.lead_image.width,
            "height": post.lead_image.height,
            "alt": post.lead_image_alt,
        }
    card = card_of_post(post, site)
    return _picture(card, post.get_part_url("share_image", digest=card.digest))


def picture_of_quotation(quotation: Quotation, site: SiteSettings) -> dict:
    """Return the address, size and description of the share image of a quotation."""
    card = card_of_quotation(quotation, site)
    return _picture(card, quotation.post.get_part_url("quotation_image", key=quotation.key, digest=card.digest))


def picture_of_site(site: SiteSettings) -> dict:
    """Return the address, size and description of the site's share image."""
    card = card_of_site(site)
    return _picture(card, reverse("blog:site_image", kwargs={"digest": card.digest}))


def load(card: Card) -> bytes:
    """Return the image of `card` as PNG, drawn now if nobody has asked for it before."""
    name = name_of(card)
    return _read(name) or _draw_once(card, name)


def name_of(card: Card) -> str:
    """Return the name of the file that keeps the image of `card`."""
    return f"share/{salted_hmac('blog.share_images', card.digest, algorithm='sha256').hexdigest()[:32]}.png"


def _picture(card: Card, path: str) -> dict:
    alt = f"{card.words} – {card.about or card.site}"
    return {"url": absolute(path), "width": drawing.WIDTH, "height": drawing.HEIGHT, "alt": alt}


def _read(name: str) -> bytes | None:
    """Return a stored image; None where there is none, or one that another process is writing or never finished."""
    try:
        with closing(default_storage.open(name)) as file:
            image = file.read()
    except OSError:
        return None
    return image if image.endswith(_end_of_png) else None


def _draw_once(card: Card, name: str) -> bytes:
    with _drawing:
        image = _read(name)
        if image is None:
            image = drawing.draw(card)
            # What cannot be kept is drawn again another time.
            with suppress(OSError):
                _store(name, image)
    return image


def _store(name: str, image: bytes) -> None:
    """Keep an image under its name, in place of an unfinished one; of two processes that draw it, one keeps it."""
    if _read(name) is None:
        default_storage.delete(name)
    given = default_storage.save(name, ContentFile(image))
    if given != name:
        default_storage.delete(given)
