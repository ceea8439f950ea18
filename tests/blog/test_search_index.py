"""The index is made, filled and kept without anybody's doing."""

import pytest
from django.core.management import call_command
from django.db import connection

from blog import search
from blog.models import Page, Post, SearchEntry, SearchWord
from tests.blog.searches import ask, find


def forget_everything():
    """Leave a site as one that comes from a version without an index."""
    SearchEntry.objects.all().delete()
    SearchWord.objects.all().delete()


def test_migrating_makes_an_existing_site_searchable(client, post):
    page = Page.objects.create(title="About", slug="about", body="Some words.")
    forget_everything()
    assert find(client, "words") == []
    call_command("migrate", verbosity=0)
    assert set(find(client, "words")) == {post.title, page.title}


def test_migrating_again_leaves_the_index(client, post):
    before = list(SearchEntry.objects.values())
    call_command("migrate", verbosity=0)
    assert list(SearchEntry.objects.values()) == before


def test_reindexing_builds_what_is_missing_and_takes_out_what_is_hidden(client, make_post, capsys):
    make_post("Kept")
    Post.objects.filter(pk=make_post("Hidden").pk).update(status="withdrawn")
    Page.objects.create(title="About", slug="about", body="Some words.")
    SearchEntry.objects.filter(post__title="Kept").delete()
    for _ in range(2):
        call_command("reindex")
        assert {str(entry.target) for entry in SearchEntry.objects.all()} == {"Kept", "About"}
        assert set(find(client, "words")) == {"Kept", "About"}
    assert "3 posts and pages indexed." in capsys.readouterr().out


def test_row_left_in_the_index_gives_way(client, post):
    """A database that was emptied otherwise may still have rows of the index."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM blog_searchentry")
    search.index_posts([post])
    assert find(client, "words") == [post.title]


def test_long_post_is_found_by_its_beginning(client, make_post):
    post = make_post(body="needle")
    Post.objects.filter(pk=post.pk).update(
        body_html="needle " + " ".join(f"w{n:050}" for n in range(30_000)) + " thread"
    )
    search.index_posts([post])
    assert find(client, "needle") == [post.title]
    assert find(client, "thread") == []


@pytest.mark.parametrize("table", ["blog_search_index", "blog_searchentry", "blog_searchword"])
def test_tables_are_there(db, table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 - a name from above


@pytest.mark.parametrize("number", [1, 3])
def test_search_asks_as_much_for_three_results_as_for_one(
    client, make_post, make_quotation, number, django_assert_num_queries
):
    """P22"""
    for each in range(number):
        post = make_post(f"Post {each}", body="Some words.")
        make_quotation(post, "words")
        Page.objects.create(title="Page", slug=f"page-{post.pk}", body="Some words.")
    ask(client)
    with django_assert_num_queries(4 + 4):  # frame; completions, index, readable entries, results
        assert len(find(client, "words")) == 2 * number
    with django_assert_num_queries(4 + 3):  # the query ends in a phrase, so nothing is completed
        assert len(find(client, '"words"')) == 2 * number
