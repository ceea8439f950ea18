"""Texts as parts of addresses."""

from collections.abc import Callable
from itertools import count

from django.utils.text import slugify


def make_slug(text: str, *, length: int, otherwise: str, is_taken: Callable[[str], bool]) -> str:
    """Return `text` as a slug, in its own script, of at most `length` characters; numbered from 2 where it is taken.

    `otherwise` stands for a text without a letter or digit.
    """
    wanted = slugify(text, allow_unicode=True)[:length].strip("-_") or otherwise
    if not is_taken(wanted):
        return wanted
    numbered = (f"{wanted[: length - 6]}-{number}" for number in count(2))
    return next(slug for slug in numbered if not is_taken(slug))
