"""What search engines and browsers are told: sitemaps, robots.txt, OpenSearch."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from blog import publishing
from blog.models import Page, Post, SiteSettings, Tag
from blog.sitemaps import PostSection
from tests.blog.machines import links, locations, read_xml
from tests.blog.moments import APRIL, MARCH

SITE = "http://testserver"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


def read(client, address):
    """Return the addresses that a sitemap lists, or its sitemaps list in turn."""
    response = client.get(address.removeprefix(SITE))
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/xml"
    is_index = read_xml(response).tag == f"{SITEMAP}sitemapindex"
    return [found for one in locations(response) for found in (read(client, one) if is_index else [one])]


def test_sitemap_lists_everything_that_can_be_read(client, make_post):
    make_post("Газ", published_at=MARCH, tags=[Tag.objects.create(name="Arctic")])
    Tag.objects.create(name="Unused")
    Page.objects.create(title="About", slug="about")
    paths = ["/2009/03/%D0%B3%D0%B0%D0%B7/", "/about/", "/tags/arctic/", "/authors/anna-weiss/"]
    assert read(client, "/sitemap.xml") == [SITE + path for path in paths]


def test_sitemap_of_an_empty_site_is_empty(client, db):
    assert read(client, "/sitemap.xml") == []
    assert read(client, "/sitemap-posts.xml") == []


def test_sitemap_says_when_a_post_was_updated(client, make_post, author):
    publishing.add_update(make_post(published_at=MARCH), by=author, body="More.", at=APRIL)
    root = read_xml(client.get("/sitemap-posts.xml"))
    assert root.findtext(f"{SITEMAP}url/{SITEMAP}lastmod") == "2009-04-15T10:00:00+00:00"


def test_long_sitemap_is_split_by_key_and_lists_each_post_once(client, make_post, monkeypatch):
    monkeypatch.setattr(PostSection, "limit", 2)
    posts = [make_post(f"Post {number}") for number in range(7)]
    Post.objects.filter(pk=posts[2].pk).delete()
    Post.objects.filter(pk=posts[3].pk).delete()
    expected = [SITE + post.get_absolute_url() for post in posts if post not in posts[2:4]]
    assert read(client, "/sitemap.xml") == [*expected, f"{SITE}/authors/anna-weiss/"]


@pytest.mark.parametrize("page", ["0", "-1", "2", "a", "1.5", "", "9" * 30, "9" * 5000, "%00", "½"])
def test_page_that_no_sitemap_has_is_not_found(client, post, page):
    """P19"""
    assert client.get(f"/sitemap-posts.xml?p={page}").status_code == 404


def test_sitemap_of_nothing_is_not_found(client, db):
    assert client.get("/sitemap-users.xml").status_code == 404


def test_sitemap_that_a_crawler_has_is_not_sent_again(client, post):
    etag = client.get("/sitemap.xml").headers["ETag"]
    assert client.get("/sitemap.xml", headers={"If-None-Match": etag}).status_code == 304


def test_sitemaps_cost_as_much_for_three_as_for_one(client, make_post, django_assert_num_queries):
    """P22"""
    for number in range(3):
        make_post(f"Post {number}", tags=[Tag.objects.create(name=f"Tag {number}")])
        for path, queries in [("/sitemap.xml", 6), ("/sitemap-posts.xml", 1), ("/news-sitemap.xml", 1)]:
            with django_assert_num_queries(2 + queries, info=path):  # edition, settings
                assert client.get(path).status_code == 200


# News


def test_news_are_the_posts_of_two_days(client, make_post):
    SiteSettings(name="Northern & Light", language="ru").save()
    now = timezone.now()
    make_post("Old", published_at=now - timedelta(days=2, minutes=1))
    make_post("Gas & <pipes>\x0b", slug="new", published_at=now - timedelta(days=1), language="pt-BR")
    response = client.get("/news-sitemap.xml")
    (url,) = read_xml(response)
    post = Post.objects.get(slug="new")
    assert url.findtext(f"{SITEMAP}loc") == SITE + post.get_absolute_url()
    assert url.findtext(f"{NEWS}news/{NEWS}title") == "Gas & <pipes>"
    assert url.findtext(f"{NEWS}news/{NEWS}publication_date") == post.published_at.isoformat()
    publication = url.find(f"{NEWS}news/{NEWS}publication")
    assert [element.text for element in publication] == ["Northern & Light", "pt"]


def test_news_grow_old_by_the_clock_alone(client, post):
    response = client.get("/news-sitemap.xml")
    assert locations(response) == [SITE + post.get_absolute_url()]
    assert "ETag" not in response.headers
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        assert locations(client.get("/news-sitemap.xml")) == []


# robots.txt and OpenSearch


def test_robots_are_led_to_the_sitemaps_and_away_from_the_desk(client, db):
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.text.splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /account/",
        "Disallow: /preview/",
        "Disallow: /search/",
        "",
        f"Sitemap: {SITE}/sitemap.xml",
        f"Sitemap: {SITE}/news-sitemap.xml",
    ]


def test_browsers_are_told_how_to_search(client, db):
    SiteSettings(name="The Northern & Siberian Light", tagline="News & views").save()
    (address,) = links(client.get("/").text, "search")
    response = client.get(address)
    assert response.headers["Content-Type"] == "application/opensearchdescription+xml"
    root = read_xml(response)
    assert root.findtext(f"{OPENSEARCH}ShortName") == "The Northern & S"
    assert root.findtext(f"{OPENSEARCH}Description") == "News & views"
    assert root.find(f"{OPENSEARCH}Url").get("template") == f"{SITE}/search/?q={{searchTerms}}"


def test_browsers_that_ask_for_an_icon_unasked_are_led_to_it(client, db):
    response = client.get("/favicon.ico")
    assert (response.status_code, response["Location"]) == (302, "/static/img/icon.svg")
