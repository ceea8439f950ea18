"""Long lists in pages that are found by key, and what the lists of quotations, sources, updates and tags show."""

import re

import pytest
from django.utils import timezone

from blog import publishing
from blog.models import SiteSettings, Source, Tag, Update
from tests.blog.moments import DAY, MARCH
from tests.blog.test_lists import titles


@pytest.fixture
def seven(make_post):
    """Seven posts, three of them of one moment, in pages of three."""
    SiteSettings(posts_per_page=3).save()
    days = (0, 1, 2, 2, 2, 3, 4)
    return [make_post(f"Post {n}", published_at=MARCH + day * DAY) for n, day in enumerate(days)]


def way(response, rel):
    """Return where a link of the list leads, or None."""
    found = re.search(rf'rel="{rel}" href="([^"]*)"', response.text)
    return found and found[1].replace("&amp;", "&")


NEWEST_FIRST = [f"Post {n}" for n in range(6, -1, -1)]


def test_pages_lead_from_the_newest_to_the_oldest_and_show_each_post_once(client, seven):
    response, found = client.get("/"), []
    while True:
        found.append(titles(response))
        if not way(response, "next"):
            break
        response = client.get("/" + way(response, "next"))
    assert found == [NEWEST_FIRST[:3], NEWEST_FIRST[3:6], NEWEST_FIRST[6:]]


def test_pages_lead_from_the_oldest_back_to_the_newest(client, seven):
    response, found = client.get("/?before=end"), []
    while way(response, "prev"):
        found.append(titles(response))
        response = client.get("/" + way(response, "prev"), follow=True)
    assert found == [NEWEST_FIRST[4:], NEWEST_FIRST[1:4]]
    assert (response.request["PATH_INFO"], response.request["QUERY_STRING"]) == ("/", "")
    assert titles(response) == NEWEST_FIRST[:3]


def test_page_shows_the_same_after_a_new_post(client, seven, make_post):
    older = "/" + way(client.get("/"), "next")
    before = titles(client.get(older))
    make_post("Another")
    assert titles(client.get(older)) == before


def test_page_by_number_leads_to_the_page_by_key(client, seven):
    """P10"""
    assert titles(client.get("/?page=3", follow=True)) == ["Post 0"]
    assert titles(client.get("/?page=1")) == NEWEST_FIRST[:3]
    assert client.get("/?page=4").status_code == 404


def test_sources_are_listed_by_name_in_pages(client, make_post, make_quotation):
    post = make_post()
    names = [f"Source {n:03}" for n in range(101)]
    for name in names:
        source = Source.objects.create(name=name)
        post.quotations.create(source=source, text="Words.", link="https://www.example.org/", published_at=MARCH)
    first = client.get("/sources/")
    second = client.get("/sources/" + way(first, "next"))
    assert names[99] in first.text
    assert names[100] not in first.text
    assert names[100] in second.text
    assert client.get("/sources/" + way(second, "prev"), follow=True).text == first.text


# Quotations and sources


@pytest.fixture
def quotation(post, make_quotation):
    publishing.withdraw(post, by=post.author)
    publishing.publish(post, by=post.author, at=MARCH)
    return make_quotation(post, "Words *spoken*.", speaker="Ivan", language="de", translation="Translated.")


def test_quotations_stand_in_a_list_with_source_and_post(client, quotation):
    page = client.get("/quotations/").text
    assert "<p>Words <em>spoken</em>.</p>" in page
    assert '<blockquote class="p-content" cite="https://www.reuters.com/1" lang="de">' in page
    assert '<div class="translation"><p>Translated.</p></div>' in page
    assert f'href="{quotation.get_permalink()}"' in page
    assert f'href="{quotation.get_absolute_url()}"' in page


def test_quotation_has_a_page_that_shows_what_stands_around_it(client, post, quotation):
    post.refresh_from_db()
    post.body = "First.\n\nBefore.\n\n[quote: reuters]\n\nAfter.\n\nLast."
    post.save()
    publishing.record(post, by=post.author)
    page = client.get(quotation.get_permalink()).text
    assert all(f"<p>{words}.</p>" in page for words in ("Before", "Words <em>spoken</em>", "After"))
    assert not any(f"<p>{words}.</p>" in page for words in ("First", "Last"))


def test_quotation_keeps_its_page_when_its_post_moves(client, post, quotation):
    """P10"""
    old = quotation.get_permalink()
    post.refresh_from_db()
    post.slug = "moved"
    post.save()
    publishing.record(post, by=post.author)
    assert client.get(old).headers["Location"] == old.replace("/a-title/", "/moved/")
    assert client.get(old, follow=True).status_code == 200


def test_page_of_a_quotation_of_a_withdrawn_post_is_gone(client, post, quotation):
    """P1"""
    publishing.withdraw(post, by=post.author)
    response = client.get(quotation.get_permalink())
    assert response.status_code == 410
    assert "spoken" not in response.text


def test_quotation_that_is_not_there_has_no_page(client, post):
    assert client.get(f"{post.get_absolute_url()}quotations/nobody/").status_code == 404


def test_source_shows_everything_quoted_from_it_and_the_years(client, source, make_post, make_quotation):
    for year, words in ((2009, "Of old."), (2011, "Of late."), (2011, "Of late too.")):
        make_quotation(make_post(words, published_at=MARCH.replace(year=year)), words)
    page = client.get(source.get_absolute_url()).text
    assert page.index("Of late") < page.index("Of old.")
    assert "Quoted 3 times here." in page
    assert 'aria-label="Quotations by year: 2009: 1, 2010: 0, 2011: 2"' in page
    assert f'href="{source.homepage}"' in page


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_source_of_which_nothing_is_published_has_no_page(client, make_post, make_quotation, source, status):
    """P1"""
    make_quotation(make_post(status=status))
    assert client.get(source.get_absolute_url()).status_code == 404
    assert source.name not in client.get("/sources/").text


# Updates


def test_corrections_stand_among_the_updates_and_alone(client, post, author):
    publishing.add_update(post, by=author, body="More is known.")
    publishing.add_update(post, by=author, body="It was Tuesday.", kind=Update.Kind.CORRECTION)
    assert all(words in client.get("/updates/").text for words in ("More is known.", "It was Tuesday."))
    corrections = client.get("/corrections/").text
    assert "It was Tuesday." in corrections
    assert "More is known." not in corrections


def test_update_is_listed_when_its_time_has_come(client, post, author):
    """P1"""
    publishing.add_update(post, by=author, body="Tomorrow.", at=timezone.now() + DAY)
    assert "Tomorrow." not in client.get("/updates/").text


# Tags, months, related posts


def test_tags_and_months_are_listed_with_the_number_of_posts(client, make_post):
    tag, _ = Tag.objects.create(name="Arctic"), Tag.objects.create(name="Unused")
    for title in ("One", "Two"):
        make_post(title, published_at=MARCH, tags=[tag])
    tags = client.get("/tags/").text
    assert re.search(r"Arctic</a> <span[^>]*>2 posts<", tags)
    assert "Unused" not in tags
    archive = client.get("/archive/").text
    assert re.search(r"2009</a> <span[^>]*>2 posts<", archive)
    assert re.search(r"March</a> <span[^>]*>2<", archive)


def test_related_posts_are_those_that_share_most(client, make_post, make_quotation):
    arctic, ice = Tag.objects.create(name="Arctic"), Tag.objects.create(name="Ice")
    first = make_post("First", tags=[arctic, ice])
    make_post("Shares nothing", tags=[Tag.objects.create(name="Steppe")])
    make_post("Shares one", tags=[arctic])
    make_post("Shares two", tags=[arctic, ice])
    make_quotation(first)
    make_quotation(make_post("Quotes the same"))
    make_post("Draft", tags=[arctic, ice], status="draft")
    related = re.search(r'<nav class="related".*?</nav>', client.get(first.get_absolute_url()).text, re.DOTALL)[0]
    assert re.findall(r"<a [^>]*>(.*?)</a>", related) == ["Shares two", "Quotes the same", "Shares one"]
