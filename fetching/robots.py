"""What a site does not want to be asked for (RFC 9309)."""

from itertools import islice
from typing import Any
from urllib.parse import urljoin

from fetching.door import Refused, open_door

# The rest of a longer one is not read (RFC 9309, section 2.5, wants half a megabyte at least).
BYTES_READ = 512 * 1024
NOTHING_ALLOWED = "User-agent: *\nDisallow: /"


def read_robots(link: str, also: list[str]) -> dict[str, Any]:
    """Return the robots.txt that holds for `link` as `text`, or a `refusal` where nobody is there.

    A site that has none allows everything, and one in trouble nothing (section 2.3.1).
    """
    try:
        with open_door(urljoin(link, "/robots.txt"), also, {"accept": "text/plain"}) as answer:
            if answer.is_server_error:
                return {"text": NOTHING_ALLOWED}
            body = b"".join(islice(answer.iter_bytes(BYTES_READ), 1)) if answer.is_success else b""
            return {"text": body.decode("utf-8", "replace").replace("\0", "")}
    except Refused as refusal:
        return {"refusal": refusal.reason}
