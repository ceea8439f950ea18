"""Entries keep their names, and say that they changed when something was published."""

import re
from datetime import timedelta
from importlib import import_module
from urllib.parse import urlsplit

import pytest
import time_machine
from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils import timezone

from blog import document, publishing
from blog.models import Address, Post, Quotation, SiteSettings, Source, Tag
from tests.blog.changes import refused, rewrite
from tests.blog.feeds import FORMATS, ids, read
from tests.blog.moments import DAY, MARCH, NOON

TAG_URI = r"tag:testserver,\d{4}-\d\d-\d\d:posts/[a-z0-9]{12}"


def feed_name(client, path="/feed.atom"):
    return read(client, path).feed.id


def updated(client, path="/feed.atom"):
    """Return when the feed and its entries say that they changed."""
    feed = read(client, path)
    return feed.feed.updated, [entry.updated for entry in feed.entries]


def test_post_is_named_when_it_is_first_saved(post):
    assert re.fullmatch(TAG_URI, post.tag_uri)
    with time_machine.travel(NOON):
        assert Post().tag_uri.startswith("tag:testserver,2008-08-08:posts/")


@pytest.mark.parametrize(
    ("url", "authority"),
    [("https://xn--80aswg.xn--p1ai:8000", "xn--80aswg.xn--p1ai"), ("http://[::1]:8000", "localhost")],
)
def test_name_is_made_from_the_host_alone(settings, url, authority):
    settings.SITE_URL = urlsplit(url)
    name = Post().tag_uri
    assert name.startswith(f"tag:{authority},")
    Post._meta.get_field("tag_uri").run_validators(name)


@pytest.mark.parametrize("kind", ["atom", "rss"])
def test_names_survive_a_change_of_slug_month_title_and_domain(client, make_post, author, settings, kind):
    post = make_post(published_at=MARCH)
    publishing.add_update(post, by=author, body="More.")
    paths = (f"/feed.{kind}", f"/updates/feed.{kind}")
    before = [ids(client, path) for path in paths]
    assert before == [[post.tag_uri], [f"{post.tag_uri}/updates/1"]]
    post.refresh_from_db()
    post.slug, post.title, post.published_at = "moved", "Another", MARCH + 40 * DAY
    post.save()
    publishing.record(post, by=author)
    settings.SITE_ORIGIN = "https://new.example.org"
    assert [ids(client, path) for path in paths] == before
    assert "https://new.example.org/2009/04/moved/" in client.get(paths[0]).text


def test_feeds_keep_their_names_too(client, make_post, make_quotation, settings):
    tag = Tag.objects.create(name="Arctic")
    post = make_post(tags=[tag])
    source = make_quotation(post).source
    before = [feed_name(client, f"{path}feed.atom") for path in ("/", "/tags/arctic/", "/sources/reuters/")]
    for thing in (tag, source):
        thing.slug = f"new-{thing.slug}"
        thing.save()
    settings.SITE_ORIGIN = "https://new.example.org"
    with time_machine.travel(timezone.now() + 400 * DAY):
        after = [feed_name(client, f"{path}feed.atom") for path in ("/", "/tags/new-arctic/", "/sources/new-reuters/")]
    assert after == before
    assert len(set(after)) == 3


def test_feed_of_a_post_is_named_after_the_post(client, post):
    assert feed_name(client, f"{post.get_absolute_url()}feed.atom") == f"{post.tag_uri}/updates"


def test_name_travels_with_the_text_that_leaves_the_site_and_is_in_no_revision(post):
    """P9"""
    fresh = Post.objects.for_record().get(pk=post.pk)
    text = document.compose(fresh, tag_uri=fresh.tag_uri)
    assert f'tag_uri: "{post.tag_uri}"' in text
    assert "tag_uri" not in post.revisions.get().text
    publishing.erase(post, by=post.author)
    assert publishing.add_post(document.parse(text)).tag_uri == post.tag_uri


def test_post_is_not_added_twice(post):
    """P9"""
    fresh = Post.objects.for_record().get(pk=post.pk)
    text = document.compose(fresh, tag_uri=fresh.tag_uri)
    refused("This post is here already", publishing.add_post, document.parse(text))


@pytest.mark.parametrize(
    "name", ["urn:x", "tag:a", "tag:a,2009:<b>", "tag:a,2009:\x0b", "tag:a,2009-03:b c", "tag:é,2009:b"]
)
def test_what_is_no_tag_uri_is_refused(name):
    """P16"""
    with pytest.raises(ValidationError, match="tag: URI"):
        Post._meta.get_field("tag_uri").run_validators(name)


# When an entry says that it changed


@pytest.mark.parametrize("kind", ["atom", "rss"])
def test_correction_moves_the_entry_to_the_front_and_a_typo_does_not(client, make_post, author, kind):
    path = f"/feed.{kind}"
    old, new = make_post("Old", published_at=MARCH - DAY), make_post("New", published_at=MARCH)
    before = updated(client, path)
    rewrite(old, author, title="Older", body="Some words, spelled rightly.")
    assert updated(client, path) == before
    assert ids(client, path) == [new.tag_uri, old.tag_uri]
    publishing.add_update(old, by=author, body="No.", kind="correction", at=MARCH + DAY)
    assert ids(client, path) == [old.tag_uri, new.tag_uri]
    assert updated(client)[0] == updated(client)[1][0] == "2009-03-15T09:26:00+00:00"


def test_scheduled_update_moves_the_entry_with_its_second(client, make_post):
    """P3"""
    post = make_post(published_at=MARCH)
    at = timezone.now().replace(microsecond=0) + DAY
    publishing.add_update(post, by=post.author, body="More.", at=at)
    with time_machine.travel(at - timedelta(seconds=1), tick=False):
        assert updated(client)[1] == [MARCH.isoformat()]
    with time_machine.travel(at + timedelta(seconds=1), tick=False):
        assert updated(client) == (at.isoformat(), [at.isoformat()])


# What was there before


@pytest.mark.parametrize("kind", FORMATS)
def test_rows_of_an_older_release_are_named(client, make_post, make_quotation, kind):
    """P23"""
    seen, unseen = make_post("Seen", published_at=MARCH), make_post("Unseen", status="withdrawn")
    make_quotation(make_post("To read"))
    publishing.withdraw(seen, by=seen.author)
    withdrawn_at = Post.objects.get(pk=seen.pk).withdrawn_at
    Post.objects.update(withdrawn_at=None)
    Address.objects.filter(source__isnull=False).delete()
    SiteSettings.objects.all().delete()
    Quotation.objects.update(published_at=None)
    for _ in range(2):
        import_module("blog.migrations.0004_date_quotations").date_quotations(apps, None)
        import_module("blog.migrations.0004_date_quotations").remember_sources(apps, None)
        import_module("blog.migrations.0007_name_what_is_there").run(apps, None)
    moments = dict(Post.objects.values_list("title", "withdrawn_at"))
    assert moments["Unseen"] is moments["To read"] is None
    assert abs(moments["Seen"] - withdrawn_at) < timedelta(seconds=2)
    assert Address.objects.get(source__isnull=False).target == Source.objects.get()
    assert SiteSettings.objects.get().name == "Siberian Light"
    assert Quotation.objects.get().published_at == Post.objects.get(title="To read").published_at
    assert unseen.tag_uri not in client.get(f"/feed.{kind}").text
