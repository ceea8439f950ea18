"""What is in which feed, and what is answered where there is none."""

import pytest

from blog import publishing
from blog.models import Post, Source, Tag
from people.models import User
from tests.blog.feeds import FORMATS, titles
from tests.blog.moments import DAY, MARCH
from tests.conftest import add_post, add_quotation, add_user

RENAMED = ["/tags/arctic/", "/sources/reuters/", "/authors/anna-weiss/", "/2009/03/first/"]


@pytest.fixture(scope="module")
def _content(module_db):
    """Make two posts by two authors: the first with a tag, a quotation, an update and a correction."""
    anna, timur = add_user("anna", "Author", public_name="Anna Weiss"), add_user("timur", public_name="Timur Bekov")
    add_post("Second", by=timur, published_at=MARCH + DAY)
    arctic = Tag.objects.create(name="Arctic")
    first = add_post("First", by=anna, published_at=MARCH, tags=[arctic], body="Unusual words.")
    add_quotation(first, source=Source.objects.create(name="Reuters"))
    for kind in ("update", "correction", "clarification"):
        publishing.add_update(first, by=timur, body=f"A {kind}.", kind=kind, at=MARCH + DAY)


@pytest.fixture
def author(db, _content):
    return User.objects.get(username="anna")


@pytest.fixture
def source(db, _content):
    return Source.objects.get()


@pytest.fixture
def first(db, _content):
    return Post.objects.get(title="First")


@pytest.mark.parametrize("kind", ["atom", "rss"])
@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("/", ["First", "Second"]),
        ("/tags/arctic/", ["First"]),
        ("/sources/reuters/", ["First"]),
        ("/authors/timur-bekov/", ["Second"]),
        ("/search/", ["First"]),
        ("/updates/", ["Clarification: First", "Correction: First", "Update: First"]),
        ("/corrections/", ["Correction: First"]),
        ("/2009/03/first/", ["Clarification: First", "Correction: First", "Update: First"]),
        ("/2009/03/second/", []),
    ],
)
def test_feed_holds_what_its_page_is_about(client, first, page, found, kind):
    assert sorted(titles(client, f"{page}feed.{kind}?q=unusual")) == sorted(found)


def test_source_is_followed_into_released_updates_alone(client, make_post, make_quotation):
    """P1"""
    post, source = make_post(published_at=MARCH), Source.objects.create(name="Agency")
    update = publishing.add_update(post, by=post.author, body="More.", at=MARCH + 30_000 * DAY)
    quotation = make_quotation(post, update=update, source=source)
    assert client.get("/sources/agency/feed.atom").status_code == client.get("/sources/agency/").status_code == 404
    update.published_at = MARCH + DAY
    update.save()
    publishing.record(post, by=post.author)
    assert titles(client, "/sources/agency/feed.atom") == [quotation.post.title]
    assert client.get("/sources/agency/").status_code == 200


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("page", RENAMED)
def test_old_address_of_a_feed_leads_to_the_new_one(client, first, page, kind):
    """P10"""
    old = f"{page}feed.{kind}"
    assert client.get(old).status_code == 200
    for model in (Tag, Source, User, Post):
        for thing in model.objects.all():
            thing.slug = f"new-{thing.slug}"
            thing.save()
    publishing.record(first, by=first.author)
    response = client.get(f"{old}")
    start, _, slug = page.strip("/").rpartition("/")
    assert (response.status_code, response.headers["Location"]) == (301, f"/{start}/new-{slug}/feed.{kind}")
    assert client.get(response.headers["Location"]).status_code == 200
    assert client.get(page).headers["Location"] == f"/{start}/new-{slug}/"


@pytest.mark.parametrize("kind", FORMATS)
def test_feed_of_a_withdrawn_post_is_gone(client, first, kind):
    """P1"""
    publishing.withdraw(first, by=first.author)
    response = client.get(f"/2009/03/first/feed.{kind}")
    assert response.status_code == 410
    assert "has been withdrawn by its editors" in response.text
    assert "First" not in response.text


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize(
    "page",
    [
        "/tags/unknown/", "/sources/unknown/", "/authors/unknown/", "/2009/03/unknown/", "/2009/04/first/",
        "/tags/%00/",
        "/sources/empty/", "/tags/empty/", "/authors/daniel-hale/", "/2009/13/first/", "/2009/03/", "/2009/", "/about/",
    ],
)  # fmt: skip
def test_feed_of_what_is_not_there_is_not_found(client, first, editor, page, kind):
    """P19"""
    Source.objects.create(name="Empty")
    Tag.objects.create(name="Empty")
    response = client.get(f"{page}feed.{kind}")
    assert response.status_code == 404
    assert "There is nothing at this address." in response.text


@pytest.mark.parametrize("query", ["", "?q=", "?q=%20", "?q=%00", "?q=%25_%5C", "?q=" + "a" * 10_000])
def test_feed_of_a_search_for_nothing_is_not_found(client, first, query):
    """P19"""
    assert client.get(f"/search/feed.atom{query}").status_code == 404


@pytest.mark.parametrize("query", ["a%ff%fe", "a%ED%A0%80", "a%25_%5C", "a%26%3C%22%27", "a+" * 99, "a%EF%BF%BF"])
@pytest.mark.parametrize("kind", ["atom", "rss"])
def test_feed_of_an_odd_search_can_be_read(client, first, query, kind):
    """P19"""
    assert set(titles(client, f"/search/feed.{kind}?q={query}")) <= {"First", "Second"}


@pytest.mark.parametrize("path", ["/feed.xml", "/feed.atom/", "/feed.", "/feed.ATOM", "/feed.jsonx"])
def test_no_other_format_is_made_up(client, first, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_feed_refuses_other_methods(client, first, method):
    """P19"""
    assert client.generic(method, "/feed.atom").status_code == 405


def test_feed_in_another_script_is_at_its_address(client, make_post):
    tag = Tag.objects.create(name="Россия")
    make_post(tags=[tag])
    feed = client.get(f"{tag.get_absolute_url()}feed.json").json()
    page = f"http://testserver{tag.get_absolute_url()}"
    assert (feed["home_page_url"], feed["feed_url"]) == (page, f"{page}feed.json")
