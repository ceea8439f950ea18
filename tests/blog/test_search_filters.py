"""Searches narrowed to a tag, a source or a year."""

import re

import pytest

from blog import publishing
from blog.models import Page, SiteSettings, Source, Tag
from tests.blog.moments import MARCH
from tests.blog.searches import ask, find, main, message


@pytest.fixture
def corpus(make_post, make_quotation):
    """Make three posts of two years, two tags and two sources, and a page."""
    gas, arctic = [Tag.objects.create(name=name) for name in ("Gas", "Arctic")]
    kommersant = Source.objects.create(name="Kommersant", homepage="https://www.kommersant.ru/")
    make_quotation(make_post("One", published_at=MARCH, tags=[gas]), "Pipes.")
    make_quotation(make_post("Two", published_at=MARCH.replace(month=5), tags=[gas, arctic]), "Ice.", source=kommersant)
    make_post("Three", published_at=MARCH.replace(year=2010), tags=[arctic])
    Page.objects.create(title="About", slug="about", body="Some words.")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ({"tag": "gas"}, ["Two", "One"]),
        ({"tag": "arctic"}, ["Three", "Two"]),
        ({"source": "kommersant"}, ["Two"]),
        ({"source": "reuters"}, ["One"]),
        ({"year": "2009"}, ["Two", "One"]),
        ({"year": "2010"}, ["Three"]),
        ({"tag": "arctic", "year": "2009"}, ["Two"]),
        ({"tag": "arctic", "source": "reuters"}, []),
        ({"q": "words", "tag": "gas"}, ["One", "Two"]),
        ({"q": "ice", "tag": "gas"}, ["Two"]),
        ({"q": "ice", "year": "2010"}, []),
        ({"q": "-ice", "tag": "gas"}, ["One"]),
        ({"q": '""', "tag": "gas"}, ["Two", "One"]),
    ],
)
def test_filters_narrow_a_search_and_stand_alone(client, corpus, question, expected):
    assert find(client, **question) == expected


def test_form_offers_what_readers_find_something_under_and_shows_what_was_chosen(client, corpus, make_post):
    hidden = Tag.objects.create(name="Hidden")
    make_post("Draft", status="draft", tags=[hidden], published_at=MARCH.replace(year=1999))
    Tag.objects.create(name="Empty")
    Source.objects.create(name="Never quoted")
    text = main(ask(client, "words", tag="gas", year=2009))
    assert re.findall(r'<option value="([^"]*)"( selected)?>', text) == [
        *[("", ""), ("arctic", ""), ("gas", " selected")],
        *[("", ""), ("kommersant", ""), ("reuters", "")],
        *[("", ""), ("2010", ""), ("2009", " selected")],
    ]


def test_form_offers_nothing_where_there_is_nothing(client, db):
    assert "<select" not in ask(client).text


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("tag", "nothing"),
        ("tag", "hidden"),
        ("tag", "0"),
        ("source", "'; DROP TABLE blog_post; --"),
        ("year", "1999"),
        ("year", "MMIX"),
        ("year", "9" * 400),
        ("tag", "\0"),
    ],
)
def test_unknown_filter_is_answered_in_plain_words(client, corpus, make_post, name, value):
    """P1, P19"""
    make_post("Draft", status="draft", tags=[Tag.objects.create(name="Hidden")])
    response = ask(client, "words", **{name: value})
    assert message(response).startswith(f"Nothing that can be read here has the {name} “")
    assert "<article" not in response.text


def test_pages_of_results_keep_the_filters(client, corpus):
    SiteSettings(posts_per_page=1).save()
    assert 'href="?q=words&amp;tag=gas&amp;page=2"' in ask(client, "words", tag="gas").text
    assert find(client, "words", tag="gas", page=2) == ["Two"]


def test_year_is_that_of_the_address(client, make_post):
    SiteSettings(time_zone="Asia/Novosibirsk").save()
    make_post("New Year", published_at=MARCH.replace(month=12, day=31, hour=22))
    assert find(client, year=2010) == ["New Year"]


def test_filter_follows_a_post_that_changes(client, corpus, post, author):
    tag = Tag.objects.create(name="New")
    post.tags.set([tag])
    publishing.record(post, by=author)
    assert find(client, tag="new") == [post.title]
    post.tags.clear()
    publishing.record(post, by=author)
    assert message(ask(client, tag="new")).startswith("Nothing that can be read here")
