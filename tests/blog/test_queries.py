"""P22: the number of queries of a page does not grow with content: each literal holds for 1 and 3 of everything."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from banners.models import SiteBanner
from blog import publishing
from blog.models import Page, Quotation, Tag, Update
from people.models import User
from sidebar.models import Widget

MARCH = datetime(2009, 3, 1, 12, 0, tzinfo=UTC)

FRAME = 4  # edition, settings, banners, widgets: on every page
OFFERS = 3  # tags, sources and years to search in; kept while the edition stands
PAGES = [
    ("/", FRAME + 2),  # posts, tags
    ("/?before=end", 4),  # edition, settings, posts, tags: the last page is the first, and a redirect has no frame
    ("/2009/", FRAME + 2),
    ("/2009/03/", FRAME + 2),
    ("/tags/tag-0/", FRAME + 3),  # tag, posts, tags
    ("/authors/author-0/", FRAME + 3),  # author, posts, tags
    ("/archive/", FRAME + 1),
    ("/tags/", FRAME + 1),
    ("/sources/", FRAME + 2),
    ("/sources/reuters/", FRAME + 4),  # source, quotations, number by year, state of their pages
    ("/quotations/", FRAME + 1),
    ("/updates/", FRAME + 1),
    ("/corrections/", FRAME + 1),
    ("/2009/03/post-0/quotations/reuters/", FRAME + 2),  # quotation, copy of its page
    ("/search/", FRAME + OFFERS),
    ("/search/?q=words", FRAME + 4),  # other forms of the last word, index, what may be read, results
    ("/search/?tag=tag-0", FRAME + 3),
    # index; for each word: index, words with swapped letters, words alike (on PostgreSQL between savepoints)
    ("/search/?q=unheard-of", FRAME + 1 + 2 * (5 if connection.vendor == "postgresql" else 3)),
    # post, tags, updates, quotations, previous, next; who shares tags, sources; those; comments
    ("/2009/03/post-0/", FRAME + 10),
    ("/2009/03/post-0/history/", FRAME + 2),
    ("/2009/03/post-0/history/1/", FRAME + 7),  # post, revision, those around it (2), authors then and now, tags
    ("/2009/03/post-0/history/1/2/", FRAME + 3),
    ("/about/", FRAME + 2),  # page, comments
    ("/nothing-here/", FRAME + 3),  # page, former address here and elsewhere
    ("/2009/03/nothing-here/", FRAME + 3),
]
KINDS = {
    "recent_posts": ({"count": 5}, 1),
    "recent_updates": ({"count": 5}, 1),
    "recent_quotations": ({"count": 5}, 1),
    "tags": ({}, 1),
    "archive": ({}, 1),
    "text": ({"text": "Words.", "html": "<p>Words.</p>"}, 0),
    "links": ({"links": "https://www.osce.org/ OSCE"}, 0),
    "search": ({}, 0),
}


@pytest.fixture(params=[1, 3], ids=["one", "three"])
def number(request):
    return request.param


@pytest.fixture
def content(make_post, make_quotation, number):
    """Make `number` posts of as many authors, each with as many tags, updates, quotations; notices; a page."""
    tags = [Tag.objects.create(name=f"Tag {n}") for n in range(number)]
    for n in range(number):
        writer = User.objects.create(username=f"author-{n}")
        post = make_post("Post", slug=f"post-{n}", by=writer, tags=tags, published_at=MARCH)
        for _ in range(number):
            update = publishing.add_update(post, by=writer, body="More words.")
            make_quotation(post)
            make_quotation(post, update=update)
        SiteBanner.objects.create(title=f"Notice {n}", is_active=True)
    Page.objects.create(title="About", slug="about", body="Words.")


def test_pages_ask_as_much_for_three_as_for_one(client, content, django_assert_num_queries):
    """P22"""
    for path, queries in PAGES:
        with django_assert_num_queries(queries, info=path):
            client.get(path)


def test_page_that_the_reader_has_costs_one_query(client, content, django_assert_num_queries):
    """P22"""
    etag = client.get("/").headers["ETag"]
    with django_assert_num_queries(1):
        assert client.get("/", headers={"If-None-Match": etag}).status_code == 304


def test_former_address_costs_as_much_for_three_as_for_one(client, post, number, django_assert_num_queries):
    """P22"""
    former = post.get_absolute_url()
    for n in range(number):
        post.slug = f"moved-{n}"
        post.save()
        publishing.record(post, by=post.author)
    with django_assert_num_queries(4):  # edition, settings, post, former address: a redirect has no frame
        assert client.get(former).status_code == 301


def test_withdrawn_post_and_its_preview_cost_as_much_for_three_as_for_one(
    client, content, number, django_assert_num_queries
):
    """P22"""
    post = Update.objects.first().post
    publishing.withdraw(post, by=post.author)
    post.refresh_from_db()
    with django_assert_num_queries(FRAME + 2):  # post, former address
        assert client.get(post.get_absolute_url()).status_code == 410
    with django_assert_num_queries(FRAME + 4):  # post, tags, updates, comments
        assert client.get(post.get_preview_url()).status_code == 200


def test_widgets_ask_as_much_for_three_entries_as_for_one(client, content, django_assert_num_queries):
    """P22"""
    for kind, (options, queries) in KINDS.items():
        widget = Widget.objects.create(area="footer", kind=kind, options=options)
        with django_assert_num_queries(FRAME + OFFERS + queries, info=kind):
            client.get("/search/")
        widget.delete()


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_three_widgets_of_a_kind_ask_as_much_as_one_while_the_edition_stands(
    client, number, django_assert_num_queries, kind
):
    """P22"""
    for _ in range(number):
        Widget.objects.create(area="footer", kind=kind, options=KINDS[kind][0])
    client.get("/search/")
    with django_assert_num_queries(FRAME):
        assert client.get("/search/?page=1").text.count('<section class="widget') == number


def test_content_is_as_much_as_it_says(content, number):
    assert Update.objects.count() == number * number
    assert Quotation.objects.count() == 2 * number * number
