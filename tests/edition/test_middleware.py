"""Conditional requests by edition, who may keep which page, and the headers that go with every page."""

import pytest
from django.test import Client
from django.urls import reverse

from banners.models import SiteBanner
from blog import publishing
from blog.models import Page, SiteSettings, Tag
from sidebar.models import Widget

PAGES = ["/", "/?page=1", "/search/", "/search/?q=words", "/tags/arctic/", "/authors/anna-weiss/", "/about/", "post"]


@pytest.fixture
def site(make_post):
    """Make a post, a tag and a page; return the post."""
    Page.objects.create(title="About", slug="about")
    return make_post(tags=[Tag.objects.create(name="Arctic")])


@pytest.fixture
def get(client, site):
    """Ask for a page ("post" stands for the post's), with an ETag where given."""

    def get(path="/", etag=None):
        headers = {"if-none-match": etag} if etag else {}
        return client.get(site.get_absolute_url() if path == "post" else path, headers=headers)

    return get


@pytest.fixture
def gone(make_post):
    """Make a post and withdraw it."""
    post = make_post("Withdrawn")
    publishing.withdraw(post, by=post.author)
    return post


@pytest.mark.parametrize("path", PAGES)
def test_public_page_may_be_kept_and_must_be_checked(get, path):
    response = get(path)
    assert response.status_code == 200
    assert response.headers["ETag"].startswith('W/"')
    assert set(response.headers["Cache-Control"].split(", ")) == {"public", "max-age=0", "must-revalidate"}
    assert "Cookie" in response.headers["Vary"]


@pytest.mark.parametrize("path", PAGES)
def test_page_that_a_reader_has_is_not_sent_again_and_costs_one_query(get, path, django_assert_num_queries):
    """P22"""
    etag = get(path).headers["ETag"]
    with django_assert_num_queries(1):
        response = get(path, etag)
    assert (response.status_code, response.content) == (304, b"")
    assert response.headers["ETag"] == etag
    assert "must-revalidate" in response.headers["Cache-Control"]
    assert "Cookie" in response.headers["Vary"]


def test_one_of_several_etags_is_enough(get):
    etag = get().headers["ETag"]
    assert get(etag=f'W/"0-0", {etag}').status_code == 304
    assert get(etag='W/"0-0"').status_code == 200


def test_page_that_travels_compressed_is_recognised(get, site):
    response = Client(headers={"accept-encoding": "gzip"}).get(site.get_absolute_url())
    assert response.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in response.headers["Vary"]
    assert get("post", response.headers["ETag"]).status_code == 304


CHANGES = {
    "post": lambda post: publishing.withdraw(post, by=post.author),
    "update": lambda post: publishing.add_update(post, by=post.author, body="More."),
    "page": lambda _: Page.objects.get().save(),
    "tag": lambda _: Tag.objects.get().save(),
    "author": lambda post: post.author.save(),
    "settings": lambda _: SiteSettings(name="Northern Light").save(),
    "banner": lambda _: SiteBanner.objects.create(title="Notice", is_active=True),
    "widget": lambda _: Widget.objects.create(area="footer", kind="search"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_change_makes_every_page_new(get, site, change):
    etags = {path: get(path).headers["ETag"] for path in ("/", "/about/")}
    CHANGES[change](site)
    for path, etag in etags.items():
        response = get(path, etag)
        assert response.status_code == 200
        assert response.headers["ETag"] != etag


def test_signing_in_does_not_make_pages_new(get, author):
    etag = get().headers["ETag"]
    Client().force_login(author)
    assert get(etag=etag).status_code == 304


def test_withdrawn_post_is_gone_for_those_who_had_it_too(get, site):
    """P1"""
    etag = get("post").headers["ETag"]
    publishing.withdraw(site, by=site.author)
    assert get("post", etag).status_code == 410


def test_every_address_and_query_has_its_own_etag(get):
    """P17"""
    pages = [*PAGES, "/?page=1&x=1", "/?x=1", "/search/?q=other"]
    assert len({get(path).headers["ETag"] for path in pages}) == len(pages)


def test_etag_of_another_page_does_not_count(get):
    assert get("/about/", get("/").headers["ETag"]).status_code == 200


def test_forwarded_host_is_not_believed(get, client):
    """P17"""
    forged = client.get("/", headers={"x-forwarded-host": "evil.example", "x-forwarded-proto": "https"})
    assert forged.headers["ETag"] == get().headers["ETag"]
    assert "evil.example" not in forged.text


# What must not be kept


@pytest.mark.parametrize("path", ["/nothing-here/", "/1999/", "/?page=99", "/search", "gone", "admin", "preview"])
def test_what_is_no_public_page_has_no_etag(client, gone, path):
    """P2"""
    path = {"gone": gone.get_absolute_url(), "admin": reverse("admin:login"), "preview": gone.get_preview_url()}.get(
        path, path
    )
    response = client.get(path)
    assert "ETag" not in response.headers
    assert "public" not in response.headers.get("Cache-Control", "")


def test_page_of_somebody_signed_in_is_private(sign_in, author, site):
    """P17"""
    response = sign_in(author).get("/")
    assert set(response.headers["Cache-Control"].split(", ")) == {"private", "no-cache"}
    assert "ETag" not in response.headers
    assert "Cookie" in response.headers["Vary"]


def test_somebody_signed_in_is_never_told_to_use_a_strangers_page(get, client, author):
    """P17"""
    etag = get().headers["ETag"]
    client.force_login(author)
    response = get(etag=etag)
    assert response.status_code == 200
    assert "Writing desk" in response.text


def test_session_cookie_of_nobody_is_private_too(client, site):
    """P17"""
    client.cookies["sessionid"] = "0123456789abcdefghijklmnopqrstuv"
    assert "private" in client.get("/").headers["Cache-Control"]


def test_other_cookies_do_not_matter(get, client):
    etag = get().headers["ETag"]
    client.cookies["csrftoken"] = client.cookies["theme"] = "x" * 32
    assert get(etag=etag).status_code == 304


@pytest.mark.parametrize("path", [*PAGES[:-1], "/nothing-here/", "/search", "/admin/"])
def test_stranger_is_given_no_cookie(client, site, path):
    """P17"""
    assert not client.get(path).cookies


# Methods


def test_head_is_answered_like_get_without_the_page(get, client):
    got, head = get(), client.head("/")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["ETag"] == got.headers["ETag"]
    assert client.head("/", headers={"if-none-match": head.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_other_methods_are_left_alone(get, client, method):
    """P17"""
    etag = get().headers["ETag"]
    response = client.generic(method, "/", headers={"if-none-match": etag})
    assert response.status_code == (200 if method == "OPTIONS" else 405)
    assert "ETag" not in response.headers
    assert "Cache-Control" not in response.headers


# The headers of every page


@pytest.mark.parametrize("path", ["/", "/nothing-here/", "gone", "preview", "/admin/login/", "/search/?q=x"])
def test_page_may_run_and_show_only_what_is_its_own(client, gone, path):
    """P11"""
    path = {"gone": gone.get_absolute_url(), "preview": gone.get_preview_url()}.get(path, path)
    policy = client.get(path).headers["Content-Security-Policy"]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "font-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "img-src": "'self' data: https:",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    assert "unsafe" not in policy


@pytest.mark.parametrize("path", ["/", "/nothing-here/", "/admin/login/"])
def test_page_is_what_it_says_and_tells_others_little(client, site, path):
    headers = client.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Content-Type"] == "text/html; charset=utf-8"
