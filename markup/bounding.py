"""The pipeline in a process of its own, which the system stops when a text takes too long.

One process serves all renderings of a server process, one after the other; it starts with the first and is replaced
when it was stopped. It ends by itself when its server is gone.
"""

import atexit
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext_noop

from markup.types import ENGLISH, Labels, Picture, Quote, Rendering, Unrenderable

BYTES_ALLOWED = 1_048_576
SECONDS_ALLOWED = 5
SHORT = 10_000
NONE: Mapping[int, str] = MappingProxyType({})

TOO_LARGE = gettext_noop("This text is %(size)s bytes long; %(allowed)s bytes (1 MB) are allowed. Split it in two.")
TOO_SLOW = gettext_noop(
    "This text takes longer than %(seconds)s seconds to render and was not saved. "
    "Look for long runs of brackets or other signs, or split it in two."
)
BROKE = gettext_noop(
    "The text could not be rendered, for a reason that lies with this site, and was not saved. Try again."
)

_lock = Lock()
_workers: dict[int, "subprocess.Popen[str]"] = {}


def render(  # noqa: PLR0913 - a text is rendered in one go, and what it needs is named
    text: str,
    quotes: Iterable[Quote] = (),
    *,
    ids: str,
    level: int = 2,
    labels: Labels = ENGLISH,
    pictures: Iterable[Picture] = (),
    corrections: Mapping[int, str] = NONE,
) -> Rendering:
    """Return the safe HTML of the Markdown `text`, with `quotes` where `[quote: key]` stands or else at its end.

    `[correction: 2]` becomes a link to the update of that number, called what `corrections` calls it; one without a
    name is not shown.

    `ids` begins every id in the result, so that texts on one page do not clash; `level` is that of the highest heading;
    `labels` are the words that captions use; an image with the address of one of `pictures` is shown in its widths.
    Raises Unrenderable, with a message for the writer, when the text is larger than `BYTES_ALLOWED`, takes longer than
    `SECONDS_ALLOWED`, is nested too deeply, or has a marker without a quotation or correction.
    """
    quotes = tuple(quotes)
    is_short = len(text) + sum(len(quote.text + quote.translation) for quote in quotes) < SHORT
    render_kept = _render_short if is_short else _render_long
    known = tuple(corrections.items())
    return render_kept(text, quotes, tuple(pictures), known, ids=ids, level=level, labels=labels)


def _render(  # noqa: PLR0913 - as above
    text: str,
    quotes: tuple[Quote, ...],
    pictures: tuple[Picture, ...],
    corrections: tuple[tuple[int, str], ...],
    *,
    ids: str,
    level: int,
    labels: Labels,
) -> Rendering:
    _refuse_too_large(text, *(quote.text + quote.translation for quote in quotes))
    job = {
        "text": text,
        "quotes": [vars(quote) for quote in quotes],
        "ids": ids,
        "level": level,
        "labels": vars(labels),
        "pictures": [vars(picture) for picture in pictures],
        "corrections": corrections,
    }
    with _lock:
        answer = _ask(job)
    if "refusal" in answer:
        raise Unrenderable(answer["refusal"], **answer.get("params", {}))
    return Rendering(**answer)


# A form checks that a text can be rendered, and the save that follows wants the same rendering. With each save of a
# post all its updates are rendered, most of which are short and as they were.
_render_long = lru_cache(maxsize=4)(_render)
_render_short = lru_cache(maxsize=256)(_render)


def _refuse_too_large(*texts: str) -> None:
    """Raise Unrenderable when a text is larger than `BYTES_ALLOWED`."""
    for text in texts:
        size = len(text.encode("utf-8", "replace"))
        if size > BYTES_ALLOWED:
            raise Unrenderable(TOO_LARGE, size=size, allowed=BYTES_ALLOWED)


def _ask(job: dict[str, Any]) -> dict[str, Any]:
    """Return the worker's answer; a worker that died of something else than the text is asked once more."""
    answer, died_of = _try(job)
    if not answer and died_of != -signal.SIGALRM:
        answer, died_of = _try(job)
    if answer:
        return json.loads(answer)
    if died_of == -signal.SIGALRM:
        return {"refusal": TOO_SLOW, "params": {"seconds": SECONDS_ALLOWED}}
    return {"refusal": BROKE}


def _try(job: dict[str, Any]) -> tuple[str, int]:
    """Return the answer as JSON; or an empty text and what the worker died of."""
    worker = _worker()
    assert worker.stdin is not None  # noqa: S101 - both are pipes
    assert worker.stdout is not None  # noqa: S101
    try:
        worker.stdin.write(json.dumps(job, default=str) + "\n")
        worker.stdin.flush()
        answer = worker.stdout.readline()
    except BrokenPipeError:
        answer = ""
    return answer, 0 if answer else _stop()


def _worker() -> "subprocess.Popen[str]":
    """Return this process's worker; one that was inherited by a fork belongs to the parent."""
    worker = _workers.get(os.getpid())
    if worker and worker.poll() is not None:
        _stop()
        worker = None
    if worker is None:
        worker = subprocess.Popen(  # noqa: S603 - our own module, nothing from outside
            [sys.executable, "-m", "markup.worker", str(SECONDS_ALLOWED)],
            cwd=Path(__file__).parent.parent,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        _workers.clear()
        _workers[os.getpid()] = worker
    return worker


@atexit.register
def _stop() -> int:
    """End this process's worker; return its exit code, or minus the signal that it died of."""
    worker = _workers.pop(os.getpid(), None)
    if worker is None:
        return 0
    with suppress(BrokenPipeError):
        worker.communicate()
    return worker.returncode
