"""Feeds in pages (RFC 5005, section 3), by key.

A page begins after a key: the moment of the last entry of the page before it, and its row. So entries that come
meanwhile push nothing over the edge of a page, and the last page costs as much as the first. These are *paged* feeds,
not the archived ones of section 4, whose documents never change: here an entry that is updated moves to the front.
"""

import re
from datetime import UTC, datetime
from typing import NamedTuple

from django.db.models import Q, QuerySet

from edition.validators import is_possible

_key = re.compile(r"([0-9]{8}T[0-9]{6}(?:\.[0-9]{6})?Z)-([0-9]{1,18})")


class Key(NamedTuple):
    """The place of an entry in its feed; as text, such as 20090314T092600Z-17."""

    moment: datetime
    pk: int

    @classmethod
    def read(cls, text: str) -> "Key":
        """Return the key that `text` is. Raises ValueError."""
        found = _key.fullmatch(text)
        if not found:
            raise ValueError(text)
        moment = datetime.fromisoformat(found[1])
        if not is_possible(moment):
            raise ValueError(text)
        return cls(moment, int(found[2]))

    def __str__(self) -> str:
        micro = ".%f" if self.moment.microsecond else ""
        return f"{self.moment.astimezone(UTC):%Y%m%dT%H%M%S{micro}Z}-{self.pk}"


class Page(NamedTuple):
    """A page of a feed, and the key after which the next one begins."""

    entries: list
    next_key: Key | None


def cut_page(entries: QuerySet, moment: str, *, before: Key | None, size: int) -> Page:
    """Return the page of `entries`, in falling order of the field `moment`, that begins after the key `before`."""
    if before:
        earlier = Q(**{f"{moment}__lt": before.moment}) | Q(**{moment: before.moment, "pk__lt": before.pk})
        # What the database can look up in an index, apart from the choice within one moment.
        entries = entries.filter(**{f"{moment}__lte": before.moment}).filter(earlier)
    found = list(entries.order_by(f"-{moment}", "-pk")[: size + 1])
    page = found[:size]
    has_more = len(found) > size
    return Page(page, Key(getattr(page[-1], moment), page[-1].pk) if has_more else None)
