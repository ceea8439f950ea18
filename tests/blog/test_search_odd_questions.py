"""P19: whatever is asked for, there is an answer in plain words, and soon."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import text

from tests.blog.searches import ask, find, message

NO_WORD = "There is no word in that to search for."


@pytest.mark.parametrize(
    "q", ['"', '""', "'", '"" ""', "-", "--", '-"', '-""', "*", "_", "%", "()", "\\", "...", "🙂", "́"]
)
def test_question_without_a_word_is_answered_so(client, post, q):
    """P19"""
    assert message(ask(client, q)) == NO_WORD


@pytest.mark.parametrize("q", ["", " ", "\t\n"])
def test_no_question_shows_the_form_alone(client, post, q):
    response = ask(client, q)
    assert "<article" not in response.text
    assert 'class="empty"' not in response.text


@pytest.mark.parametrize(
    "q",
    [
        "NEAR(", "NEAR(some words, 2)", "title:some", "heading: words", "col:", "{heading summary}: some", "^some",
        "some*", "some AND", "OR", "NOT", "some OR", "some NOT words", "(some", "some)", "some + words", "any_",
        "!some", "some & | !", "some:*", "some:A", "<->", "'some' <-> 'words'", "a\\'b", "$$", "%s", "%(q)s", "{}",
        "'; DROP TABLE blog_post; --", '" OR 1=1 --', "some' UNION SELECT password FROM people_user --", "tag_1",
        "some\u0000", "\u202esome", b"\xed\xa0\x80".decode("utf-8", "replace"), "½ ﷺ ﬁ İ ß ǆ",
    ],
)  # fmt: skip
def test_syntax_of_databases_is_text(client, post, q):
    """P19"""
    assert ask(client, q).status_code == 200
    assert find(client, "words") == [post.title]


def test_marks_of_filters_are_no_words(client, make_post):
    make_post("Found", body="any year 2009")
    assert find(client, "any_") == ["Found"]
    assert find(client, "year_2009") == ["Found"]
    assert find(client, "year_2026") == []


@pytest.mark.parametrize("q", ["a" * 10_000, "word " * 2_000, '"' * 10_000, "-" * 10_000, "ж" * 10_000])
def test_question_that_is_too_long_is_answered_so(client, post, q):
    """P19"""
    assert message(ask(client, q)) == "That is too long to search for: 200 characters are read, and no more."


@pytest.mark.parametrize(
    "q", ["a " * 100, '"a" ' * 50, "-a " * 66, "ab " * 66, " ".join(chr(0x400 + n) for n in range(99)), "x" * 200]
)
def test_many_words_are_answered_soon(client, post, q):
    """P19"""
    started = time.monotonic()
    ask(client, q.strip())
    assert time.monotonic() - started < 1


@pytest.mark.parametrize("page", ["0", "-1", "2", "1000000000", "x"])
def test_page_that_is_not_there_is_not_found(client, post, page):
    """P19"""
    assert client.get("/search/", {"q": "words", "page": page}).status_code == 404


questions = st.one_of(
    text(max_size=200),
    text(alphabet="some words\"'-*()_:^&|!<>\\%\0é", max_size=200),
    st.just("some") | st.just("-some"),
)


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(q=questions, tag=text(max_size=10), year=text(max_size=5))
def test_any_text_is_answered(client, post, q, tag, year):
    """P19"""
    ask(client, q)
    ask(client, q, tag=tag, year=year)
