"""`python -m markup.worker SECONDS`: a line of JSON in, rendered, a line of JSON out.

SIGALRM keeps its default action, which ends the process even in the middle of a regular expression.
"""

import json
import resource
import signal
import sys
from dataclasses import asdict
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from markup.rendering import render_unbounded, start_afresh
from markup.types import Labels, Picture, Quote, Unrenderable

MEMORY_ALLOWED = 1 << 30
TOO_DEEP = gettext_noop("This text is nested too deeply to be rendered. Look for long runs of signs such as > or *.")


def answer(job: dict[str, Any]) -> dict[str, Any]:
    """Return the rendering of a job, or `{"refusal": reason}`."""
    quotes = [Quote(**quote | {"said_on": _read_date(quote["said_on"])}) for quote in job["quotes"]]
    try:
        labels, pictures = Labels(**job["labels"]), [Picture(**picture) for picture in job["pictures"]]
        how = {"ids": job["ids"], "level": job["level"], "labels": labels, "pictures": pictures}
        how["corrections"] = dict(job["corrections"])
        return asdict(render_unbounded(job["text"], quotes, **how))
    except Unrenderable as refusal:
        return {"refusal": refusal.message, "params": refusal.params}
    except (RecursionError, MemoryError):
        start_afresh()
        return {"refusal": TOO_DEEP}


def _read_date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def main() -> None:
    """Answer until the other side closes the pipe."""
    seconds = float(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_ALLOWED, MEMORY_ALLOWED))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which then closes the pipe
    for line in sys.stdin:
        signal.setitimer(signal.ITIMER_REAL, seconds)
        result = answer(json.loads(line))
        signal.setitimer(signal.ITIMER_REAL, 0)
        sys.stdout.write(json.dumps(result) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
