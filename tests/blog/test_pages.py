"""What a reader is shown on the page of a post, around it, and instead of it."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from banners.models import SiteBanner
from blog import publishing
from blog.models import Page, Post, SiteSettings
from tests.blog.moments import APRIL, MARCH


def in_order(response, *parts):
    """Return whether `parts` stand in the body of the page one after the other."""
    places = [response.text.partition("<body")[2].find(part) for part in parts]
    return -1 not in places and places == sorted(places)


# The page of a post


def test_post_page_shows_the_post(client, make_post):
    make_post("Gas & <pipes>", slug="gas", body="It *flows*.", published_at=MARCH)
    response = client.get("/2009/03/gas/")
    assert response.status_code == 200
    assert '<h1 class="p-name">Gas &amp; &lt;pipes&gt;</h1>' in response.text
    assert "<p>It <em>flows</em>.</p>" in response.text
    assert "<title>Gas &amp; &lt;pipes&gt; – Siberian Light</title>" in response.text


def test_breadcrumb_leads_from_the_blog_to_the_post(client, post):
    breadcrumb = re.search(r'<nav class="breadcrumb".*?</nav>', client.get(post.get_absolute_url()).text, re.DOTALL)
    words = re.findall(r"<li[^>]*>(?:<a [^>]*>)?(.*?)(?:</a>)?</li>", breadcrumb[0])
    assert words == ["Blog", "A title"]
    assert '<a href="/">Blog</a>' in breadcrumb[0]
    assert '<li aria-current="page">' in breadcrumb[0]


def test_update_stands_below_the_text_with_label_time_and_permalink(client, author, make_post):
    post = make_post(published_at=MARCH)
    publishing.add_update(post, by=author, body="It went on.", at=APRIL)
    response = client.get(post.get_absolute_url())
    time = '<time class="dt-published" datetime="2009-04-15T10:00:00+00:00">15 April 2009, 10:00</time></a>'
    parts = ("<p>Some words.</p>", 'id="update-1"', 'href="#update-1"', time, "Update:</h2>", "<p>It went on.</p>")
    assert in_order(response, *parts)


@pytest.mark.parametrize(
    ("kind", "label"),
    [("update", "Update:"), ("correction", "Correction:"), ("clarification", "Clarification:")],
)
def test_every_kind_of_update_is_labelled(client, author, post, kind, label):
    publishing.add_update(post, by=author, body="More.", kind=kind)
    assert re.findall(r'<h2 class="update-label p-name".*?>(.*?)</h2>', client.get(post.get_absolute_url()).text) == [
        label
    ]


def test_updates_stand_in_their_order(client, author, post):
    for words in ("First.", "Second.", "Third."):
        publishing.add_update(post, by=author, body=words)
    assert in_order(client.get(post.get_absolute_url()), "First.", "Second.", "Third.")


def test_update_of_somebody_else_is_signed(client, author, editor, post):
    publishing.add_update(post, by=author, body="Mine.")
    publishing.add_update(post, by=editor, body="Of another.")
    text = client.get(post.get_absolute_url()).text
    assert text.count('by <span class="p-author h-card">Daniel Hale</span>') == 1
    assert text.count('by <span class="p-author h-card">Anna Weiss</span>') == 0


def test_newest_update_dates_the_post(client, author, make_post):
    post = make_post(published_at=MARCH)
    assert "byline-updated" not in client.get("/").text
    publishing.add_update(post, by=author, body="More.", at=APRIL)
    assert (
        'Updated <time class="dt-updated" datetime="2009-04-15T10:00:00+00:00">15 April 2009</time>'
        in client.get("/").text
    )


def test_quotation_stands_at_its_marker_with_source_and_link(client, make_post, make_quotation):
    post = make_post(body="Before.\n\nAfter.")
    quotation = make_quotation(post, "So they said.", speaker="A spokesman", link="https://www.reuters.com/7")
    Post.objects.filter(pk=post.pk).update(body=f"Before.\n\n[quote: {quotation.key}]\n\nAfter.")
    publishing.record(post, by=post.author)
    response = client.get(post.get_absolute_url())
    assert in_order(response, "Before.", 'id="quote-reuters"', "So they said.", "A spokesman", "After.")
    assert (
        '<cite class="p-publication"><a class="u-url" href="https://www.reuters.com/7">Reuters</a></cite>'
        in response.text
    )


def test_post_page_leads_to_its_neighbours(client, posts):
    middle = client.get("/2010/03/of-2010/").text
    assert '<a rel="prev" href="/2009/03/of-2009/"><span>Earlier</span> <b>Of 2009</b></a>' in middle
    assert '<a rel="next" href="/2011/03/of-2011/"><span>Later</span> <b>Of 2011</b></a>' in middle
    assert 'rel="prev"' not in client.get("/2009/03/of-2009/").text
    assert 'rel="next"' not in client.get("/2011/03/of-2011/").text


# Other pages


def test_page_shows_its_text(client, db):
    Page.objects.create(title="About", slug="about", body="Who *we* are.")
    response = client.get("/about/")
    assert '<h1 class="p-name">About</h1>' in response.text
    assert "<p>Who <em>we</em> are.</p>" in response.text


# The frame


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("/", '<article class="teaser h-entry">'),
        ("/2009/03/a-title/", '<div class="prose'),
        ("/about/", '<div class="prose'),
        ("/2009/", '<article class="teaser h-entry">'),
        ("/search/?q=words", '<p class="search-count">'),
        ("/nothing-here/", '<p class="lead">'),
    ],
)
def test_banner_stands_between_heading_and_content(client, make_post, path, content):
    make_post(published_at=MARCH)
    Page.objects.create(title="About", slug="about", body="Some words.")
    SiteBanner.objects.create(title="Heed this", is_active=True)
    assert in_order(client.get(path), "<main", "</h1>", "Heed this", content, "</main>")


def test_empty_areas_stand_below_the_text_and_say_so(client, post):
    response = client.get(post.get_absolute_url())
    assert in_order(response, "</main>", "Header Sidebar", "Footer Sidebar", '<footer class="colophon">')
    assert response.text.count("There are no widgets here yet.") == 2


def test_site_is_called_as_the_settings_say(client, db):
    SiteSettings(name="Northern Light", tagline="News & views", footer="Made *here*.").save()
    text = client.get("/").text
    assert '<a href="/">Northern Light</a>' in text
    assert "News &amp; views" in text
    assert "<p>Made <em>here</em>.</p>" in text
    assert "Siberian Light" not in text


def test_site_speaks_the_language_of_the_settings(client, make_post):
    SiteSettings(language="ru").save()
    make_post(published_at=MARCH)
    text = client.get("/").text
    assert '<html lang="ru">' in text
    assert "14 марта 2009" in text


def test_times_are_those_of_the_site(client, author, make_post):
    SiteSettings(time_zone="Asia/Novosibirsk").save()
    new_year = make_post(published_at=datetime(2008, 12, 31, 20, 0, tzinfo=UTC))  # 02:00 there
    assert new_year.get_absolute_url() == "/2009/01/a-title/"
    publishing.add_update(new_year, by=author, body="More.", at=datetime(2009, 7, 1, 20, 30, tzinfo=UTC))
    text = client.get("/2009/01/a-title/").text
    assert '<time class="dt-published" datetime="2009-01-01T02:00:00+06:00">1 January 2009</time>' in text
    assert '<time class="dt-published" datetime="2009-07-02T03:30:00+07:00">2 July 2009, 03:30</time>' in text


# What went wrong


@pytest.mark.parametrize("path", ["/tags/no/", "/authors/no/", "/1999/", "/2009/02/", "/2009/03/no/", "/no/"])
def test_address_of_nothing_is_not_found(client, posts, path):
    assert client.get(path).status_code == 404


def test_missing_page_is_in_the_looks_of_the_site(client, db):
    SiteSettings(name="Northern Light").save()
    response = client.get("/no-such-page/")
    assert response.status_code == 404
    assert in_order(response, "Northern Light", "Blog", "<h1>Not found</h1>", 'role="search"', "Header Sidebar")


def test_withdrawn_post_is_gone_in_the_looks_of_the_site(client, author, post):
    publishing.withdraw(post, by=author)
    response = client.get(post.get_absolute_url())
    assert response.status_code == 410
    assert in_order(response, "Siberian Light", "<h1>Withdrawn</h1>", 'role="search"', "Header Sidebar")


def test_refusal_is_in_the_looks_of_the_site(sign_in, author):
    response = sign_in(author).get(reverse("admin:people_user_changelist"))
    assert response.status_code == 403
    assert in_order(response, "Siberian Light", "<h1>Not for you</h1>", "Header Sidebar")


def test_form_without_token_is_refused_in_the_looks_of_the_site(author):
    client = Client(enforce_csrf_checks=True)
    client.force_login(author)
    response = client.post(reverse("admin:blog_post_add"), {"title": "Forged"})
    assert response.status_code == 403
    assert in_order(response, "Siberian Light", "<h1>Please try again</h1>", "Header Sidebar")
    assert not Post.objects.exists()


def test_broken_page_is_answered_without_the_database():
    response = Client(raise_request_exception=False).get("/")  # this test may not use the database
    assert response.status_code == 500
    assert "<h1>Something broke</h1>" in response.text


def test_editor_is_led_to_the_writing_desk(sign_in, author, post):
    update = publishing.add_update(post, by=author, body="More.")
    text = sign_in(author).get(post.get_absolute_url()).text
    assert f'<a href="/admin/blog/post/{post.pk}/change/">Edit</a>' in text
    assert f'<a href="/admin/blog/post/{post.pk}/update/">Add update</a>' in text
    assert f"/admin/blog/update/{update.pk}/change/" in text


def test_reader_is_not_led_to_the_writing_desk(client, post):
    assert "/admin/" not in client.get(post.get_absolute_url()).text
