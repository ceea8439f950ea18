"""Long lists in pages that are found by key, not by counting: the last page costs what the first does.

`?after=KEY` is the page whose rows follow a row, `?before=KEY` the one whose rows precede it, `?before=end` the last.
A key is what the list is ordered by and the row's own number: `2008-08-11T17:30:00Z~12`.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

from edition.validators import is_possible

END = "end"


class NoSuchPage(LookupError):  # noqa: N818 - it is what is wrong with the address
    """The key cannot be read, or nothing stands there."""


@dataclass(frozen=True)
class Page[Row: Model]:
    """Some rows of a list, with the keys that lead on from here; `is_first` where nothing precedes them."""

    rows: list[Row]
    previous: str = ""
    next: str = ""

    @property
    def is_first(self) -> bool:
        return not self.previous


@dataclass(frozen=True)
class Order:
    """By which field a list is ordered, and which way; rows of one value follow by their numbers."""

    field: str
    is_descending: bool = False

    @classmethod
    def by(cls, name: str) -> "Order":
        """Return the order that `name` stands for: a field, with "-" before it for descending."""
        return cls(name.removeprefix("-"), is_descending=name.startswith("-"))

    def sort(self, rows: QuerySet, *, backwards: bool = False) -> QuerySet:
        """Return the rows in this order, or from its end."""
        sign = "-" if self.is_descending != backwards else ""
        return rows.order_by(f"{sign}{self.field}", f"{sign}pk")

    def beyond(self, rows: QuerySet, key: str, *, backwards: bool = False) -> QuerySet:
        """Return the rows that follow `key`, or precede it. Raises NoSuchPage."""
        value, pk = self._read(rows, key)
        sign = "lt" if self.is_descending != backwards else "gt"
        # The first condition alone would do, were it not for the database, which can use an index for it.
        return rows.filter(
            Q(**{f"{self.field}__{sign}e": value}), Q(**{f"{self.field}__{sign}": value}) | Q(**{f"pk__{sign}": pk})
        )

    def key_of(self, row: Model) -> str:
        """Return the key of a row."""
        value = getattr(row, self.field)
        if isinstance(value, datetime):
            value = value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        return f"{value}~{row.pk}"

    def _read(self, rows: QuerySet, key: str) -> tuple[object, int]:
        text, _, pk = key.rpartition("~")
        try:
            value = rows.model._meta.get_field(self.field).to_python(text)
        except (ValidationError, ValueError, OverflowError) as error:
            raise NoSuchPage(key) from error
        is_wrong_moment = isinstance(value, datetime) and not (value.tzinfo and is_possible(value))
        if not text or "\x00" in text or is_wrong_moment or not (pk.isascii() and pk.isdecimal() and len(pk) < 19):
            raise NoSuchPage(key)
        return value, int(pk)


def turn_to(rows: QuerySet, order: Order, *, size: int, after: str = "", before: str = "") -> Page:
    """Return the page of `size` rows after or before a key; without one the first. One query. Raises NoSuchPage."""
    if before:
        return _turn_back(rows, order, size, before)
    found = list(order.sort(order.beyond(rows, after) if after else rows)[: size + 1])
    page, more = found[:size], found[size:]
    if after and not page:
        raise NoSuchPage(after)
    return Page(page, previous=order.key_of(page[0]) if after else "", next=order.key_of(page[-1]) if more else "")


def _turn_back(rows: QuerySet, order: Order, size: int, before: str) -> Page:
    preceding = rows if before == END else order.beyond(rows, before, backwards=True)
    found = list(order.sort(preceding, backwards=True)[: size + 1])
    page, more = found[:size][::-1], found[size:]
    if not page:
        raise NoSuchPage(before)
    return Page(
        page, previous=order.key_of(page[0]) if more else "", next="" if before == END else order.key_of(page[-1])
    )


def find_key(rows: QuerySet, order: Order, *, size: int, number: int) -> str:
    """Return the key after which page `number` (from 2) begins. Raises NoSuchPage when there is none."""
    first = (number - 1) * size
    around = list(order.sort(rows)[first - 1 : first + 1])
    if len(around) < 2:
        raise NoSuchPage(number)
    return order.key_of(around[0])
