"""What one site says, or one row holds, does not keep the others from their turn (P19, P25)."""

import logging
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from blog.models import Post
from evidence.management.commands import check_links
from evidence.models import Link
from evidence.noting import note_links
from tests.blog.moments import NOON


@pytest.mark.parametrize("said", ["Disallow: http://[", "Crawl-delay: ²", "Request-rate: ²/²"])
def test_wishes_that_cannot_be_read_are_taken_for_a_no(make_post, say, run, state_of, said):
    say("robots.txt", f"User-agent: *\n{said}", media_type="text/plain")
    make_post(body=f"A [link]({say('page')}).")
    run()
    assert state_of("page") == ("not_asked", "")


def test_link_that_is_no_address_when_it_is_unquoted_is_not_asked(make_post, say, run):
    make_post(body=f"A [link]({say('page').replace('http://', 'http://user%5B@')}).")
    run()
    assert Link.objects.get().state == "not_asked"


def test_link_that_cannot_be_followed_does_not_stop_the_others(linked, run, state_of, monkeypatch, caplog):
    linked("article", "moved")
    note, failed = Link.note_answer, []

    def note_answer(link, **said):
        if not failed:
            failed.append(link.address)
            raise ValueError("a fault of ours")
        note(link, **said)

    monkeypatch.setattr(Link, "note_answer", note_answer)
    with caplog.at_level(logging.ERROR):
        run()
    assert sorted(state_of(path)[0] for path in ("article", "moved")) == ["alive", "unknown"]
    assert f"{failed[0]} could not be looked at." in caplog.text


def test_page_that_leads_in_a_circle_may_be_open_to_others(make_post, say, run, state_of):
    """No cookies are sent, and some sites send whoever has none round and round."""
    make_post(body=f"A [link]({say('page', b'', status=302, Location='/page')}).")
    for day in (0, 2, 5, 10, 20):
        run(days=day)
    assert state_of("page") == ("trouble", "redirects")


@pytest.mark.django_db(transaction=True)
def test_somebody_saves_while_the_command_goes_over_many_posts(author, say, run, monkeypatch):
    """P25: on SQLite, nobody may write who is still reading what another has changed since."""
    said = {"author": author, "status": "published", "published_at": NOON, "month": NOON.date().replace(day=1)}
    html = f'<p><a href="{say("page")}">A link</a></p>'
    Post.objects.bulk_create(
        Post(slug=f"post-{n}", title="A title", body_html=html, tag_uri=f"tag:x,2008:{n}", **said) for n in range(120)
    )

    def note_after_a_save(post):
        with ThreadPoolExecutor() as another:
            another.submit(save).result()
        note_links(post)

    def save():
        Post.objects.update(title="Another title")
        connections.close_all()

    monkeypatch.setattr(check_links, "note_links", note_after_a_save)
    run()
    assert Link.objects.get().uses.count() == 120
