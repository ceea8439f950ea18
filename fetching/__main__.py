"""The child of `fetching`: a job as JSON on standard input, an answer as JSON on standard output."""

import json
import os
import resource
import signal
import sys

from fetching.following import follow
from fetching.visiting import visit

BYTES_OF_MEMORY = 1024**3


def main() -> None:
    """Visit one page, or follow links and say which lead nowhere."""
    resource.setrlimit(resource.RLIMIT_AS, (BYTES_OF_MEMORY, BYTES_OF_MEMORY))
    job = json.load(sys.stdin)
    signal.alarm(job["seconds"])
    answer = {"dead": follow(**job)} if "links" in job else visit(job["link"], job["validators"], job["also"])
    json.dump(answer, sys.stdout)
    sys.stdout.flush()
    os._exit(0)  # whoever is still asked is not waited for


if __name__ == "__main__":
    main()
