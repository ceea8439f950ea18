"""Buttons of a post's form: publish, schedule, withdraw, and the preview."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from blog.models import Post, SiteSettings
from tests.blog.moments import MARCH
from tests.blog.test_admin_writing import typed


@pytest.fixture
def press(sign_in):
    """Press a button of the form of a post, after changes were typed."""

    def press_button(user, post, name, **changes):
        client = sign_in(user)
        url = reverse("admin:blog_post_change", args=[post.pk])
        response = client.post(url, typed(client.get(url), **changes) | {name: "Pressed"}, follow=True)
        post.refresh_from_db()
        return response

    return press_button


def buttons(page):
    return [name for name in ("_publish", "_schedule", "_withdraw", "_renew_preview") if f'name="{name}"' in page.text]


def open_form(client, post):
    return client.get(reverse("admin:blog_post_change", args=[post.pk]))


def test_publish_saves_and_publishes_in_one_revision(press, author, draft):
    response = press(author, draft, "_publish", title="Ready")
    assert "“Ready” is published." in response.text
    assert response.redirect_chain == [(reverse("admin:blog_post_change", args=[draft.pk]), 302)]
    assert draft.is_published
    assert draft.revisions.count() == 2


def test_new_post_is_published_by_the_button(sign_in, author):
    client, url = sign_in(author), reverse("admin:blog_post_add")
    client.post(url, typed(client.get(url), title="At once", body="Words.") | {"_publish": "Publish now"})
    assert Post.objects.get().is_published


def test_scheduled_post_is_published_now(press, author, make_post):
    post = make_post(published_at=timezone.now() + timedelta(days=1))
    press(author, post, "_publish")
    assert post.is_published


def test_withdrawn_post_is_published_again_at_its_time(press, author, make_post):
    post = make_post(published_at=MARCH)
    press(author, post, "_withdraw")
    assert post.status == "withdrawn"
    press(author, post, "_publish")
    assert (post.is_published, post.published_at) == (True, MARCH)


def test_schedule_reads_the_time_in_the_sites_zone(press, author, draft):
    """P3"""
    SiteSettings(time_zone="Asia/Novosibirsk").save()
    with time_machine.travel(datetime(2026, 5, 4, 12, 0, tzinfo=UTC), tick=False):
        response = press(author, draft, "_schedule", published_at_0="2026-05-06", published_at_1="09:00:00")
    assert draft.published_at == datetime(2026, 5, 6, 2, 0, tzinfo=UTC)
    assert draft.status == "published"
    assert "“A draft” appears on 6 May 2026, 09:00." in response.text
    assert "Times are those of Asia/Novosibirsk, where it is 19:00 now." in response.text


@pytest.mark.parametrize("day", ["", "2009-01-01"])
def test_schedule_asks_for_a_time_to_come_and_keeps_what_was_typed(press, author, draft, day):
    """P6"""
    clock = "10:00:00" if day else ""
    response = press(author, draft, "_schedule", title="Typed", published_at_0=day, published_at_1=clock)
    assert "Give a time to come" in response.text
    assert 'value="Typed"' in response.text
    assert (draft.title, draft.status) == ("A draft", "draft")


def test_post_taken_off_the_schedule_is_a_draft_again(press, author, make_post):
    post = make_post(published_at=timezone.now() + timedelta(days=1))
    press(author, post, "_withdraw")
    assert post.status == "draft"


def test_form_has_the_buttons_that_fit_the_state(sign_in, author, draft, post, make_post):
    client = sign_in(author)
    scheduled = make_post("To come", published_at=timezone.now() + timedelta(days=1))
    assert buttons(open_form(client, draft)) == ["_publish", "_schedule", "_renew_preview"]
    assert buttons(open_form(client, post)) == ["_withdraw"]
    assert buttons(open_form(client, scheduled)) == ["_publish", "_withdraw", "_renew_preview"]
    assert buttons(client.get(reverse("admin:blog_post_add"))) == ["_publish", "_schedule"]


def test_author_presses_nothing_on_posts_of_others(sign_in, other_author, draft):
    """P12"""
    url, before = reverse("admin:blog_post_change", args=[draft.pk]), Post.objects.values().get()
    for name in ("_publish", "_schedule", "_withdraw", "_renew_preview"):
        response = sign_in(other_author).post(url, {"title": "Mine", "status": "draft", name: "Pressed"})
        assert response.headers["Location"] == reverse("admin:index")
    assert Post.objects.values().get() == before


def test_new_preview_link_ends_the_old_one_and_saves_what_was_typed(press, client, author, draft):
    """P2"""
    old = draft.get_preview_url()
    response = press(author, draft, "_renew_preview", title="Typed")
    assert draft.title == "Typed"
    assert draft.get_preview_url() in response.text
    client.logout()
    assert client.get(old).status_code == 404
    assert client.get(draft.get_preview_url()).status_code == 200


def test_form_says_who_can_read_the_preview(sign_in, author, draft, post):
    text = open_form(sign_in(author), draft).text
    assert f'<a href="{draft.get_preview_url()}" id="preview-link">' in text
    assert "Whoever has this address can read this post as it was saved" in text
    assert post.preview_key not in open_form(sign_in(author), post).text
