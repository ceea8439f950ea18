"""What was taken back is told to those who may have it (RFC 6721), and nothing else is told of it."""

import pytest
import time_machine
from django.utils import timezone

from blog import publishing
from blog.models import Post, Tag
from tests.blog.changes import rewrite
from tests.blog.feeds import FORMATS, ids, tombstones
from tests.blog.moments import DAY, MARCH


@pytest.fixture
def gone(make_post, post):
    """Make a post that was withdrawn on 14 March, and one to read."""
    gone = make_post("Canaryword", published_at=MARCH - DAY, tags=[Tag.objects.create(name="Arctic")])
    with time_machine.travel(MARCH, tick=False):
        publishing.withdraw(gone, by=gone.author)
    return gone


def test_withdrawn_post_leaves_a_tombstone(client, gone, post):
    assert tombstones(client) == {gone.tag_uri: "2009-03-14T09:26:00+00:00"}
    assert ids(client, "/feed.atom") == [post.tag_uri]


@pytest.mark.parametrize("path", ["/feed", "/tags/arctic/feed", "/authors/anna-weiss/feed", "/search/feed"])
@pytest.mark.parametrize("kind", FORMATS)
def test_no_word_of_it_is_left(client, gone, make_post, path, kind):
    """P1"""
    make_post("Another", tags=Tag.objects.all())
    assert "canaryword" not in client.get(f"{path}.{kind}", {"q": "words"}).text.lower()


def test_feed_of_its_tag_and_author_tell_of_it_and_that_of_a_search_does_not(client, gone, make_post):
    """P1"""
    make_post("Another", tags=Tag.objects.all())
    assert set(tombstones(client, "/tags/arctic/feed.atom")) == {gone.tag_uri}
    assert set(tombstones(client, "/authors/anna-weiss/feed.atom")) == {gone.tag_uri}
    assert tombstones(client, "/search/feed.atom?q=words") == {}


@pytest.mark.parametrize("kind", ["rss", "json"])
def test_other_formats_have_no_word_for_it(client, gone, kind):
    assert gone.tag_uri not in client.get(f"/feed.{kind}").text


def test_republished_post_loses_its_tombstone_and_has_its_name(client, gone, post):
    publishing.publish(gone, by=gone.author)
    assert tombstones(client) == {}
    assert set(ids(client, "/feed.atom")) == {gone.tag_uri, post.tag_uri}


def test_later_save_leaves_the_time_of_the_withdrawal(client, gone, author):
    before = tombstones(client)
    rewrite(gone, author, body="Rewritten after all.")
    assert tombstones(client) == before


def test_post_that_was_withdrawn_in_the_form_leaves_one_too(client, post, author):
    rewrite(post, author, status="withdrawn")
    assert set(tombstones(client)) == {post.tag_uri}


def test_post_that_nobody_saw_leaves_none(client, make_post, author, draft):
    """P1"""
    later = timezone.now() + DAY
    publishing.withdraw(make_post("Taken back", published_at=later), by=author)
    rewrite(make_post("Withdrawn in the form", published_at=later), author, status="withdrawn")
    make_post("Withdrawn at once", status="withdrawn")
    rewrite(draft, author, status="withdrawn", published_at=MARCH, month=MARCH.date().replace(day=1))
    assert Post.objects.filter(status="withdrawn").count() == 3
    assert tombstones(client) == {}


def test_scheduled_post_that_appeared_by_the_clock_leaves_one(client, make_post):
    at = timezone.now() + DAY
    post = make_post(published_at=at)
    with time_machine.travel(at + DAY):
        assert ids(client, "/feed.atom") == [post.tag_uri]
        publishing.withdraw(post, by=post.author)
        assert set(tombstones(client)) == {post.tag_uri}
