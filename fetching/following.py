"""Which links lead nowhere?"""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor, wait
from itertools import groupby

from fetching import site_of
from fetching.door import Refused, knock

SITES_AT_ONCE = 8


def follow(links: Iterable[str], also: list[str], seconds: float) -> dict[str, str]:
    """Return why, for each of `links` that leads nowhere; of those that were not asked in time, nothing is said.

    A site is asked one thing at a time. Where no site at all answers, it is us who cannot reach them.
    """
    sites = [list(each) for _, each in groupby(sorted(links, key=site_of), key=site_of)]
    found: dict[str, str] = {}
    pool = ThreadPoolExecutor(SITES_AT_ONCE)
    asked = [pool.submit(_follow_at_site, site, also, found) for site in sites]
    wait(asked, timeout=seconds - 5)
    pool.shutdown(wait=False, cancel_futures=True)
    dead = {"gone", "unknown"} | ({"unreachable"} if set(found.values()) - {"unreachable", "slow"} else set())
    return {link: reason for link, reason in list(found.items()) if reason in dead}


def _follow_at_site(links: list[str], also: list[str], found: dict[str, str]) -> None:
    for link in links:
        try:
            knock(link, also=also)
            found[link] = ""
        except Refused as refusal:
            found[link] = refusal.reason
