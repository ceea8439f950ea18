"""Sites that mean no good, or do not know what they do, take no more than there is room for (P14, P16)."""

import gzip

import pytest

from fetching.archives import ask_archive
from fetching.copying import copy_page
from fetching.door import BYTES_ALLOWED, Refused, fetch, is_public
from fetching.visiting import visit
from tests.foreign import ASKED


@pytest.fixture
def also(foreign_server):
    return [foreign_server]


@pytest.mark.parametrize("address", ["fec0::1", "fec0::1%eth0", "::127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::"])
def test_old_and_wrapped_private_addresses_are_not_public(address):
    assert not is_public(address)


def test_no_cookie_is_sent_after_a_redirect_that_sets_one(say, also):
    say("page")
    fetch(say("old", b"", status=302, Location="/page", **{"Set-Cookie": "secret=1"}), also=also)
    assert [(path, headers["Cookie"]) for path, headers in ASKED] == [("old", None), ("page", None)]


def test_what_comes_with_a_redirect_is_not_unpacked(say, also):
    say("page")
    bomb = gzip.compress(gzip.compress(b"0" * 50_000_000))
    link = say("old", bomb, status=302, Location="/page", packing="gzip, gzip")
    assert fetch(link, also=also).status == 200


def test_what_comes_with_a_redirect_is_bounded(say, also):
    say("page")
    with pytest.raises(Refused, match="size"):
        fetch(say("old", b"0" * (BYTES_ALLOWED + 1), status=302, Location="/page"), also=also)


def test_what_follows_a_packed_page_is_bounded(say, also):
    with pytest.raises(Refused, match="size"):
        fetch(say("page", gzip.compress(b"<p>words") + b"0" * BYTES_ALLOWED, packing="gzip"), also=also)


def test_validator_that_cannot_be_sent_again_is_not_kept(say, also):
    link = say("page", ETag='"é"', **{"Last-Modified": "Mon, 11 Aug 2008 10:00:00 GMT"})
    assert visit(link, {}, also)["validators"].keys() == {"last-modified"}


def test_page_whose_base_is_no_address_is_kept(say, also, tmp_path):
    link = say("page", '<base href="http://["><img src="a.png"><p>Words.')
    assert copy_page(link, also, tmp_path / "page.warc.gz")["text"] == "Words."
    assert [path for path, _ in ASKED] == ["page", "a.png"]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,<script>", "http://a.example/" + "x" * 2000]
)
@pytest.mark.parametrize("header", ["Content-Location", "Link"])
def test_archive_that_names_no_address_has_no_copy(say, also, address, header):
    """P11"""
    value = f'<{address}>; rel="memento"' if header == "Link" else address
    found = ask_archive(say("save", **{header: value}), also, 5)
    assert found.get("text", "http://").startswith("http://")
    assert len(found.get("text", "")) <= 2000
