"""The child of `fetching.read_page`: a job as JSON on standard input, an answer as JSON on standard output."""

import json
import resource
import sys

from fetching.door import Refused, fetch
from fetching.facts import find_facts

BYTES_OF_MEMORY = 1024**3


def main() -> None:
    """Fetch one page, and say what it says of itself."""
    resource.setrlimit(resource.RLIMIT_AS, (BYTES_OF_MEMORY, BYTES_OF_MEMORY))
    job = json.load(sys.stdin)
    try:
        page = fetch(job["link"], also=job["also"])
        answer = find_facts(page.link, page.text)
    except Refused as refusal:
        answer = {"refusal": refusal.reason}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
