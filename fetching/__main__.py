"""The child of `fetching`: a job as JSON on standard input, an answer as JSON on standard output."""

import json
import os
import resource
import sys

from fetching.door import Refused, fetch
from fetching.facts import find_facts
from fetching.following import follow

BYTES_OF_MEMORY = 1024**3


def main() -> None:
    """Fetch one page and say what it says of itself, or follow links and say which lead nowhere."""
    resource.setrlimit(resource.RLIMIT_AS, (BYTES_OF_MEMORY, BYTES_OF_MEMORY))
    job = json.load(sys.stdin)
    answer = {"dead": follow(**job)} if "links" in job else _read(job["link"], job["also"])
    json.dump(answer, sys.stdout)
    sys.stdout.flush()
    os._exit(0)  # whoever is still asked is not waited for


def _read(link: str, also: list[str]) -> dict[str, str]:
    try:
        page = fetch(link, also=also)
        return find_facts(page.link, page.text)
    except Refused as refusal:
        return {"refusal": refusal.reason}


if __name__ == "__main__":
    main()
