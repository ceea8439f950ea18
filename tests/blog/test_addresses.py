"""P10: addresses that were given out keep leading to what they led to, directly."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from blog import publishing
from blog.models import Page, Post, Source, Tag
from people.models import User

MARCH = datetime(2009, 3, 14, 12, 0, tzinfo=UTC)


@pytest.fixture
def make_thing(make_post, make_quotation):
    """Make a post, page, tag, source or author that can be read, with a slug."""

    def make(kind, slug):
        if kind == "post":
            return make_post(slug=slug, published_at=MARCH)
        if kind == "page":
            return Page.objects.create(title="A page", slug=slug)
        if kind == "tag":
            tag = Tag.objects.create(name="A tag", slug=slug)
            make_post(tags=[tag])
            return tag
        if kind == "source":
            source = Source.objects.create(name="A source", slug=slug)
            make_quotation(make_post(), source=source)
            return source
        return make_post(by=User.objects.create(username="vera", slug=slug)).author

    return make


def move(thing, slug, **fields):
    """Change the slug of a thing and return its new address."""
    for name, value in (fields | {"slug": slug}).items():
        setattr(thing, name, value)
    thing.save()
    if isinstance(thing, Post):
        publishing.record(thing, by=thing.author)
    return thing.get_absolute_url()


def assert_leads(client, old, new):
    """Assert that `old` is redirected for good to `new`, where something is."""
    response = client.get(old)
    assert (response.status_code, response.headers.get("Location")) == (301, new)
    assert client.get(new).status_code == 200


KINDS = pytest.mark.parametrize("kind", ["post", "page", "tag", "source", "author"])


@KINDS
def test_old_address_leads_to_the_new_one(client, make_thing, kind):
    """P10"""
    thing = make_thing(kind, "old")
    old = thing.get_absolute_url()
    assert client.get(old).status_code == 200
    assert_leads(client, old, move(thing, "new"))


@KINDS
def test_address_in_another_script_leads_to_the_new_one(client, make_thing, kind):
    """P10"""
    thing = make_thing(kind, "старый")
    old = thing.get_absolute_url()
    assert client.get(old).status_code == 200
    assert_leads(client, old, move(thing, "новый"))


@KINDS
def test_both_old_addresses_lead_straight_to_the_newest(client, make_thing, kind):
    """P10"""
    thing = make_thing(kind, "first")
    first, second, third = thing.get_absolute_url(), move(thing, "second"), move(thing, "third")
    assert_leads(client, first, third)
    assert_leads(client, second, third)


@KINDS
def test_moving_back_makes_no_loop(client, make_thing, kind):
    """P10"""
    thing = make_thing(kind, "old")
    old, new = thing.get_absolute_url(), move(thing, "new")
    assert move(thing, "old") == old
    assert_leads(client, new, old)


def test_posts_that_swap_their_addresses_make_no_loop(client, make_post):
    """P10"""
    one = make_post("One", slug="one", published_at=MARCH)
    two = make_post("Two", slug="two", published_at=MARCH)
    meanwhile = move(one, "meanwhile")
    move(two, "one")
    assert_leads(client, meanwhile, move(one, "two"))
    assert '<h1 class="p-name">Two</h1>' in client.get("/2009/03/one/").text
    assert '<h1 class="p-name">One</h1>' in client.get("/2009/03/two/").text


def test_post_that_moves_to_another_month_leaves_a_redirect(client, make_post):
    """P10"""
    post = make_post(slug="news", published_at=MARCH)
    new = move(post, "news", published_at=MARCH + timedelta(days=31))
    assert new == "/2009/04/news/"
    assert_leads(client, "/2009/03/news/", new)


def test_long_title_in_another_script_has_an_address(client, make_post):
    """P10"""
    post = make_post("Щ" * 100, published_at=MARCH)
    old = post.get_absolute_url()
    assert client.get(old).status_code == 200
    assert_leads(client, old, move(post, "short"))


def test_query_does_not_hinder_the_redirect(client, make_thing):
    """P10"""
    thing = make_thing("post", "old")
    old = thing.get_absolute_url()
    assert_leads(client, f"{old}?from=feed", move(thing, "new"))


def test_withdrawn_post_is_gone_from_all_its_addresses(client, make_thing):
    """P10"""
    post = make_thing("post", "old")
    old, new = post.get_absolute_url(), move(post, "new")
    publishing.withdraw(post, by=post.author)
    assert [client.get(address).status_code for address in (old, new)] == [410, 410]


def test_republished_post_is_back_at_its_addresses(client, make_thing):
    """P10"""
    post = make_thing("post", "old")
    old, new = post.get_absolute_url(), move(post, "new")
    publishing.withdraw(post, by=post.author)
    publishing.publish(post, by=post.author)
    assert_leads(client, old, new)


@pytest.mark.parametrize("status", ["draft", "published"])
def test_draft_and_scheduled_post_are_not_found(client, make_post, status):
    """P1"""
    post = make_post(status=status, published_at=timezone.now() + timedelta(days=1))
    old, new = post.get_absolute_url(), move(post, "new")
    assert [client.get(address).status_code for address in (old, new)] == [404, 404]


def test_address_that_another_post_uses_now_shows_that_post(client, make_post):
    """P10"""
    first = make_post("First", slug="news", published_at=MARCH)
    moved = move(first, "old-news")
    second = make_post("Second", slug="news", published_at=MARCH)
    assert '<h1 class="p-name">Second</h1>' in client.get("/2009/03/news/").text
    assert '<h1 class="p-name">First</h1>' in client.get(moved).text
    assert_leads(client, "/2009/03/news/", move(second, "newer-news"))


def test_draft_does_not_take_away_a_former_address(client, make_post):
    """P10"""
    first = make_post("First", slug="news", published_at=MARCH)
    moved = move(first, "old-news")
    make_post("Second", slug="news", status="draft", published_at=MARCH)
    assert_leads(client, "/2009/03/news/", moved)


@time_machine.travel(MARCH, tick=False)
def test_scheduled_post_does_not_take_away_a_former_address_before_its_time(client, make_post):
    """P10"""
    first = make_post("First", slug="news", published_at=MARCH - timedelta(days=1))
    moved = move(first, "old-news")
    make_post("Second", slug="news", published_at=MARCH + timedelta(days=1))
    assert_leads(client, "/2009/03/news/", moved)


def test_former_address_of_an_author_without_posts_is_not_found(client, author):
    """P1"""
    old = author.get_absolute_url()
    assert move(author, "new") != old
    assert client.get(old).status_code == 404


def test_moved_page_does_not_hide_the_one_that_took_its_place(client, db):
    """P10"""
    first = Page.objects.create(title="First", slug="about")
    move(first, "history")
    Page.objects.create(title="Second", slug="about")
    assert '<h1 class="p-name">Second</h1>' in client.get("/about/").text


def test_address_of_an_erased_post_is_not_found(client, make_post, superuser):
    """P10"""
    post = make_post(published_at=MARCH)
    publishing.erase(post, by=superuser)
    assert client.get("/2009/03/a-title/").status_code == 404
