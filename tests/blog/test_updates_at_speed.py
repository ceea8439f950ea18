"""The small form over a post's public page, and corrections that name the words that were wrong."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from blog import document, publishing
from blog.models import Post, SiteSettings, Update


@pytest.fixture
def saturday(make_post):
    return make_post("The talks", body="They met on **Saturday**, the “last” day.", published_at=timezone.now())


def url_of(post):
    return reverse("admin:blog_post_update", args=[post.pk])


def add(client, post, **fields):
    return client.post(url_of(post), {"kind": "update", "body": "More.", "corrects": "", "published_at": ""} | fields)


def test_update_is_published_at_once(sign_in, author, saturday):
    response = add(sign_in(author), saturday)
    assert response.headers["Location"] == f"{saturday.get_absolute_url()}#update-1"
    update = Update.objects.get()
    assert (update.author, update.kind, update.body) == (author, "update", "More.")
    assert saturday.revisions.count() == 2
    assert 'id="update-1"' in sign_in(author).get(saturday.get_absolute_url()).text


def test_form_stands_on_the_post_and_leads_to_the_desk(sign_in, author, saturday):
    response = sign_in(author).get(url_of(saturday))
    assert '<dialog class="updating" open' in response.text
    assert "They met on <strong>Saturday</strong>" in response.text
    assert f'href="/admin/blog/update/add/?post={saturday.pk}"' in response.text
    assert "no-store" in response.headers["Cache-Control"]


def test_update_later_is_read_in_the_sites_zone_and_says_when(sign_in, author, saturday):
    """P3"""
    SiteSettings(time_zone="Asia/Novosibirsk").save()
    response = add(sign_in(author), saturday, published_at="2100-05-06T09:00")
    assert Update.objects.get().published_at == datetime(2100, 5, 6, 2, 0, tzinfo=UTC)
    page = sign_in(author).get(response.headers["Location"]).text
    assert "The update appears on 6 May 2100, 09:00." in page
    assert 'id="update-1"' not in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"body": ""}, "This field is required."),
        ({"kind": "correction", "corrects": "on Friday"}, "These words do not stand in the post, and never did."),
        ({"kind": "update", "corrects": "Saturday"}, "Only a correction names words that were wrong."),
        ({"published_at": "1999-01-01T10:00"}, "An update cannot be older than its post."),
        ({"published_at": "yesterday"}, "Enter a valid date/time."),
        ({"body": "[quote: nobody]"}, "[quote: nobody] names no quotation"),
    ],
)
def test_refused_update_keeps_what_was_typed(sign_in, author, saturday, fields, said):
    """P6"""
    response = add(sign_in(author), saturday, **{"body": "Typed words."} | fields)
    assert response.status_code == 200
    assert said in response.text
    assert fields.get("body", "Typed words.") in response.text
    assert fields.get("corrects", "") in response.text
    assert not Update.objects.exists()


@pytest.mark.parametrize(
    "words", ["met on Saturday", 'Saturday, the "last"  day.', "the „last“\r\nday"], ids=["plain", "straight", "other"]
)
def test_correction_names_the_words_that_were_wrong(sign_in, client, author, saturday, words):
    add(sign_in(author), saturday, kind="correction", corrects=words, body="It was Friday.")
    assert Update.objects.get().corrects == words
    client.logout()
    for path in (saturday.get_absolute_url(), "/feed.atom", "/corrections/feed.atom"):
        assert "Earlier it said: “" in client.get(path).text


def test_correction_names_words_that_were_mended_in_the_text_meanwhile(author, saturday):
    saturday.body = "They met on Friday."
    saturday.save()
    publishing.record(saturday, by=author)
    assert publishing.add_update(saturday, by=author, body="Friday.", kind="correction", corrects="the “last” day")


def test_correction_does_not_name_words_of_an_earlier_draft(make_post, author):
    """P1"""
    post = make_post(status="draft", body="They met on Saturday.")
    post.body = "They met."
    post.save()
    publishing.record(post, by=author)
    publishing.publish(post, by=author)
    with pytest.raises(ValidationError, match="never did"):
        publishing.add_update(post, by=author, body="Friday.", kind="correction", corrects="Saturday")


def test_correction_can_be_edited_when_its_words_are_gone(sign_in, author, saturday):
    publishing.add_update(saturday, by=author, body="Friday.", kind="correction", corrects="Saturday")
    saturday.revisions.all().delete()
    Post.objects.update(body="They met.", body_html="<p>They met.</p>")
    update = Update.objects.get()
    update.body = "It was Friday."
    update.full_clean()


def test_wrong_words_are_text_not_markup(sign_in, client, author, make_post):
    """P11"""
    post = make_post(body="So `<img src=x onerror=alert(1)>` it said.")
    words = "<img src=x onerror=alert(1)>"
    publishing.add_update(post, by=author, body="No.", kind="correction", corrects=words)
    assert "Earlier it said: “&lt;img src=x onerror=alert(1)&gt;”" in client.get(post.get_absolute_url()).text


def test_record_holds_the_wrong_words_and_restores_them(author, saturday):
    """P7, P9"""
    words = "Saturday, the “last”"
    update = publishing.add_update(saturday, by=author, body="Friday.", kind="correction", corrects=words)
    revision = saturday.revisions.first()
    assert f'· anna-weiss · "{words}"\n' in revision.text
    assert document.parse(revision.text).updates[0].corrects == words
    publishing.erase(update, by=author)
    publishing.restore(revision, by=author)
    assert Update.objects.get().corrects == words


def test_record_with_broken_words_is_no_document(saturday, author):
    publishing.add_update(saturday, by=author, body="Friday.", kind="correction", corrects="Saturday")
    text = saturday.revisions.first().text.replace('"Saturday"', r'"Satur\day"')
    with pytest.raises(document.NotADocument, match="not a JSON value"):
        document.parse(text)


# Who may


def test_reader_gets_no_form_no_cookie_and_no_script(client, saturday):
    response = client.get(saturday.get_absolute_url())
    assert not response.cookies
    assert "update/" not in response.text.partition("<footer")[0].partition("<main")[2]
    assert "csrf" not in response.text
    assert "updating" not in response.text


def test_stranger_is_led_to_the_sign_in(client, saturday, draft):
    """P1, P12"""
    for post in (saturday, draft):
        for response in (client.get(url_of(post)), add(client, post)):
            assert response.status_code == 302
            assert response.headers["Location"].startswith("/admin/login/")
    assert not Update.objects.exists()


@pytest.mark.parametrize(("role", "status"), [("other_author", 404), ("moderator", 403), ("editor", 302)])
def test_role_adds_updates_where_it_may(sign_in, request, saturday, role, status):
    """P12"""
    client = sign_in(request.getfixturevalue(role))
    assert add(client, saturday).status_code == status
    assert Update.objects.exists() is (status == 302)
    assert client.get(url_of(saturday)).status_code == (200 if status == 302 else status)


@pytest.mark.parametrize("state", ["draft", "scheduled", "withdrawn"])
def test_unpublished_post_gets_no_update(sign_in, author, make_post, state):
    """P12"""
    at = timezone.now() + timedelta(days=1) if state == "scheduled" else timezone.now()
    post = make_post(status="draft" if state == "draft" else "published", published_at=at)
    if state == "withdrawn":
        publishing.withdraw(post, by=author)
    assert add(sign_in(author), post).status_code == 404


def test_scheduled_correction_is_invisible_until_its_second(client, author, saturday):
    """P1, P3"""
    at = timezone.now().replace(microsecond=0) + timedelta(days=1)
    publishing.add_update(saturday, by=author, body="Friday.", kind="correction", corrects="Saturday", at=at)
    with time_machine.travel(at - timedelta(seconds=1), tick=False):
        assert "Earlier it said" not in client.get(saturday.get_absolute_url()).text
    with time_machine.travel(at + timedelta(seconds=1), tick=False):
        assert "Earlier it said" in client.get(saturday.get_absolute_url()).text


@pytest.mark.parametrize("number", [1, 3])
def test_form_asks_as_much_for_three_as_for_one(sign_in, author, saturday, django_assert_num_queries, number):
    """P22"""
    for _ in range(number):
        publishing.add_update(saturday, by=author, body="More.")
    client = sign_in(author)
    with django_assert_num_queries(15):
        client.get(url_of(saturday))
