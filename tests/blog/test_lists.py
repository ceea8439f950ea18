"""What a reader is shown in lists: the front page, tags, times and authors."""

import re

import pytest

from blog.models import SiteSettings, Tag
from tests.blog.moments import APRIL, MARCH


def titles(response):
    """Return the titles of the posts in a list, as they stand on the page."""
    return re.findall(r"<article.*?<h2><a [^>]*>(.*?)</a>", response.text, re.DOTALL)


# The front page


def test_front_page_lists_the_newest_post_first(client, posts):
    assert titles(client.get("/")) == ["Of 2011", "Of 2010", "Of 2009"]


def test_front_page_holds_as_many_posts_as_the_settings_say(client, posts):
    SiteSettings(posts_per_page=2).save()
    first, second = client.get("/"), client.get("/?page=2", follow=True)
    assert titles(first) == ["Of 2011", "Of 2010"]
    assert titles(second) == ["Of 2009"]


def test_page_past_the_end_is_not_found(client, posts):
    SiteSettings(posts_per_page=2).save()
    assert client.get("/?page=3").status_code == 404


def test_front_page_without_posts_says_so(client, db):
    response = client.get("/")
    assert response.status_code == 200
    assert "Nothing has been published here yet." in response.text


def test_list_shows_summary_author_time_and_tags(client, make_post):
    make_post(summary="In short.", published_at=MARCH, tags=[Tag.objects.create(name="Arctic")])
    text = client.get("/").text
    assert "In short." in text
    assert '<a class="p-author h-card" rel="author" href="/authors/anna-weiss/">Anna Weiss</a>' in text
    assert '<time class="dt-published" datetime="2009-03-14T09:26:00+00:00">14 March 2009</time>' in text
    assert '<a class="p-category" href="/tags/arctic/">Arctic</a>' in text


# The other lists


def test_tag_page_lists_the_posts_of_the_tag(client, make_post):
    tag = Tag.objects.create(name="Arctic", description="North of everything.")
    make_post("Cold", tags=[tag])
    make_post("Warm")
    response = client.get("/tags/arctic/")
    assert titles(response) == ["Cold"]
    assert '<h1 class="p-name">Arctic</h1>' in response.text
    assert "North of everything." in response.text


def test_year_page_lists_the_posts_of_the_year(client, posts):
    response = client.get("/2010/")
    assert titles(response) == ["Of 2010"]
    assert '<h1 class="p-name">2010</h1>' in response.text


def test_month_page_lists_the_posts_of_the_month(client, posts, make_post):
    make_post("Of April", published_at=APRIL)
    response = client.get("/2009/04/")
    assert titles(response) == ["Of April"]
    assert '<h1 class="p-name">April 2009</h1>' in response.text
    assert '<a href="/2009/">2009</a>' in response.text


def test_author_page_lists_the_posts_of_the_author(client, make_post, make_user):
    make_post("Mine", by=make_user("vera", "Author", public_name="Vera Lind", about="Writes about rivers."))
    make_post("Of another")
    response = client.get("/authors/vera-lind/")
    assert titles(response) == ["Mine"]
    assert '<h1 class="p-name">Vera Lind</h1>' in response.text
    assert "Writes about rivers." in response.text


def test_author_who_has_published_nothing_has_no_page(client, author):
    assert client.get(author.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_tag_of_which_nothing_is_published_has_no_page(client, make_post, status):
    """P1"""
    tag = Tag.objects.create(name="Arctic")
    make_post(status=status, tags=[tag])
    assert client.get("/tags/arctic/").status_code == 404
    tag.slug = "north"
    tag.save()
    assert client.get("/tags/arctic/").status_code == 404
