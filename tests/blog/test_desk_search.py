"""Search over all that somebody may see at the writing desk."""

from datetime import timedelta

import pytest
from django.utils import timezone

from banners.models import SiteBanner
from blog import publishing
from blog.models import Page, Tag


@pytest.fixture
def make_zebras(make_post, make_quotation, source):
    """Make `number` of everything with a zebra in it, all of one author."""

    def make(number, by):
        for n in range(number):
            post = make_post(f"Zebra read {n}", by=by)
            make_post(f"Waiting {n}", by=by, body="A zebra in the text.", status="draft")
            make_post(f"Zebra to come {n}", by=by, published_at=timezone.now() + timedelta(days=1))
            make_quotation(post, f"The zebra spoke {n}.")
            publishing.add_update(post, by=by, body=f"The zebra left {n}.")
            Tag.objects.create(name=f"Zebra tag {n}")
            Page.objects.create(title=f"Zebra page {n}", slug=f"page-{n}")
            SiteBanner.objects.create(title=f"Zebra banner {n}")

    return make


def search(client, words):
    return client.get("/admin/search/", {"q": words})


def found(page):
    """Return {group: names} of what was found on a page of results."""
    return {group.name: {row.name for row in group.rows} for group in page.context["groups"]}


def test_author_finds_posts_in_every_state_and_what_belongs_to_them(sign_in, author, make_zebras):
    make_zebras(1, author)
    page = search(sign_in(author), "zebra")
    assert found(page) == {
        "Posts": {"Zebra read 0", "Waiting 0", "Zebra to come 0"},
        "Updates": {"Update 1 to “Zebra read 0”"},
        "Quotations": {"Reuters: The zebra spoke 0."},
        "Tags": {"Zebra tag 0"},
    }
    post = author.posts.get(title="Waiting 0")
    assert f'<a href="/admin/blog/post/{post.pk}/change/">Waiting 0</a>' in page.text


def test_published_text_is_found_by_forms_of_its_words(sign_in, author, make_post):
    make_post("Committees", body="Комитет заседал.")
    assert found(search(sign_in(author), "комитета"))["Posts"] == {"Committees"}


def test_author_finds_nothing_of_others(sign_in, author, other_author, make_zebras):
    """P1, P12"""
    make_zebras(1, other_author)
    assert set(found(search(sign_in(author), "zebra"))) == {"Tags"}


@pytest.mark.parametrize(
    ("role", "groups"),
    [
        ("moderator", {"Site banners"}),
        ("editor", {"Posts", "Updates", "Quotations", "Tags", "Pages"}),
        ("superuser", {"Posts", "Updates", "Quotations", "Tags", "Pages", "Site banners"}),
    ],
)
def test_role_finds_what_it_may_see(sign_in, request, author, *, make_zebras, role, groups):
    """P1, P12"""
    make_zebras(1, author)
    assert set(found(search(sign_in(request.getfixturevalue(role)), "zebra"))) == groups


def test_user_without_a_role_finds_nothing(sign_in, make_user, author, make_zebras):
    """P12"""
    make_zebras(1, author)
    page = search(sign_in(make_user("nobody")), "zebra")
    assert (found(page), page.context["places"]) == ({}, [])


def test_places_at_the_desk_are_found_by_name(sign_in, moderator):
    assert [(place.name, place.url) for place in search(sign_in(moderator), "banner").context["places"]] == [
        ("Site banners", "/admin/banners/sitebanner/"),
        ("Add site banner", "/admin/banners/sitebanner/add/"),
    ]
    assert len(search(sign_in(moderator), "").context["places"]) == 2
    assert search(sign_in(moderator), "post").context["places"] == []


def test_more_than_fits_is_one_click_away(sign_in, author, make_post):
    for n in range(8):
        make_post(f"Zebra {n}")
    page = search(sign_in(author), "zebra")
    assert len(found(page)["Posts"]) == 6
    assert '<a href="/admin/blog/post/?q=zebra">Posts: all that is found</a>' in page.text


@pytest.mark.parametrize("words", ["", " ", "\0", "x" * 10_000, "%", "'\"", "[" * 200, "-x", '"', "🦓"])
def test_odd_words_get_an_answer(sign_in, superuser, post, words):
    """P19"""
    assert search(sign_in(superuser), words).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("role", "queries"), [("author", 16), ("editor", 18), ("superuser", 20)])
def test_search_asks_as_much_for_three_as_for_one(
    sign_in, request, author, *, make_zebras, django_assert_num_queries, role, queries, number
):
    """P22"""
    make_zebras(number, author)
    client = sign_in(request.getfixturevalue(role))
    with django_assert_num_queries(queries):
        search(client, "zebra")
