"""One visit brings what readers see of a page, what it says of itself, and what the next visit asks with (P14, P19)."""

import socket

import pytest

import fetching
from fetching import PageFacts, Visit
from fetching.decoding import decode
from fetching.seeing import see_html
from fetching.visiting import visit

WORDS = "Ничего не решено, пока не решено всё."


def visit_here(foreign_site, path, **validators):
    """Visit without a process of its own."""
    return visit(f"{foreign_site}/{path}", validators, [foreign_site.removeprefix("http://")])


def test_a_visit_brings_the_text_and_where_it_led(foreign_site):
    visited = fetching.visit(f"{foreign_site}/moved")
    assert isinstance(visited, Visit)
    assert (visited.link, visited.status, visited.media_type) == (f"{foreign_site}/article", 200, "text/html")
    assert visited.text == "Die Lage am Morgen\nWorte."
    assert visited.facts.author == "Eva Kern"
    assert visited.refusal == ""


def test_what_is_still_the_same_is_not_sent_again(foreign_site):
    first = fetching.visit(f"{foreign_site}/kept")
    assert first.validators == {"etag": '"1"', "last-modified": "Mon, 11 Aug 2008 10:00:00 GMT"}
    second = fetching.visit(f"{foreign_site}/kept", validators=first.validators)
    assert second.is_unchanged
    assert (second.text, second.refusal, second.validators) == ("", "", first.validators)


def test_a_packed_page_is_unpacked(foreign_site):
    assert visit_here(foreign_site, "packed")["text"] == "Die Lage am Morgen\nWorte."


@pytest.mark.parametrize(
    ("path", "refusal"),
    [
        ("bomb", "size"), ("endless", "size"), ("garbled", "broken"), ("loop", "redirects"), ("inside", "private"),
        ("picture", "type"), ("broken", "status"), ("gone", "gone"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(foreign_site, path, refusal):
    assert visit_here(foreign_site, path)["refusal"] == refusal


def test_an_error_is_told_with_its_status(foreign_site):
    assert visit_here(foreign_site, "gone")["status"] == 410


def test_a_page_that_trickles_is_not_waited_for(foreign_site, monkeypatch):
    monkeypatch.setattr(fetching, "SECONDS_ALLOWED", 2)
    assert fetching.visit(f"{foreign_site}/trickle") == Visit(refusal="slow")


def test_a_name_that_means_another_address_the_next_time_leads_nowhere_else(monkeypatch):
    """What was looked at is what is asked: a name is resolved once, and all that it means must be public."""
    asked = []

    def answer(*args, **kwargs):
        asked.append(args[0])
        public, private = ("93.184.216.34", 80), ("127.0.0.1", 80)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", each) for each in (public, private)]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    assert visit("http://rebinding.example/", {}, []) == {"refusal": "private"}
    assert asked == ["rebinding.example"]


@pytest.mark.parametrize(
    ("written", "header", "declared"),
    [
        ("utf-8", "utf-8", ""), ("utf-8", "", ""), ("utf-8", "iso-8859-1", ""), ("utf-8", "", "windows-1251"),
        ("windows-1251", "windows-1251", ""), ("windows-1251", "", "windows-1251"), ("koi8-r", "KOI8-R", ""),
        ("windows-1251", "utf-8", "windows-1251"), ("windows-1251", "", ""), ("utf-16", "", ""),
        ("utf-8-sig", "koi8-r", ""),
    ],
)  # fmt: skip
def test_pages_are_read_as_they_are_written(written, header, declared):
    page = f'<meta charset="{declared}"><p>{WORDS} {WORDS}'
    assert WORDS in decode(page.encode(written), header)


@pytest.mark.parametrize(
    ("page", "seen"),
    [
        ("<p>in<b>ter</b>na<a href=x>tion</a>al <em>peace</em></p><p>two", "international peace\ntwo"),
        ("<ul><li>one<li>two</ul><table><tr><td>a<td>b</table>", "one\ntwo\na\nb"),
        ("a<script>b</script><style>c</style><!-- d --><p hidden>e<p style='display: none'>f</p> g", "a g"),
        ("<figure><img alt=no><figcaption>Seen &amp; read</figcaption></figure>", "Seen & read"),
        ("<p>one<br>two <wbr>three", "one\ntwo three"),
        ("<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>字", "漢字"),
        ("<p>word<sup>[1]</sup> more, 10<sup>2</sup>", "word more, 102"),
        ("<pre>one\ntwo</pre> a\n b", "one\ntwo\na b"),
        ("<?xml version='1.0' encoding='koi8-r'?><html><p title=no>words", "words"),
        ("", ""),
        ("<p>" + "<div>" * 2000 + "deep", "deep"),
    ],
)
def test_what_is_seen_of_a_page(page, seen):
    assert see_html(page) == seen


def test_what_no_database_takes_is_left_out(foreign_site):
    assert visit_here(foreign_site, "zeros")["text"] == "one\ufffdtwo"


def test_a_page_without_words_has_no_facts(foreign_site):
    assert fetching.visit(f"{foreign_site}/empty").facts == PageFacts()
