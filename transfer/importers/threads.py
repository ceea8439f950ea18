"""Comments in the order in which they are read: each answer below what it answers."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from transfer.importers.arriving import ArrivingComment

# Deeper ones stand no deeper on the page.
DEEPEST = 10


def thread(comments: Sequence[ArrivingComment]) -> Iterator[tuple[ArrivingComment, int, str]]:
    """Yield comments, each with how deep it stands and the name of whoever it answers.

    One that answers a comment that is not there, or that answers it in turn, stands alone.
    """
    by_key = {comment.key: comment for comment in comments}
    answers: dict[str, list[ArrivingComment]] = defaultdict(list)
    for comment in sorted(by_key.values(), key=_by_time):
        answers[comment.parent if _has_root(comment, by_key) else ""].append(comment)
    waiting = [(comment, 0) for comment in reversed(answers[""])]
    while waiting:
        comment, depth = waiting.pop()
        yield comment, min(depth, DEEPEST), by_key[comment.parent].name if depth else ""
        waiting += [(answer, depth + 1) for answer in reversed(answers[comment.key])]


def _by_time(comment: ArrivingComment) -> tuple[datetime, int, str]:
    return comment.at or datetime.min.replace(tzinfo=UTC), len(comment.key), comment.key


def _has_root(comment: ArrivingComment, by_key: dict[str, ArrivingComment]) -> bool:
    """Return whether the answers above a comment end in one that answers none. A circle of them is cut at its first."""
    seen = {comment.key}
    above: ArrivingComment | None = by_key.get(comment.parent)
    if above is None:
        return False
    while above is not None and above.parent in by_key:
        if above.key in seen:
            return comment.key != min(seen)
        seen.add(above.key)
        above = by_key[above.parent]
    return True
