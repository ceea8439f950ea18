"""What the feeds say, and that others can read it."""

import gzip
import json
from datetime import timedelta

import pytest
from lxml import etree, html

from blog import publishing
from blog.models import Post, SiteSettings, Tag
from tests.blog.feeds import ATOM, FORMATS, content, read, titles, titles_by_every_parser
from tests.blog.moments import DAY, MARCH

MEDIA_TYPES = {"atom": "application/atom+xml", "rss": "application/rss+xml", "json": "application/feed+json"}
TITLES = ["Война & «мир» <1>", "]]> Second"]


@pytest.fixture
def two(make_post):
    """Make two posts of which everything is filled in, and one update of the older."""
    tags = [Tag.objects.create(name=name) for name in ("Arctic & sea", "Россия")]
    body = "See [above](#top), [there](/about/), [it](https://osce.org/).\n\n![A map](/media/pictures/map.webp)\n\n"
    body += "Of note[^1].\n\n[^1]: Here."
    first = make_post(
        TITLES[1], published_at=MARCH - DAY, body=body, tags=tags, summary="In short: <b>.", language="ru"
    )
    make_post(TITLES[0], published_at=MARCH, body="Words.")
    publishing.add_update(first, by=first.author, body="More, as [said](#body-top).", at=MARCH - timedelta(hours=1))
    return first


@pytest.mark.parametrize("kind", FORMATS)
def test_every_parser_reads_every_format(client, two, kind):
    response = client.get(f"/feed.{kind}")
    assert response.headers["Content-Type"] == f"{MEDIA_TYPES[kind]}; charset=utf-8"
    for found in titles_by_every_parser(response.content, kind):
        assert found == TITLES


@pytest.mark.parametrize("kind", ["atom", "rss"])
def test_feed_says_all_there_is_to_say(client, two, kind):
    SiteSettings(name="Northern Light", tagline="News & views").save()
    feed = read(client, f"/feed.{kind}")
    assert (feed.feed.title, feed.feed.subtitle) == ("Northern Light", "News & views")
    assert (feed.feed.link, feed.feed.language) == ("http://testserver/", "en")
    entry = feed.entries[1]
    assert (entry.author, entry.link) == ("Anna Weiss", "http://testserver/2009/03/second/")
    assert [tag.term for tag in entry.tags] == ["Arctic & sea", "Россия"]
    assert (entry.published_parsed[:5], entry.updated_parsed[:5]) == ((2009, 3, 13, 9, 26), (2009, 3, 14, 8, 26))


def test_atom_says_what_only_atom_can(client, two):
    entry = etree.fromstring(client.get("/feed.atom").content).findall(f"{ATOM}entry")[1]
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "ru"
    assert entry.findtext(f"{ATOM}author/{ATOM}uri") == "http://testserver/authors/anna-weiss/"
    assert entry.findtext(f"{ATOM}summary") == "In short: <b>."


def test_json_feed_is_as_its_format_wants_it(client, two):
    feed = client.get("/feed.json").json()
    items = feed.pop("items")
    assert feed == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Siberian Light",
        "description": "Siberian Light",
        "home_page_url": "http://testserver/",
        "feed_url": "http://testserver/feed.json",
        "language": "en",
    }
    item = items[1]
    assert item.pop("id").startswith("tag:testserver,")
    assert item.pop("content_html")
    assert item == {
        "url": "http://testserver/2009/03/second/",
        "title": TITLES[1],
        "summary": "In short: <b>.",
        "date_published": "2009-03-13T09:26:00+00:00",
        "date_modified": "2009-03-14T08:26:00+00:00",
        "authors": [{"name": "Anna Weiss", "url": "http://testserver/authors/anna-weiss/"}],
        "tags": ["Arctic & sea", "Россия"],
        "language": "ru",
        "_versions": {"history_url": "http://testserver/2009/03/second/history/"},
    }


@pytest.mark.parametrize("kind", FORMATS)
def test_content_is_whole_and_every_address_in_it_absolute(client, two, kind):
    whole = content(client, kind)[1]
    links = [link for _, _, link, _ in html.fromstring(f"<div>{whole}</div>").iterlinks()]
    page = "http://testserver/2009/03/second/"
    assert links[:4] == [
        f"{page}#body-top",
        "http://testserver/about/",
        "https://osce.org/",
        "http://testserver/media/pictures/map.webp",
    ]
    assert all(link.startswith(("http://testserver/", "https://osce.org/")) for link in links)
    assert f"{page}#update-1-body-top" in links
    assert "Update, <time" in whole


@pytest.mark.parametrize("kind", FORMATS)
def test_picture_comes_first_with_its_credit(client, make_post, make_picture, kind):
    picture = make_picture(width=60, height=40, widths=[60])
    make_post(lead_image=picture, lead_image_alt="A bridge.", lead_image_credit="A. Weiss")
    figure = html.fromstring(content(client, kind)[0].partition("</figure>")[0])
    assert dict(figure.find("img").attrib) == {
        "src": f"http://testserver{picture.url}", "alt": "A bridge.", "width": "60", "height": "40",
        "loading": "lazy",
    }  # fmt: skip
    assert figure.findtext("figcaption") == "A. Weiss"


@pytest.mark.parametrize("kind", FORMATS)
def test_addresses_are_those_of_the_site_whatever_host_is_asked(client, two, settings, kind):
    """P17"""
    settings.ALLOWED_HOSTS = ["testserver", "mirror.example"]
    assert "mirror.example" not in client.get(f"/feed.{kind}", headers={"host": "mirror.example"}).text


@pytest.mark.parametrize("kind", FORMATS)
def test_signs_that_xml_has_no_place_for_are_left_out(client, make_post, kind):
    """P19"""
    tag = Tag.objects.create(name="Ta\x0bg\ufffe")
    Post.objects.filter(pk=make_post(tags=[tag]).pk).update(
        title="A\x08 \x1btitle\uffff", body_html="<p>\x0cWords.</p>"
    )
    for found in titles_by_every_parser(client.get(f"/feed.{kind}").content, kind):
        assert found == ["A title"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/feed", "/updates/feed", "/corrections/feed", "/search/feed"])
@pytest.mark.parametrize("kind", FORMATS)
def test_feed_without_entries_can_be_read(client, path, kind):
    response = client.get(f"{path}.{kind}", {"q": "unheard-of"})
    assert [found for found in titles_by_every_parser(response.content, kind) if found] == []


@pytest.mark.parametrize("path", ["/feed.atom", "/updates/feed.rss", "/search/feed.json?q=words"])
def test_reader_that_has_the_feed_is_told_so(client, two, path):
    etag = client.get(path).headers["ETag"]
    assert client.get(path, headers={"If-None-Match": etag}).status_code == 304
    publishing.add_update(two, by=two.author, body="Yet more words.")
    assert client.get(path, headers={"If-None-Match": etag}).status_code == 200


def test_feed_travels_compressed(client, two):
    response = client.get("/feed.json", headers={"Accept-Encoding": "gzip"})
    assert len(json.loads(gzip.decompress(response.content))["items"]) == 2


CHROMIUM = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


@pytest.mark.parametrize("kind", ["atom", "rss"])
@pytest.mark.parametrize(
    ("accept", "is_browser"),
    [(CHROMIUM, True), ("*/*", False), ("application/rss+xml, application/atom+xml, application/xml;q=0.8", False),
     ("image/png", False), ("", False), ("\x00,;q=", False)],
)  # fmt: skip
def test_browser_is_given_xml_with_a_style_sheet(client, post, kind, accept, is_browser):
    response = client.get(f"/feed.{kind}", headers={"Accept": accept})
    media_type = "application/xml" if is_browser else MEDIA_TYPES[kind]
    assert response.headers["Content-Type"] == f"{media_type}; charset=utf-8"
    assert "Accept" in response.headers["Vary"].split(", ")
    assert '<?xml-stylesheet href="/static/css/feed.css" media="screen" type="text/css"?>' in response.text


def test_pages_announce_their_own_feed_before_that_of_the_site(client, two):
    tag = two.tags.first()
    own = {
        tag.get_absolute_url(): "",
        two.author.get_absolute_url(): "",
        two.get_absolute_url(): "",
        "/search/": "?q=words",
    }
    for path, query in own.items():
        links = html.fromstring(client.get(path + query).content).xpath(
            "//link[@rel='alternate'][not(contains(@type, 'oembed'))]/@href"
        )
        suffixes = ["atom", "json", "rss"]
        assert links == [f"{path}feed.{kind}{query}" for kind in suffixes] + [f"/feed.{kind}" for kind in suffixes]
        assert [client.get(link).status_code for link in links] == [200] * 6
    assert '<a href="/feed.atom">Feeds</a>' in client.get("/about/").text
    assert titles(client, "/feed.atom") == TITLES
