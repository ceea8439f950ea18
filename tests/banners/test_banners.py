"""Banners: when they show, what they show, and how a moderator handles them."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from banners.models import SiteBanner
from blog.models import SiteSettings

NOON = datetime(2009, 3, 14, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
def make_banner(db):
    def make(title="Heed this", **fields):
        banner = SiteBanner(**{"title": title, "is_active": True} | fields)
        banner.full_clean()
        banner.save()
        return banner

    return make


def shown(client):
    """Return the titles of the banners on the front page, in their order."""
    return re.findall(r'<p class="banner-title">(.*?)</p>', client.get("/").text)


def form_of(**fields):
    return {"title": "Heed this", "message": "", "tone": "notice", "priority": 0} | fields


# What readers see


def test_banner_shows_while_it_is_switched_on(client, make_banner):
    banner = make_banner()
    assert shown(client) == ["Heed this"]
    banner.is_active = False
    banner.save()
    assert shown(client) == []


def test_banner_shows_title_message_and_button(client, make_banner):
    make_banner("War & peace", message="Read *this*.", link="https://www.icrc.org/", link_label="Give", tone="appeal")
    text = client.get("/").text
    assert '<section class="banner banner-appeal" aria-label="Notice: War &amp; peace">' in text
    assert "<p>Read <em>this</em>.</p>" in text
    assert '<a class="banner-link" href="https://www.icrc.org/">Give</a>' in text
    assert "data-dismiss" not in text


def test_banner_without_a_link_has_no_button(client, make_banner):
    make_banner()
    assert "banner-link" not in client.get("/").text


def test_banner_that_may_be_hidden_has_what_hides_it(client, make_banner):
    banner = make_banner(is_dismissible=True)
    text = client.get("/").text
    assert f'data-dismissible="banner-{banner.pk}-' in text
    assert '<button type="button" class="banner-dismiss" data-dismiss hidden>' in text


def test_changed_banner_comes_back_to_those_who_hid_it(client, make_banner):
    with time_machine.travel(NOON, tick=False):
        banner = make_banner(is_dismissible=True)
    before = re.search('data-dismissible="(.*?)"', client.get("/").text)[1]
    banner.save()
    assert re.search('data-dismissible="(.*?)"', client.get("/").text)[1] != before


def test_banner_starts_and_ends_to_the_second(client, make_banner):
    """P3"""
    make_banner(starts_at=NOON, ends_at=NOON + timedelta(hours=1))
    moments = {
        -SECOND: [],
        timedelta(0): ["Heed this"],
        timedelta(hours=1) - SECOND: ["Heed this"],
        timedelta(hours=1): [],
    }
    found = {}
    for after in moments:
        with time_machine.travel(NOON + after, tick=False):
            found[after] = shown(client)
    assert found == moments


def test_page_with_a_banner_is_new_when_the_banner_ends(client, make_banner):
    """P3"""
    with time_machine.travel(NOON, tick=False) as clock:
        make_banner(ends_at=NOON + SECOND)
        etag = client.get("/").headers["ETag"]
        assert client.get("/", headers={"If-None-Match": etag}).status_code == 304
        clock.shift(SECOND)
        assert client.get("/", headers={"If-None-Match": etag}).status_code == 200


def test_banners_stand_in_the_order_of_their_priority(client, make_banner):
    for title, priority in (("Low", -1), ("High", 5), ("Middle", 0), ("Newer middle", 0)):
        make_banner(title, priority=priority)
    assert shown(client) == ["High", "Newer middle", "Middle", "Low"]


@pytest.mark.parametrize(
    "message",
    [
        "<script>alert(1)</script>",
        '<img src="x" onerror="alert(1)">',
        "[click](javascript:alert(1))",
        '<a href="data:text/html,alert(1)" style="position:fixed">click</a>',
        '<iframe src="https://evil.example/"></iframe>',
        '<form action="https://evil.example/"><input name="x"></form>',
    ],
)
def test_message_holds_nothing_that_runs(client, make_banner, message):
    """P11"""
    make_banner(message=message)
    found = re.search(r'<div class="banner-message">(.*?)</div>', client.get("/").text, re.DOTALL)[1]
    assert not re.search(r"script|onerror|alert\(1\)\"|data:|style=|<iframe|<form|<input", found)


# What a moderator does


def test_moderator_puts_up_a_banner(sign_in, moderator):
    SiteSettings(time_zone="Asia/Novosibirsk").save()
    form = form_of(is_active="on", starts_at_0="2009-03-14", starts_at_1="18:00:00")
    client = sign_in(moderator)
    assert client.post(reverse("admin:banners_sitebanner_add"), form).status_code == 302
    assert SiteBanner.objects.get().starts_at == NOON  # six hours behind, that winter
    assert shown(client) == ["Heed this"]


def test_banner_that_ends_before_it_starts_is_refused(sign_in, moderator):
    form = form_of(starts_at_0="2009-03-14", starts_at_1="12:00", ends_at_0="2009-03-14", ends_at_1="12:00")
    response = sign_in(moderator).post(reverse("admin:banners_sitebanner_add"), form)
    assert response.status_code == 200
    assert response.context["adminform"].form.errors == {"ends_at": ["A banner must end after it starts."]}
    assert not SiteBanner.objects.exists()


def test_banner_is_switched_in_one_click(sign_in, moderator, make_banner):
    banner = make_banner(is_active=False)
    client, listed = sign_in(moderator), reverse("admin:banners_sitebanner_changelist")
    for label, is_active in (("Switch on", True), ("Switch off", False)):
        page = client.get(listed).text
        url = re.search(rf'formaction="(.*?)" aria-label="{label}: Heed this"', page)[1]
        response = client.post(url)
        assert (response.status_code, response.headers["Location"]) == (302, listed)
        banner.refresh_from_db()
        assert banner.is_active is is_active
        assert shown(client) == ["Heed this"] * is_active


def test_switching_is_told_and_kept_in_the_history(sign_in, moderator, make_banner):
    banner = make_banner()
    client = sign_in(moderator)
    response = client.post(reverse("admin:banners_sitebanner_off", args=[banner.pk]), follow=True)
    assert "“Heed this”: No, it is switched off." in response.text
    assert "Switched off." in client.get(reverse("admin:banners_sitebanner_history", args=[banner.pk])).text


def test_link_does_not_switch(sign_in, moderator, make_banner):
    """P12"""
    banner = make_banner()
    response = sign_in(moderator).get(reverse("admin:banners_sitebanner_off", args=[banner.pk]))
    assert response.status_code == 405
    banner.refresh_from_db()
    assert banner.is_active


@pytest.mark.parametrize("role", ["author", "editor"])
def test_others_do_not_switch_and_do_not_preview(sign_in, request, make_banner, role):
    """P12"""
    banner = make_banner()
    client = sign_in(request.getfixturevalue(role))
    assert client.post(reverse("admin:banners_sitebanner_off", args=[banner.pk])).status_code == 403
    assert client.get(reverse("admin:banners_sitebanner_preview", args=[banner.pk])).status_code == 403
    banner.refresh_from_db()
    assert banner.is_active


def test_stranger_does_not_switch_and_does_not_preview(client, make_banner):
    """P1, P12"""
    banner = make_banner(is_active=False)
    for page in ("on", "off", "preview"):
        response = client.post(reverse(f"admin:banners_sitebanner_{page}", args=[banner.pk]))
        assert response.status_code == 302
        assert response.headers["Location"].startswith(reverse("admin:login"))
    banner.refresh_from_db()
    assert not banner.is_active


@pytest.mark.parametrize("page", ["on", "off", "preview"])
def test_banner_that_is_gone_is_not_found(sign_in, moderator, page):
    assert sign_in(moderator).post(reverse(f"admin:banners_sitebanner_{page}", args=[999])).status_code == 404


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"is_active": False}, "No, it is switched off"),
        ({}, "Yes"),
        ({"ends_at": NOON + timedelta(hours=1)}, "Yes, until 14 Mar 2009, 19:00"),
        ({"starts_at": NOON + timedelta(hours=1)}, "Not yet, from 14 Mar 2009, 19:00"),
        ({"ends_at": NOON}, "No, it ended 14 Mar 2009, 18:00"),
        ({"is_active": False, "ends_at": NOON + timedelta(hours=1)}, "No, it is switched off"),
    ],
)
def test_list_says_in_words_whether_readers_see_it(sign_in, superuser, make_banner, fields, words):
    SiteSettings(time_zone="Asia/Novosibirsk").save()
    make_banner(**fields)
    with time_machine.travel(NOON, tick=False):
        text = sign_in(superuser).get(reverse("admin:banners_sitebanner_changelist")).text
    assert re.findall(r"field-state_in_words[^>]*>(.*?)<", text) == [words]


def test_preview_shows_a_banner_that_is_off(sign_in, moderator, make_banner):
    banner = make_banner(is_active=False, message="Soon *here*.")
    client, url = sign_in(moderator), reverse("admin:banners_sitebanner_preview", args=[banner.pk])
    assert f'<a href="{url}">As it will look</a>' in client.get(reverse("admin:banners_sitebanner_changelist")).text
    response = client.get(url)
    assert "<p>Soon <em>here</em>.</p>" in response.text
    assert "No, it is switched off" in response.text
    assert "ETag" not in response.headers
    assert shown(client) == []
