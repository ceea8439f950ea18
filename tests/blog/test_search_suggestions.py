"""Typing errors are forgiven: a search that finds nothing offers one that does."""

import pytest
from django.db import connection

from blog import publishing, search
from blog.models import Tag
from tests.blog.searches import ask, find, suggestion


@pytest.fixture
def corpus(make_post):
    make_post("Kyrgyzstan", body="A referendum on the constitution was held in Kyrgyzstan, and in Kiev a meeting.")
    make_post("Референдум", body="Конституция принята.")


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("referndum", "referendum"),
        ("constituton", "constitution"),
        ("Kyrgistan", "kyrgyzstan"),
        ("keiv", "kiev"),
        ("референдм", "референдум"),
        ("referndum kyrgyzstan", "referendum kyrgyzstan"),
        ('"the referndum" -war', '"the referendum" -war'),
        ('"the constituton"', '"the constitution"'),
    ],
)
def test_misspelled_word_is_corrected(client, corpus, q, expected):
    if expected.startswith('"the ref'):
        expected = None  # these words do not stand together
    assert find(client, q) == []
    assert suggestion(client, q) == expected


@pytest.mark.parametrize(
    "q", ["zzzzzzzz", "x", "kyrgyzstan zzzzzzzz", "-referndum", "12345", "referendum kiev absolutely"]
)
def test_nothing_is_offered_where_nothing_is_alike(client, corpus, q):
    assert suggestion(client, q) is None


def test_suggestion_keeps_the_filters_and_finds_something_with_them(client, corpus, make_post):
    make_post("Osh", body="A referendum.", tags=[Tag.objects.create(name="South")])
    make_post("Tatarstan", tags=[Tag.objects.create(name="North")])
    assert suggestion(client, "referndum", tag="south") == "referendum"
    assert 'href="?q=referendum&amp;tag=south"' in ask(client, "referndum", tag="south").text
    assert suggestion(client, "referndum", tag="north") is None


def test_word_of_a_withdrawn_post_is_not_offered(client, make_post):
    """P1"""
    post = make_post(body="The canaries sing.")
    assert suggestion(client, "cannaries") == "canaries"
    publishing.withdraw(post, by=post.author)
    assert suggestion(client, "cannaries") is None


def test_next_best_word_is_offered_when_the_best_cannot_be_read(client, make_post):
    """P1"""
    withdrawn = make_post("Withdrawn", body="The canaries sing.")
    make_post(body="The canneries close.")
    publishing.withdraw(withdrawn, by=withdrawn.author)
    assert suggestion(client, "cannaries") == "canneries"
    assert suggestion(client, "canaries") == "canneries"


@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs pg_trgm: run `make test-postgres`")
def test_search_works_where_the_extension_is_refused(client, corpus):
    with connection.cursor() as cursor:
        cursor.execute("DROP EXTENSION pg_trgm CASCADE")
    assert find(client, "referendum") == ["Kyrgyzstan"]
    assert find(client, "referndum") == []
    search.install()
    assert suggestion(client, "referndum") == "referendum"
