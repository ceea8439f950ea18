"""Corrections at their places: the right words in the texts of a post. `blog.publishing` alone calls what stores."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_noop, ngettext

import markup
from blog.models import Post, Update

NOTHING_TO_PUT_RIGHT = gettext_noop("Right words belong to a correction that names the words that were wrong.")
NOT_AT_ONCE = gettext_noop(
    "The right words take their place at once, so the correction cannot appear later. Leave out them or its time."
)
NOT_FOUND = gettext_noop(
    "These words do not stand in the post's text or in an update, as they are written there. What stands in the title, "
    "the summary or a quotation is changed at the desk; then leave the right words out."
)
NO_PLACE = gettext_noop(
    "These words stand where nothing can be marked, as in code or an address. Change them at the desk, and leave the "
    "right words out."
)


def put_right(post: Post, correction: Update, right: str) -> None:
    """Put the right words into the one text of `post` where the wrong ones stand, and a marker after them.

    Raises ValidationError about `right` or `corrects`.
    """
    if not correction.corrects:
        raise ValidationError({"right": gettext(NOTHING_TO_PUT_RIGHT)})
    if not correction.is_released:
        raise ValidationError({"right": gettext(NOT_AT_ONCE)})
    owners: list[Post | Update] = [post, *(update for update in post.updates.all() if update != correction)]
    places = [(owner, place) for owner in owners for place in markup.find_words(owner.body, correction.corrects)]
    if len(places) != 1:
        raise ValidationError({"corrects": _say_found(len(places))})
    owner, place = places[0]
    _rewrite(owner, markup.put_right(owner.body, place, right, correction.number))


def refuse_without_place(correction: Update) -> None:
    """Raise ValidationError about `corrects` when readers do not see the mark of a correction."""
    correction.refresh_from_db(fields=["is_placed"])
    if not correction.is_placed:
        raise ValidationError({"corrects": gettext(NO_PLACE)})


def remove_marks(post: Post, correction: Update) -> None:
    """Take the markers of a correction out of the texts of `post`."""
    owners: list[Post | Update] = [post, *post.updates.all()]
    for owner in owners:
        body = markup.remove_correction(owner.body, correction.number)
        if body != owner.body:
            _rewrite(owner, body)


def _rewrite(owner: Post | Update, body: str) -> None:
    owner.body = body
    owner.save(update_fields=["body"])


def _say_found(number: int) -> str:
    if not number:
        return gettext(NOT_FOUND)
    said = ngettext(
        "These words stand in the post %(number)s time. Give more of the words around them.",
        "These words stand in the post %(number)s times. Give more of the words around them.",
        number,
    )
    return said % {"number": number}
