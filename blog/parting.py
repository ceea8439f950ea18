"""Where the updates of a document begin (blog/document.py), and the document without those that are still to come."""

import re
from datetime import datetime

# number, kind, time, author, and the words that were wrong
UPDATE_LINE = re.compile(r"(?m)^::: update (\d+) · (\w+) · (\S+) · (\S+)(?: · (\".*\"))?\n")


def leave_out_updates(text: str, *, after: datetime) -> str:
    """Return a document without its updates that are dated later than the aware moment `after`."""
    starts = [found.start() for found in UPDATE_LINE.finditer(text)]
    if not starts:
        return text
    parts = [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    released = [part for part in parts if _is_released(part, after)]
    if len(released) == len(parts):
        return text
    return "".join([text[: starts[0]], *released]).rstrip("\n") + "\n"


def _is_released(update: str, at: datetime) -> bool:
    """Return whether an update is dated so early; one whose date cannot be read is not shown to anybody."""
    _, _, _, moment, *_ = UPDATE_LINE.split(update, maxsplit=1)
    try:
        return datetime.fromisoformat(moment) <= at
    except (ValueError, TypeError):
        return False
