"""What the demo brings, and what it leaves alone."""

import re
import stat
from urllib.parse import urldefrag, urljoin

import pytest
from django.core.management import CommandError, call_command

from blog.models import Page, Post, Quotation, SiteSettings, Update
from people.models import User


def test_demo_is_refused_where_there_are_posts(post):
    with pytest.raises(CommandError, match="has posts already"):
        call_command("load_demo")
    assert Post.objects.get() == post


def test_demo_is_silently_left_out_where_there_are_posts(post, capsys):
    call_command("load_demo", "--if-empty")
    assert capsys.readouterr() == ("", "")
    assert Post.objects.get() == post


def test_demo_leaves_settings_and_pages_that_are_there(db):
    """P7"""
    SiteSettings(name="Northern Light").save()
    Page.objects.create(title="About", slug="about", body="Mine.")
    call_command("load_demo", "--if-empty")
    assert SiteSettings.load().name == "Northern Light"
    assert Page.objects.get(slug="about").body == "Mine."


def test_demo_brings_a_site_with_people(db, client, settings):
    call_command("load_demo")
    assert Post.objects.published().count() > 10
    assert Update.objects.exists()
    assert Quotation.objects.exists()
    lines = settings.DEMO_SIGN_INS.read_text().splitlines()[1:]
    assert len(lines) == User.objects.count() == 5
    assert stat.S_IMODE(settings.DEMO_SIGN_INS.stat().st_mode) == 0o600
    for username, password, _ in (line.split() for line in lines):
        assert client.login(username=username, password=password)


def test_every_page_and_anchor_that_the_demo_links_to_is_there(db, client):
    call_command("load_demo")
    pages, wanted, waiting = {}, set(), ["/"]
    while waiting:
        path = waiting.pop()
        if path in pages:
            continue
        pages[path] = client.get(path, follow=True)
        links = [urljoin(path, link.replace("&amp;", "&")) for link in re.findall(r'href="(.*?)"', pages[path].text)]
        internal = [urldefrag(link) for link in links if link.startswith("/") and not link.startswith("/static/")]
        wanted |= {(link.url or path, link.fragment) for link in internal if link.fragment}
        waiting += [link.url for link in internal]
    assert {path: page.status_code for path, page in pages.items() if page.status_code != 200} == {}
    assert {post.get_absolute_url() for post in Post.objects.published()} <= set(pages)
    assert [link for link in wanted if f'id="{link[1]}"' not in pages[link[0]].text] == []
    assert len(wanted) > 20
