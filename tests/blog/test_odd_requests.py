"""P19: whatever is sent, the answer is the right one and never a 500."""

import time

import pytest
from django.test import Client
from django.urls import reverse

from blog import publishing
from tests.blog.moments import MARCH

LONG = "a" * 10_000

REQUESTS = [
    ("/%ff%fe/", 404),
    ("/%ED%A0%80/", 404),
    ("/%00/", 404),
    ("/2009/03/%00/", 404),
    ("/tags/%00/", 404),
    ("/preview/%00/", 404),
    ("/?page=%ff", 404),
    ("/?page=%00", 404),
    ("/?%ff=%fe", 200),
    ("/?page=1000000000", 404),
    ("/?page=" + "9" * 5000, 404),
    ("/?page=0", 404),
    ("/?page=-1", 404),
    ("/?page=abc", 404),
    ("/?page=", 200),
    ("/?page=2", 404),
    ("/?after=", 200),
    ("/?after=~", 404),
    ("/?after=end", 404),
    ("/?after=2009-03-01", 404),
    ("/?after=2009-03-01T12:00:00Z", 404),
    ("/?after=2009-03-01T12:00:00~1", 404),
    ("/?after=2009-03-01T12:00:00Z~-1", 404),
    ("/?after=2009-03-01T12:00:00Z~" + "9" * 30, 404),
    ("/?after=2009-02-31T12:00:00Z~1", 404),
    ("/?after=0001-01-01T00:00:00Z~1", 404),
    ("/?after=9999-12-31T23:59:59-12:00~1", 404),
    ("/?before=2009-03-01T12:00:00Z~1", 404),
    ("/?before=%00~1", 404),
    ("/?before=" + LONG, 404),
    ("/sources/?after=%00~1", 404),
    ("/sources/?after=" + LONG + "~1", 404),
    ("/sources/%00/", 404),
    ("/quotations/?after=~1", 404),
    ("/updates/?before=end~1", 404),
    ("/2009/03/a-title/quotations/%00/", 404),
    ("/2009/03/a-title/history/%00/", 404),
    ("/2009/03/nothing/history/1/", 404),
    ("/2009/03/nothing/history/timegate/", 404),
    ("/0/", 404),
    ("/0000/", 404),
    ("/0999/", 404),
    ("/9999/", 404),
    ("/99999/", 404),
    ("/%D9%A2%D9%A0%D9%A0%D9%A9/", 404),  # 2009 in Arabic digits
    ("/2009/00/", 404),
    ("/2009/13/", 404),
    ("/9999/12/", 404),
    ("/2009/3/", 404),
    ("/2009/03/a-title/more/", 404),
    ("/search/?q=%ff%fe", 200),
    ("/search/?q=%00", 200),
    ("/search/?q=%ED%A0%80", 200),
    ("/search/?q=%25_%5C", 200),
    ("/search/?q=" + LONG, 200),
    ("/search/?q=" + "a+" * 99, 200),
    ("/search/?q=a&page=1000000000", 404),
    (f"/{LONG}/", 404),
    (f"/tags/{LONG}/", 404),
    (f"/2009/03/{LONG}/", 404),
    ("/2009/03/" + "%D0%B6" * 3000 + "/", 404),
]


@pytest.fixture
def unharmed():
    """Give a client that is answered with a 500 where others are told of the exception."""
    return Client(raise_request_exception=False)


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "status"), REQUESTS, ids=lambda value: str(value)[:40])
def test_odd_address_is_answered(unharmed, path, status):
    """P19"""
    assert unharmed.get(path).status_code == status


PUBLIC = [
    "/",
    "/search/",
    "/preview/key/",
    "/tags/a/",
    "/authors/anna-weiss/",
    "/2009/",
    "/2009/03/",
    "/about/",
    "/sources/",
    "/quotations/",
    "/updates/",
    "/corrections/",
    "/tags/",
    "/archive/",
]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_public_page_refuses_other_methods(unharmed, make_post, method):
    """P19"""
    post = make_post(published_at=MARCH)
    paths = [*PUBLIC, post.get_absolute_url(), "/2009/03/missing/"]
    assert {path: unharmed.generic(method, path).status_code for path in paths} == dict.fromkeys(paths, 405)


@pytest.mark.django_db
@pytest.mark.parametrize("host", ["evil.example", "testserver:port", "testserver/evil", "[::", "test server", ""])
def test_foreign_host_is_refused(unharmed, host):
    """P17"""
    response = unharmed.get("/", headers={"host": host})
    assert response.status_code == 400
    assert "<h1>Bad request</h1>" in response.text


@pytest.mark.django_db
@pytest.mark.parametrize(
    "headers",
    [
        {"if-none-match": 'W/"1, "", *'},
        {"if-modified-since": "yesterday"},
        {"accept-encoding": "gzip;q=x, *"},
        {"accept-language": "-" * 600},
        {"cookie": 'sessionid="abcdefgh\\000"'},
        {"cookie": "sessionid=" + LONG},
        {"cookie": "messages=x; csrftoken=; ;;="},
    ],
    ids=str,
)
def test_odd_header_is_answered(unharmed, headers):
    """P19"""
    assert unharmed.get("/", headers=headers).status_code == 200


def test_search_for_many_words_is_answered_soon(client, author, make_post, make_quotation):
    """P19"""
    post = make_post("the title")
    for _ in range(3):
        publishing.add_update(post, by=author, body="the update")
        make_quotation(post, "the quotation")
    start = time.monotonic()
    assert "0 results" in client.get("/search/?q=the+the+the+the+the+the+missing").text
    assert time.monotonic() - start < 1


@pytest.mark.parametrize("query", ["?area=%00&kind=text", "?area=nowhere&kind=text", "?kind=%00", "?kind=nothing"])
def test_odd_address_of_a_new_widget_is_answered(sign_in, unharmed, editor, query):
    """P19"""
    unharmed.force_login(editor)
    assert unharmed.get(reverse("admin:sidebar_widget_add") + query).status_code == 200
