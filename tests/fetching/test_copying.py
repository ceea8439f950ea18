"""A page is kept with all that it shows, in a file that readers of web archives agree about (P14, P16)."""

import gzip
import json

import pytest
from fastwarc.warc import ArchiveIterator as OtherIterator
from warcio.archiveiterator import ArchiveIterator

import fetching
from fetching import REFUSALS, Unreadable, copying, resources
from tests.foreign import ASKED

PAGE = """<!doctype html><title>Words</title><link rel="stylesheet" href="/style.css">
<style>p { background: url(inner.png) }</style><img src="/a.png" srcset="/a2.png 2x"><img src="http://127.0.0.1:1/in.png">
<img src="data:image/png,x"><p>Nothing is agreed until everything is agreed."""
PIXEL = {"body": b"\x89PNG", "media_type": "image/png"}


@pytest.fixture
def page(say):
    say("style.css", "@import 'more.css'; p { background: url('b.png') }", media_type="text/css")
    say("more.css", "p { color: red }", media_type="text/css")
    for name in ("a.png", "a2.png", "b.png", "inner.png"):
        say(name, **PIXEL)
    say("old", b"", status=302, Location="/page?x=1")
    return say("page?x=1", gzip.compress(PAGE.encode()), packing="gzip").replace("page?x=1", "old")


@pytest.fixture
def copy(foreign_site, tmp_path):
    path = tmp_path / "copy.warc.gz"

    def copy_it(link):
        return copying.copy_page(link, [foreign_site.removeprefix("http://")], path), path

    return copy_it


def read(path):
    """Return (type, address, status, content) of each record, as warcio reads them, digests and all."""
    records = []
    with path.open("rb") as file:
        for record in ArchiveIterator(file, check_digests=True):
            content = record.content_stream().read()
            assert record.digest_checker.passed is not False, record.digest_checker.problems
            status = record.http_headers.get_statuscode() if record.rec_type == "response" else None
            records.append((record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), status, content))
    return records


def test_a_page_is_kept_with_what_it_shows(page, copy, foreign_site):
    found, path = copy(page)
    assert found["text"] == "Nothing is agreed until everything is agreed."
    records = read(path)
    responses = {
        link.removeprefix(foreign_site): (status, body) for kind, link, status, body in records if kind == "response"
    }
    assert responses["/old"][0] == "302"
    assert responses["/page?x=1"] == ("200", PAGE.encode())
    assert responses.keys() - {"/old", "/page?x=1"} == {
        f"/{name}" for name in ("style.css", "more.css", "a.png", "a2.png", "b.png", "inner.png")
    }
    kinds = [kind for kind, *_ in records]
    assert kinds.count("request") == kinds.count("response")
    assert (kinds[0], kinds[-1]) == ("warcinfo", "metadata")
    assert json.loads(records[-1][3])["link"] == f"{foreign_site}/page?x=1"


def test_another_reader_finds_the_same(page, copy):
    _, path = copy(page)
    with path.open("rb") as file:
        others = [
            (
                str(record.record_type).rpartition(".")[2],
                record.headers.get("WARC-Target-URI"),
                record.verify_block_digest(),
            )
            for record in OtherIterator(file, parse_http=False)
        ]
    assert others == [(kind, link, True) for kind, link, *_ in read(path)]


def test_what_is_asked_names_the_site_and_carries_no_cookies(say, copy):
    link = say("page", '<img src="a.png">', **{"Set-Cookie": "secret=1"})
    copy(link)
    assert [path for path, _ in ASKED] == ["page", "a.png"]
    for _, headers in ASKED:
        assert headers["Cookie"] is None
        assert headers["User-Agent"].startswith("SiberianLight")


def test_what_a_page_shows_is_bounded_in_number(say, copy, monkeypatch):
    monkeypatch.setattr(resources, "RESOURCES_ALLOWED", 2)
    copy(say("page", "".join(f"<img src={n}.png>" for n in range(9))))
    assert len(ASKED) == 3


def test_what_a_page_shows_is_bounded_in_size(say, copy, monkeypatch):
    monkeypatch.setattr(resources, "BYTES_ALLOWED", 1000)
    say("large.png", b"x" * 2000, media_type="image/png")
    say("small.png", **PIXEL)
    _, path = copy(say("page", "<img src=large.png><img src=small.png>"))
    assert [link.rpartition("/")[2] for kind, link, *_ in read(path) if kind == "response"] == ["page", "small.png"]


def test_what_a_page_shows_is_bounded_in_time(say, copy, monkeypatch):
    monkeypatch.setattr(resources, "SECONDS_ALLOWED", 0.4)
    _, path = copy(say("page", "<img src=trickle><img src=a.png>"))
    assert [link.rpartition("/")[2] for kind, link, *_ in read(path) if kind == "response"] == ["page"]


def test_what_comes_in_pieces_is_read_as_a_whole(copy, foreign_site, say):
    _, path = copy(f"{foreign_site}/pieces")
    assert next(body for kind, *_, body in read(path) if kind == "response") == b"<p>one</p><p>two</p>"


@pytest.mark.parametrize("path", ["endless", "bomb", "loop", "inside", "gone", "picture", "garbled"])
def test_what_cannot_be_read_leaves_no_file(copy, foreign_site, path):
    found, kept = copy(f"{foreign_site}/{path}")
    assert found["refusal"] in REFUSALS
    assert not kept.exists()


def test_no_room_for_the_file_is_said(say, foreign_site, tmp_path):
    found = copying.copy_page(say("page"), [foreign_site.removeprefix("http://")], tmp_path / "no" / "such" / "folder")
    assert found["refusal"] == "storage"


def test_a_process_of_its_own_makes_the_copy(page, tmp_path):
    path = tmp_path / "copy.warc.gz"
    found = fetching.copy_page(page, path)
    assert (found.refusal, found.facts.title) == ("", "Words")
    assert sum(kind == "response" for kind, *_ in read(path)) == 8


def test_a_process_of_its_own_asks_for_wishes_and_archives(say, settings):
    link = say("robots.txt", "User-agent: *\nDisallow: /no\0", media_type="text/plain")
    assert fetching.read_robots(f"{link}/../deep/page") == "User-agent: *\nDisallow: /no"
    assert fetching.ask_archive(say("save", **{"Content-Location": "/web/1"})) == link.replace("robots.txt", "web/1")
    settings.FETCHABLE_ADDRESSES = []
    for ask in (fetching.read_robots, fetching.ask_archive):
        with pytest.raises(Unreadable):
            ask(link)
