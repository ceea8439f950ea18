"""P1 and P3 in search: no word that is not published is found, counted, shown in a snippet or offered."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from blog import publishing
from blog.models import Post, SearchEntry, SearchWord, Source, Tag
from tests.blog.moments import MARCH
from tests.blog.searches import ask, find, snippets, suggestion

NOON = datetime(2030, 6, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)
TEXT = "kanarka zebra"


def at(moment):
    return time_machine.travel(moment, tick=False)


def is_invisible(client):
    is_found = find(client, "kanarka") or suggestion(client, "kanrka")
    return not is_found and "kanarka" not in ask(client, "zebra").text


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_post_that_is_not_published_is_not_in_the_index(client, make_post, status):
    """P1"""
    make_post(TEXT, status=status, summary=TEXT, body=TEXT)
    assert is_invisible(client)
    assert not SearchEntry.objects.exists()
    assert not SearchWord.objects.filter(word="kanarka").exists()


def test_post_is_found_while_it_is_published(client, make_post, author):
    """P1"""
    post = make_post(TEXT, status="draft")
    publishing.publish(post, by=author)
    assert find(client, "kanarka") == [TEXT]
    publishing.withdraw(post, by=author)
    assert is_invisible(client)
    publishing.publish(post, by=author)
    assert find(client, "kanarka") == [TEXT]


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_index_does_not_decide_what_may_be_read(client, make_post, status):
    """P1: a change that went past the index"""
    post = make_post(TEXT, body=TEXT)
    Post.objects.filter(pk=post.pk).update(status=status)
    assert is_invisible(client)
    Post.objects.filter(pk=post.pk).update(status="published", published_at=timezone.now() + DAY)
    assert is_invisible(client)


def test_scheduled_post_is_found_from_its_second(client, make_post):
    """P3"""
    make_post(TEXT, published_at=NOON)
    with at(NOON - SECOND):
        assert is_invisible(client)
    with at(NOON):
        assert find(client, "kanarka") == [TEXT]
        assert suggestion(client, "kanrka") == "kanarka"


def test_scheduled_update_and_its_quotation_are_found_from_their_second(client, make_post, author, make_quotation):
    """P1, P3"""
    post = make_post("A story", published_at=MARCH)
    update = publishing.add_update(post, by=author, body=TEXT, at=NOON)
    source = Source.objects.create(name="Kanarka Daily")
    make_quotation(post, "Kanarka said.", update=update, source=source)
    with at(NOON - SECOND):
        assert is_invisible(client)
        assert "kanarka-daily" not in ask(client).text
    with at(NOON + SECOND):
        assert find(client, "zebra") == ["A story"]
        assert find(client, "said", source="kanarka-daily") == ["A story"]


def test_updates_of_one_moment_are_all_found(client, make_post, author):
    """P3"""
    for title in "abc":
        post = make_post(title, published_at=MARCH)
        publishing.add_update(post, by=author, body=TEXT, at=NOON)
    with at(NOON + DAY):
        assert len(find(client, "kanarka")) == 3


def test_erased_post_update_and_quotation_are_gone(client, make_post, author, make_quotation):
    """P1"""
    post = make_post("A story", body="Plain.")
    quotation = make_quotation(post, TEXT)
    assert find(client, "kanarka") == ["A story"]
    publishing.erase(quotation, by=author)
    assert is_invisible(client)
    update = publishing.add_update(post, by=author, body=TEXT)
    assert find(client, "kanarka") == ["A story"]
    publishing.erase(update, by=author)
    assert is_invisible(client)
    publishing.erase(post, by=author)
    assert find(client, "plain") == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM blog_search_index")
        assert cursor.fetchone() == (0,)


def test_old_words_of_a_post_are_gone(client, make_post, author):
    """P1"""
    post = make_post(TEXT, summary=TEXT, body=TEXT)
    post.title = post.summary = post.body = "Other"
    post.save()
    publishing.record(post, by=author)
    assert is_invisible(client)
    assert find(client, "other") == ["Other"]


def test_renamed_tag_is_found_by_its_new_name_alone(sign_in, superuser, client, make_post):
    """P1"""
    tag = Tag.objects.create(name="Kanarka")
    make_post("A story", tags=[tag])
    assert find(client, "kanarka") == ["A story"]
    form = {"name": "Siskin", "slug": "siskin", "description": ""}
    assert sign_in(superuser).post(f"/admin/blog/tag/{tag.pk}/change/", form).status_code == 302
    assert find(client, "siskin") == ["A story"]
    assert is_invisible(client)


def test_erased_tag_is_not_found(sign_in, superuser, client, make_post):
    """P1"""
    tag = Tag.objects.create(name="Kanarka")
    make_post("A story", tags=[tag])
    sign_in(superuser).post(f"/admin/blog/tag/{tag.pk}/delete/", {"post": "yes", "title": "Kanarka"})
    assert not Tag.objects.exists()
    assert is_invisible(client)


def test_renamed_source_is_found_by_its_new_name_alone(client, make_post, make_quotation):
    """P1"""
    source = Source.objects.create(name="Kanarka")
    make_quotation(make_post("A story"), "Words.", source=source)
    assert find(client, "kanarka") == ["A story"]
    source.name = "Siskin"
    publishing.save_source(source)
    assert find(client, "siskin") == ["A story"]
    assert "Quotation: Siskin" in ask(client, "siskin").text
    assert find(client, "kanarka") == []
    assert suggestion(client, "kanrka") is None


def test_editor_finds_no_more_than_a_reader(sign_in, editor, make_post):
    """P1"""
    make_post(TEXT, status="draft", body=TEXT)
    assert is_invisible(sign_in(editor))


def test_snippet_shows_the_text_as_it_is_published(client, make_post, author):
    """P1"""
    post = make_post(body="zebra before")
    publishing.add_update(post, by=author, body=TEXT, at=timezone.now() + DAY)
    assert snippets(ask(client, "zebra")) == ["<mark>zebra</mark> before"]
