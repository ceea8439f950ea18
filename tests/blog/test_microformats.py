"""Microformats (https://microformats.org/wiki/h-entry) say what the page says; times are as mf2py writes them."""

from datetime import date

from blog import publishing
from blog.models import Page, Tag
from tests.blog.machines import microformats
from tests.blog.moments import APRIL, MARCH

ADDRESS = "http://testserver/2009/03/a-title/"
AUTHOR = "http://testserver/authors/anna-weiss/"


def entry_of(client, post):
    (entry,) = [item for item in microformats(client.get(post.get_absolute_url()).text) if item["type"] == ["h-entry"]]
    return entry


def test_post_is_an_entry(client, make_post):
    tags = [Tag.objects.create(name="Arctic"), Tag.objects.create(name="Gas")]
    entry = entry_of(client, make_post(summary="In short.", body="It *flows*.", published_at=MARCH, tags=tags))
    said = entry["properties"]
    assert (said["name"], said["summary"], said["url"]) == (["A title"], ["In short."], [ADDRESS])
    assert (said["published"], said["category"]) == (["2009-03-14T09:26:00+0000"], ["Arctic", "Gas"])
    assert "updated" not in said
    (content,) = said["content"]
    assert content["value"] == "It flows."
    assert "<em>flows</em>" in content["html"]
    (author,) = said["author"]
    assert author["type"] == ["h-card"]
    assert author["properties"] == {"name": ["Anna Weiss"], "url": [AUTHOR]}


def test_updates_are_entries_of_their_own(client, make_post, author, editor):
    post = make_post(published_at=MARCH)
    publishing.add_update(post, by=author, body="It went on.", at=APRIL)
    publishing.add_update(post, by=editor, body="It was Tuesday.", kind="correction", at=APRIL)
    entry = entry_of(client, post)
    assert entry["properties"]["published"] == ["2009-03-14T09:26:00+0000"]
    assert entry["properties"]["updated"] == ["2009-04-15T10:00:00+0000"]
    assert entry["properties"]["url"] == [ADDRESS]
    first, second = (child["properties"] for child in entry["children"])
    assert (first["name"], first["url"]) == (["Update:"], ["http://testserver/#update-1"])  # as of the parser's base
    assert first["published"] == ["2009-04-15T10:00:00+0000"]
    assert first["content"][0]["value"] == "It went on."
    assert (second["name"], second["author"][0]["value"]) == (["Correction:"], "Daniel Hale")


def test_quotation_is_a_citation(client, make_post, make_quotation):
    post = make_post(published_at=MARCH)
    make_quotation(post, "So they *said*.", speaker="Ivan", said_on=date(2009, 3, 1))
    (cited,) = entry_of(client, post)["children"]
    assert cited["type"] == ["h-cite"]
    said = cited["properties"]
    assert (said["content"], said["publication"], said["url"]) == (
        ["So they said."],
        ["Reuters"],
        ["https://www.reuters.com/1"],
    )
    assert (said["author"][0]["value"], said["published"]) == ("Ivan", ["2009-03-01"])


def test_source_is_the_author_where_nobody_else_is_named(client, post, make_quotation):
    make_quotation(post)
    (cited,) = entry_of(client, post)["children"]
    assert (cited["properties"]["author"], cited["properties"]["publication"]) == (["Reuters"], ["Reuters"])


def test_paraphrase_has_a_summary_and_no_content(client, post, make_quotation):
    make_quotation(post, "The sense of it.", is_paraphrase=True)
    (cited,) = entry_of(client, post)["children"]
    assert cited["properties"]["summary"] == ["The sense of it."]
    assert "content" not in cited["properties"]


def test_list_is_a_feed_of_entries(client, make_post):
    tag = Tag.objects.create(name="Arctic")
    make_post("First", summary="In short.", published_at=MARCH, tags=[tag])
    make_post("Second", published_at=APRIL, tags=[tag])
    (feed,) = microformats(client.get("/tags/arctic/").text)
    assert (feed["type"], feed["properties"]["name"]) == (["h-feed"], ["Arctic"])
    second, first = (child["properties"] for child in feed["children"])
    assert (first["name"], first["summary"], first["category"]) == (["First"], ["In short."], ["Arctic"])
    assert first["url"] == ["http://testserver/2009/03/first/"]
    assert first["author"][0]["properties"] == {"name": ["Anna Weiss"], "url": [AUTHOR]}
    assert (second["name"], second["published"]) == (["Second"], ["2009-04-15T10:00:00+0000"])


def test_front_page_is_a_feed(client, post):
    (feed,) = microformats(client.get("/").text)
    assert (feed["type"], len(feed["children"])) == (["h-feed"], 1)


def test_page_is_an_entry(client, db):
    Page.objects.create(title="About", slug="about", body="Who *we* are.")
    (entry,) = microformats(client.get("/about/").text)
    assert entry["properties"]["name"] == ["About"]
    assert entry["properties"]["content"][0]["value"] == "Who we are."
