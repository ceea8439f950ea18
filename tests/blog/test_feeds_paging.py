"""Long histories come in pages (RFC 5005), of which the last costs as much as the first."""

from itertools import chain
from urllib.parse import urlsplit

import pytest

from blog import publishing
from blog.feeds.views import FeedView
from blog.models import Post
from blog.paging import Order
from people.models import User
from tests.blog.feeds import FORMATS, ids, read
from tests.blog.moments import DAY, MARCH
from tests.conftest import add_post, add_user


@pytest.fixture(autouse=True)
def _pages_of_two(monkeypatch):
    monkeypatch.setattr(FeedView, "page_size", 2)


@pytest.fixture(scope="module")
def _seven(module_db):
    """Make seven posts in three moments, with an update each."""
    anna = add_user("anna", "Author", public_name="Anna Weiss")
    posts = [add_post(f"Post {n}", by=anna, published_at=MARCH + n // 3 * DAY) for n in range(7)]
    for n, post in enumerate(posts):
        publishing.add_update(post, by=anna, body="More.", at=MARCH + (5 + n // 4) * DAY)


@pytest.fixture
def author(db, _seven):
    return User.objects.get(username="anna")


@pytest.fixture
def seven(db, _seven):
    return list(Post.objects.order_by("title"))


def next_page(client, path, kind):
    if kind == "json":
        return client.get(path).json().get("next_url")
    return next((link.href for link in read(client, path).feed.links if link.rel == "next"), None)


def names(client, path, kind):
    return [item["id"] for item in client.get(path).json()["items"]] if kind == "json" else ids(client, path)


def walk(client, path, kind):
    """Return the names on each page from the first to the last."""
    pages = []
    while path:
        pages.append(names(client, path, kind))
        parts = urlsplit(next_page(client, path, kind) or "")
        path = parts.query and f"{parts.path}?{parts.query}"
    return pages


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("path", ["/feed", "/authors/anna-weiss/feed", "/search/feed"])
def test_walk_through_the_pages_meets_every_post_once(client, seven, path, kind):
    pages = walk(client, f"{path}.{kind}?q=words", kind)
    assert [len(page) for page in pages] == [2, 2, 2, 1]
    assert sorted(chain(*pages)) == sorted(post.tag_uri for post in seven)


@pytest.mark.parametrize("kind", FORMATS)
def test_walk_through_the_pages_meets_every_update_once(client, seven, kind):
    assert sorted(chain(*walk(client, f"/updates/feed.{kind}", kind))) == sorted(
        f"{post.tag_uri}/updates/1" for post in seven
    )


def test_post_that_comes_meanwhile_pushes_none_over_the_edge(client, seven, make_post):
    second = next_page(client, "/feed.json", "json")
    before = names(client, second, "json")
    make_post("Meanwhile")
    assert names(client, second, "json") == before


def test_pages_lead_to_the_first_and_each_is_at_its_own_address(client, seven):
    path = urlsplit(next_page(client, "/search/feed.atom?q=words", "atom"))._replace(scheme="", netloc="").geturl()
    links = {link.rel: link.href for link in read(client, path).feed.links}
    assert links["self"] == f"http://testserver{path}"
    assert links["first"] == "http://testserver/search/feed.atom?q=words"
    assert links["alternate"] == "http://testserver/search/?q=words"


BAD_KEYS = ["1", "abc", "%00", "%ff", "~", "2009-03-14T09:26:00Z", "2009-03-14T09:26:00Z~-1", "2009-03-14~1"]


@pytest.mark.parametrize("key", BAD_KEYS, ids=lambda key: key[:30])
@pytest.mark.parametrize("path", ["/feed.atom", "/updates/feed.json"])
def test_key_that_is_none_is_not_found(client, post, path, key):
    """P19"""
    response = client.get(f"{path}?after={key}")
    assert response.status_code == 404
    assert "There is nothing at this address." in response.text


@pytest.mark.parametrize("kind", FORMATS)
def test_last_page_asks_no_more_than_the_first(client, seven, django_assert_num_queries, kind):
    """P22"""
    last = walk(client, f"/feed.{kind}", kind)
    assert len(last) == 4
    seven[1].refresh_from_db()
    with django_assert_num_queries(5):  # edition, settings, posts, tags, updates
        client.get(f"/feed.{kind}", {"after": Order("updated_at").key_of(seven[1])})
