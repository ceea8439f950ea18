"""The child of `fetching`: a job as JSON on standard input, an answer as JSON on standard output."""

import json
import os
import resource
import signal
import sys
from pathlib import Path
from typing import Any

from fetching.archives import ask_archive
from fetching.copying import copy_page
from fetching.door import introduce
from fetching.following import follow
from fetching.robots import read_robots
from fetching.visiting import visit

BYTES_OF_MEMORY = 1024**3


def main() -> None:
    """Do one job; what is named in it says which."""
    resource.setrlimit(resource.RLIMIT_AS, (BYTES_OF_MEMORY, BYTES_OF_MEMORY))
    job = json.load(sys.stdin)
    signal.alarm(job["seconds"])
    introduce(job.pop("site"))
    json.dump(_do(**job), sys.stdout)
    sys.stdout.flush()
    os._exit(0)  # whoever is still asked is not waited for


def _do(*, also: list[str], seconds: float, **job: Any) -> dict[str, Any]:
    match job:
        case {"links": links}:
            return {"dead": follow(links, also, seconds)}
        case {"link": link, "path": path}:
            return copy_page(link, also, Path(path))
        case {"link": link, "validators": validators}:
            return visit(link, validators, also)
        case {"robots": link}:
            return read_robots(link, also)
        case {"archive": link}:
            return ask_archive(link, also, seconds)
    raise ValueError(job)


if __name__ == "__main__":
    main()
