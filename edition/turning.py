"""The page is turned here: `turn()` after a change, `current()` to ask, `turn_with()` to let a model's rows turn it.

Writers wait for one another at the edition's row, before anything else (`writing()`). So each checks what it is about
to do against what the others have done, and none can wait for another that waits for it.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import F, Model
from django.db.models.functions import Greatest
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from django.utils import timezone

from edition.models import Edition
from edition.signals import asked_for_next_change, clock_struck

# Whether it is this thread's turn to write already.
_is_writing = ContextVar("is_writing", default=False)


def current() -> int:
    """Return the number of the edition, after turning the page if a moment that changes it has passed.

    One query. Ask before reading what the number is to vouch for: content that is newer than its number is rendered
    once more, content that is older would be kept.
    """
    edition = Edition.objects.first()
    if edition is None:
        return turn()
    if edition.next_change_at is None or edition.next_change_at > timezone.now():
        return edition.number
    with transaction.atomic():
        # Readers do not wait for a writer; whoever asks after that one turns the page.
        is_free = Edition.objects.select_for_update(skip_locked=True).exists()
        return turn() if is_free else edition.number


@contextmanager
def writing() -> Iterator[None]:
    """Wait until no other writer is at work, and be the one in a transaction. Also a decorator: `@writing()`."""
    with transaction.atomic():
        _wait()
        before = _is_writing.set(True)
        try:
            yield
        finally:
            _is_writing.reset(before)


@transaction.atomic
def turn() -> int:
    """Turn the page and return the new number. Belongs into the transaction of the change.

    Who changes something at the same time waits, and then finds this change's moment too. The number also keeps up with
    the clock, so that a database from a backup does not count again what readers have seen.
    """
    _wait()
    clock = int(timezone.now().timestamp() * 1000)
    Edition.objects.filter(pk=1).update(number=Greatest(F("number") + 1, clock))
    edition, now = Edition.objects.get(pk=1), timezone.now()
    if edition.next_change_at and edition.next_change_at <= now:
        clock_struck.send(sender=Edition, since=edition.next_change_at, now=now)
    Edition.objects.filter(pk=1).update(next_change_at=_next_change(after=now))
    return edition.number


def turn_with(model: type[Model], *, fields: Iterable[str] | None = None) -> None:
    """Turn the page whenever a row of `model` is saved or deleted; with `fields`, only when one of these was saved.

    QuerySet.update() and the bulk methods send no signal: who uses them turns the page.
    """
    watched = set(fields) if fields else None

    def matters(update_fields: Iterable[str] | None) -> bool:
        return watched is None or update_fields is None or bool(watched.intersection(update_fields))

    def prepare(update_fields: Iterable[str] | None = None, **_: Any) -> None:
        if matters(update_fields) and transaction.get_connection().in_atomic_block:
            _wait()

    def receive(update_fields: Iterable[str] | None = None, **_: Any) -> None:
        if matters(update_fields):
            turn()

    identity = f"edition.turn_with.{model._meta.label}"
    for signal in (pre_save, pre_delete):
        signal.connect(prepare, sender=model, weak=False, dispatch_uid=identity)
    for signal in (post_save, post_delete):
        signal.connect(receive, sender=model, weak=False, dispatch_uid=identity)
    for field in model._meta.many_to_many:
        through = getattr(model, field.name).through
        m2m_changed.connect(lambda **_: turn(), sender=through, weak=False, dispatch_uid=f"{identity}.{field.name}")


def turn_after_migrate(**_: Any) -> None:
    """Receive post_migrate. While other apps' tables are missing, whoever migrates those turns the page."""
    with suppress(DatabaseError), transaction.atomic():
        turn()


def _wait() -> None:
    """Wait for the edition's row, and keep it until the transaction ends."""
    if _is_writing.get():
        return
    Edition.objects.bulk_create([Edition(pk=1)], ignore_conflicts=True)
    Edition.objects.select_for_update().get(pk=1)


def _next_change(*, after: datetime) -> datetime | None:
    moments: list[Any] = [moment for _, moment in asked_for_next_change.send(sender=Edition, after=after)]
    return min(filter(None, moments), default=None)
