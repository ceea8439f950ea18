from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blog import publishing
from blog.document import Document, NotADocument, UpdateDocument, compose, parse
from blog.models import Post, Quotation, Tag

NOON = datetime(2008, 8, 8, 12, tzinfo=UTC)
SMALL = """\
---
title: "War & “peace”"
slug: "war-peace"
author: "anna-weiss"
status: "published"
published_at: "2008-08-08T12:00:00+00:00"
language: "en"
tags: ["Georgia", "Россия"]
summary: "One line.\\nAnother."
---

First words.

> The talks *go on*.
>
> — Ivan, [Reuters](https://www.reuters.com/1), 2008-08-07 {#reuters}

Last words.

::: update 1 · correction · 2008-08-09T12:00:00+00:00 · timur-bekov

It was Friday.
"""
HEAD, _, REST = SMALL.partition("\n---\n")


def fetch(post):
    return Post.objects.for_record().get(pk=post.pk)


@pytest.fixture
def war(make_post, make_quotation, other_author):
    """Make the post that `SMALL` is the document of."""
    tags = [Tag.objects.create(name=name) for name in ("Россия", "Georgia")]
    text = "First words.\n\n[quote: reuters]\n\nLast words."
    post = make_post(
        "War & “peace”", language="en", tags=tags, summary="One line.\nAnother.", published_at=NOON, body="First words."
    )
    make_quotation(post, "The talks *go on*.", key="reuters", speaker="Ivan", said_on=date(2008, 8, 7))
    Post.objects.filter(pk=post.pk).update(body=text)
    publishing.add_update(post, by=other_author, body="It was Friday.", kind="correction", at=NOON + timedelta(days=1))
    return fetch(post)


def test_small_post_is_written_to_the_letter(war):
    assert compose(war) == SMALL


def test_small_document_is_read():
    assert parse(SMALL) == Document(
        title="War & “peace”",
        slug="war-peace",
        author="anna-weiss",
        status="published",
        published_at=NOON,
        language="en",
        tags=["Georgia", "Россия"],
        summary="One line.\nAnother.",
        body=REST.partition("\n\n:::")[0].strip(),
        updates=[UpdateDocument(1, "correction", NOON + timedelta(days=1), "timur-bekov", "It was Friday.")],
    )


def test_draft_without_a_time_is_written_and_read(draft):
    document = parse(compose(fetch(draft)))
    assert (document.status, document.published_at, document.tags) == ("draft", None, [])


def test_post_without_words_is_written_and_read(make_post):
    document = parse(compose(fetch(make_post(body=""))))
    assert (document.body, document.updates) == ("", [])


def test_quotations_come_back_with_all_they_hold(post, make_quotation, author):
    """P9"""
    update = publishing.add_update(post, by=author, body="Later.")
    fields = {
        "speaker": "Ivan [B]",
        "said_on": date(2008, 8, 11),
        "language": "ru",
        "translation": "Words\n\nand more.",
    }
    fields |= {"link": "https://www.reuters.com/a_(b)", "is_paraphrase": True}
    make_quotation(post, "Слова.\n\nИ ещё.", key="placed", **fields)
    make_quotation(post, "Unplaced.", key="unplaced")
    make_quotation(post, "In the update.", key="updated", update=update)
    Post.objects.filter(pk=post.pk).update(body="[quote: placed]\n\nAfter.")
    publishing.record(post, by=author)
    before = [quotation.as_quote() for quotation in fetch(post).quotations.all()]
    document = parse(compose(fetch(post)))
    publishing.erase(post, by=author)
    added = fetch(publishing.add_post(document))
    assert sorted(quotation.as_quote().key for quotation in added.quotations.all()) == ["placed", "unplaced", "updated"]
    assert {quotation.as_quote() for quotation in added.quotations.all()} == set(before)
    assert added.quotations.get(key="updated").update.number == 1


def test_post_that_is_added_from_a_document_has_the_same_document(war, author):
    """P9"""
    publishing.add_update(war, by=author, body="> plain\n\n    code", at=NOON + timedelta(days=2))
    text = compose(fetch(war))
    publishing.erase(war, by=author)
    assert compose(fetch(publishing.add_post(parse(text)))) == text


def test_quotation_that_no_line_places_follows_its_text(post, make_quotation):
    make_quotation(post)
    assert compose(fetch(post)).endswith("Some words.\n\n> Quoted words.\n>\n> — [Reuters]"
                                         "(https://www.reuters.com/1) {#reuters}\n")  # fmt: skip


@pytest.mark.parametrize("marker", ["[quote: reuters]", "[quote:reuters]", "  [quote:  reuters ]  "])
def test_quotation_stands_once_however_its_marker_is_written(post, make_quotation, author, marker):
    """P7"""
    make_quotation(post)
    Post.objects.filter(pk=post.pk).update(body=f"Before.\n\n{marker}\n\nAfter.")
    publishing.record(post, by=author)
    assert compose(fetch(post)).count("Quoted words.") == 1


@pytest.mark.parametrize("text", ["```\n[quote: reuters]\n```", "    [quote: reuters]", "See [quote: reuters]."])
def test_quotation_is_kept_where_its_marker_is_only_text(post, make_quotation, author, text):
    """P7"""
    make_quotation(post)
    Post.objects.filter(pk=post.pk).update(body=text)
    publishing.record(post, by=author)
    assert compose(fetch(post)).count("Quoted words.") == 1


@pytest.mark.parametrize(
    "body",
    ["[quote: a]\n[quote: b]", "> plain\n[quote: a]\n\n[quote: b]", "[quote: a]\n> plain\n\n[quote: b]"],
)
def test_quotations_stay_apart_from_what_they_touch(post, make_quotation, author, body):
    """P7"""
    make_quotation(post, "First.", key="a")
    make_quotation(post, "Second.", key="b")
    Post.objects.filter(pk=post.pk).update(body=body)
    revision = publishing.record(post, by=author)
    publishing.restore(revision, by=author)
    assert sorted(Quotation.objects.values_list("key", "text")) == [("a", "First."), ("b", "Second.")]


lines = st.one_of(
    st.sampled_from([":::", r"\:::", r"\\::: update", "---", "", "> words", "```", "  text", "# Head"]),
    st.just("::: update 2 · update · 2008-08-08T12:00:00+00:00 · anna-weiss"),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(body=st.lists(lines).map("\n".join), later=st.lists(lines).map("\n".join), title=st.text(max_size=30))
def test_whatever_is_written_is_read_again(war, body, later, title):
    """P7"""
    war.body, war.title = body, title
    war.updates.all()[0].body = later
    war._prefetched_objects_cache["quotations"] = Quotation.objects.none()  # noqa: SLF001 - nothing but the bodies
    document = parse(compose(war))
    assert (document.body, document.title) == (body.strip("\n"), title)
    assert [update.body for update in document.updates] == [later.strip("\n")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "does not begin with a block"),
        ("Just words.\n", "does not begin with a block"),
        (HEAD, "does not begin with a block"),
        (f"\n{SMALL}", "does not begin with a block"),
        (SMALL.replace('"war-peace"', "war-peace"), "“slug: war-peace” is not a name and a JSON value"),
        (SMALL.replace("title: ", "title "), "is not a name and a JSON value"),
        (SMALL.replace("summary", "subtitle"), "must give exactly: title, slug, author, status"),
        (SMALL.replace('language: "en"\n', ""), "must give exactly"),
        (SMALL.replace("\ntags", "\nmood: 1\ntags"), "must give exactly"),
        (SMALL.replace('at: "2008-08-08T12:00:00+00:00"', 'at: "last summer"'), "published_at: .*last summer"),
        (SMALL.replace('at: "2008-08-08T12:00:00+00:00"', "at: 2008"), "published_at: "),
        (SMALL.replace("2008-08-09T12:00:00+00:00", "tomorrow"), "update 1: .*tomorrow"),
    ],
)
def test_broken_document_is_refused_with_the_place_where_it_breaks(text, message):
    with pytest.raises(NotADocument, match=message):
        parse(text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("published_at", SMALL.replace("2008-08-08T12:00:00+00:00", "2008-08-08T12:00:00")),
        ("tags", SMALL.replace('["Georgia", "Россия"]', '"Georgia"')),
        ("tags", SMALL.replace('["Georgia", "Россия"]', "null")),
        ("language", SMALL.replace('"en"', "null")),
        ("update", SMALL.replace("2008-08-09T12:00:00+00:00", "2008-08-09T12:00:00")),
    ],
    ids=["time without zone", "tags as text", "no tags", "no language", "update's time without zone"],
)
def test_value_of_the_wrong_kind_is_refused_by_its_name(name, text):
    with pytest.raises(NotADocument, match=name):
        parse(text)
