"""How other sites are asked: one thing at a time each, with a pause between, and as its robots.txt wishes."""

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from time import sleep

from django.utils import timezone

from evidence.models import Host
from fetching import Unreadable, read_robots

SECONDS_BETWEEN_ROUNDS = 0.5

logger = logging.getLogger(__name__)


class Busy(Exception):  # noqa: N818 - it is what a host is
    """Somebody asks the host already, or has just done so."""


def attend[T](things: Iterable[T], ask: Callable[[T], bool]) -> Iterator[T]:
    """Yield those of `things` of which `ask` says that they needed it. One whose host is Busy waits for its turn.

    What fails is logged, and does not keep the others from theirs.
    """
    waiting, refused = deque(things), 0
    while waiting:
        thing = waiting.popleft()
        try:
            is_done = ask(thing)
        except Busy:
            waiting.append(thing)
            refused += 1
        except Exception:  # whatever is wrong with one page, or with its row
            logger.exception("%s could not be looked at.", thing)
        else:
            refused = 0
            if is_done:
                yield thing
        if waiting and refused >= len(waiting):
            sleep(SECONDS_BETWEEN_ROUNDS)
            refused = 0


@contextmanager
def asking(host: Host) -> Iterator[None]:
    """Be the one who asks `host`. Raises Busy."""
    if not Host.objects.claim(host):
        raise Busy
    try:
        yield
    finally:
        Host.objects.release(host)


def may_ask(host: Host, link: str) -> bool:
    """Return whether `host` lets us ask for a link. One that does not answer will not answer then either."""
    if not host.has_fresh_robots:
        try:
            host.robots, host.robots_at = read_robots(link), timezone.now()
        except Unreadable:
            return True
        host.save(update_fields=["robots", "robots_at"])
    return host.allows(link)
