"""What the site fetches goes to public addresses only, and is bounded (P14, P19)."""

from datetime import date
from time import monotonic

import pytest

import fetching
from fetching import PageFacts, Unreadable, read_page
from fetching.door import Refused, fetch, is_public

PRIVATE = [
    "http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0x7f000001/",
    "http://0/", "http://0.0.0.0/", "http://localhost/", "http://[::1]/", "http://[::]/", "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/", "http://[64:ff9b::7f00:1]/", "http://[64:ff9b:1::7f00:1]/", "http://[2002:7f00:1::]/",
    "http://10.0.0.1/", "http://172.16.0.1/", "http://192.168.1.1/", "http://100.64.0.1/", "http://169.254.169.254/",
    "http://[fe80::1]/", "http://[fc00::1]/", "http://[fd00:ec2::254]/", "http://224.0.0.1/", "http://255.255.255.255/",
    "http://192.0.2.1/", "http://198.18.0.1/", "http://user:password@127.0.0.1/",
]  # fmt: skip


def reason(link):
    with pytest.raises(Unreadable) as refusal:
        read_page(link)
    assert str(refusal.value)
    return refusal.value.reason


def test_a_page_says_what_it_is(foreign_site):
    day = date(2008, 8, 11)
    facts = PageFacts("Die Lage am Morgen", "Beispiel Zeitung", "Eva Kern", day, "de")
    assert read_page(f"{foreign_site}/article") == facts
    assert read_page(f"{foreign_site}/moved") == facts


def test_a_page_that_says_nothing_has_no_facts(foreign_site):
    assert read_page(f"{foreign_site}/empty") == PageFacts()


@pytest.mark.parametrize("link", PRIVATE)
def test_no_private_address_is_asked(link):
    with pytest.raises(Refused) as refusal:
        fetch(link)
    assert refusal.value.reason == "private"


def test_a_private_address_is_refused_in_words():
    assert reason("http://127.0.0.1/") == "private"


def test_no_other_port_is_asked(foreign_server):
    assert reason(f"http://{foreign_server}/article") == "private"


def test_a_redirect_does_not_lead_inside(foreign_site):
    assert reason(f"{foreign_site}/inside") == "private"


@pytest.mark.parametrize(
    "link", ["", "words", "ftp://127.0.0.1/", "file:///etc/passwd", "javascript:alert(1)", "http://"]
)
def test_only_the_web_is_asked(link):
    with pytest.raises(Refused) as refusal:
        fetch(link)
    assert refusal.value.reason in {"scheme", "unknown"}


def test_a_redirect_does_not_lead_to_a_file(foreign_site):
    assert reason(f"{foreign_site}/file") == "scheme"


@pytest.mark.parametrize(
    ("path", "expected"),
    [("loop", "redirects"), ("picture", "type"), ("broken", "status"), ("endless", "size")],
)
def test_what_is_no_page_is_refused(foreign_site, path, expected):
    assert reason(f"{foreign_site}/{path}") == expected


def test_a_site_that_does_not_answer_takes_no_longer_than_is_allowed(foreign_site, monkeypatch):
    monkeypatch.setattr(fetching, "SECONDS_ALLOWED", 2)
    started = monotonic()
    assert reason(f"{foreign_site}/never") == "slow"
    assert monotonic() - started < 2 + fetching.SECONDS_TO_START


def test_an_unknown_name_is_said_to_be_one():
    assert reason("http://no-such-host.invalid/") in {"unknown", "unreachable"}


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "2002:5db8:d822::1", "64:ff9b::5db8:d822"])
def test_public_addresses_are_public(address):
    assert is_public(address)
