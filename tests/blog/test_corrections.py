"""Corrections at the place that they correct: marked, put right in one go, and listed."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from blog import document, publishing
from blog.models import Page, Post, SiteSettings, Update

MARK = '<sup class="corrected" id="corrected-1"><a href="#update-1">Corrected 3 August 2026</a></sup>'
BODY = 'They met on **Saturday**, the "last" day -- or so they said. It was a good day.'


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(datetime(2026, 8, 3, 12, tzinfo=UTC), tick=True):
        yield


@pytest.fixture
def saturday(make_post):
    return make_post("The talks", body=BODY, published_at=timezone.now() - timedelta(days=1))


def correct(post, **fields):
    said = {"by": post.author, "kind": "correction", "body": "It was Friday.", "corrects": "Saturday"} | fields
    return publishing.add_update(post, **said)


def say(post, body):
    """Record the post with another text."""
    Post.objects.filter(pk=post.pk).update(body=body)
    return publishing.record(post, by=post.author)


# The mark


def test_mark_stands_at_the_place_and_update_and_place_lead_to_each_other(client, saturday):
    correct(saturday)
    say(saturday, "They met on Friday[correction: 1], late.")
    page = client.get(saturday.get_absolute_url()).text
    assert f"They met on Friday{MARK}, late." in page
    assert '<a href="#corrected-1">To the corrected place</a>' in page
    assert "Corrected:" not in page
    assert "Earlier it said: “Saturday”" in page


def test_correction_without_a_place_is_named_at_the_head(client, saturday):
    correct(saturday)
    page = client.get(saturday.get_absolute_url()).text
    head = page.partition('<header class="post-heading">')[2].partition("</header>")[0]
    assert '<a href="#update-1">3 August 2026</a>' in head.partition("Corrected:")[2]
    assert "To the corrected place" not in page


def test_mark_stands_in_the_text_of_an_update(client, saturday):
    correct(saturday)
    publishing.add_update(saturday, by=saturday.author, body="Until Friday [correction: 1] it was quiet.")
    assert f"Until Friday {MARK} it was" in client.get(saturday.get_absolute_url()).text
    assert Update.objects.get(number=1).is_placed


def test_second_place_of_a_correction_is_not_marked(client, saturday):
    correct(saturday)
    publishing.add_update(saturday, by=saturday.author, body="Until Friday[correction: 1].")
    say(saturday, "They met on Friday[correction: 1].")
    page = client.get(saturday.get_absolute_url()).text
    assert page.count('id="corrected-1"') == 1
    assert "<p>Until Friday.</p>" in page


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("Friday[correction: 2].", "[correction: 2] names no correction."),
        ("Friday[correction: 3].", "[correction: 3] names no correction."),
        ("A[correction: 1] B[correction: 1].", "[correction: 1] stands more than once."),
    ],
)
def test_wrong_marker_is_refused_in_the_form(sign_in, author, saturday, body, said):
    correct(saturday)
    publishing.add_update(saturday, by=author, body="No correction.")
    with pytest.raises(ValidationError, match=said[:15].replace("[", r"\[")):
        say(saturday, body)
    url = reverse("admin:blog_post_preview")
    response = sign_in(author).post(f"{url}?object={saturday.pk}", {"title": "T", "body": body, "status": "published"})
    assert said in response.text


def test_marker_in_code_is_code(client, saturday):
    say(saturday, "Write `[correction: 9]` or \\[correction: 9].")
    page = client.get(saturday.get_absolute_url()).text
    assert "<code>[correction: 9]</code> or [correction: 9]." in page


def test_mark_is_no_word_of_the_text(client, saturday):
    correct(saturday)
    say(saturday, "They met on Friday[correction: 1], late.")
    assert "Corrected" not in str(saturday.search_entry.parts)
    saturday.refresh_from_db()
    assert saturday.description == "They met on Friday, late."
    assert "Corrected 3" not in client.get("/search/?q=corrected").text
    assert MARK[:40] in client.get("/feed.json").json()["items"][0]["content_html"]


def test_scheduled_correction_is_marked_from_its_second(client, saturday):
    """P1, P3"""
    at = timezone.now().replace(microsecond=0) + timedelta(hours=1)
    correct(saturday, at=at)
    say(saturday, "They met on Friday[correction: 1].")
    before, after = (at + timedelta(seconds=seconds) for seconds in (-1, 1))
    with time_machine.travel(before, tick=False):
        page = client.get(saturday.get_absolute_url()).text
        assert "<p>They met on Friday.</p>" in page
        assert "orrected" not in page.partition("<main")[2].partition("</main")[0]
    with time_machine.travel(after, tick=False):
        page = client.get(saturday.get_absolute_url()).text
        assert f"Friday{MARK}." in page
        assert "To the corrected place" in page


def test_record_keeps_the_marker_and_restores_it(author, saturday):
    """P7, P9"""
    update = correct(saturday, right="Friday")
    revision = saturday.revisions.first()
    assert "Friday[correction: 1]" in document.parse(revision.text).body
    publishing.erase(update, by=author)
    assert "correction" not in Post.objects.get().body
    publishing.restore(revision, by=author)
    assert "Friday[correction: 1]" in Post.objects.get().body
    assert Update.objects.get().is_placed


def test_mark_leads_to_the_post_from_the_page_of_a_quotation(client, saturday):
    correct(saturday)
    say(saturday, "On Friday[correction: 1].\n\n> We go on.\n>\n> — [Agency](https://agency.example/a)")
    url = saturday.get_absolute_url()
    page = client.get(f"{url}quotations/{saturday.quotations.get().key}/").text
    assert f'<a href="{url}#update-1">Corrected 3 August 2026</a>' in page


# The right words


@pytest.mark.parametrize(
    ("wrong", "right", "body"),
    [
        ("Saturday", "Friday", 'on **Friday[correction: 1]**, the "last" day --'),
        ("the “last” day – or", "the first day, or", "**Saturday**, the first day, or[correction: 1] so"),
        ("the\n“last”", "the “first”", "**Saturday**, the “first”[correction: 1] day --"),
    ],
)
def test_right_words_take_the_place_of_the_wrong_ones(saturday, wrong, right, body):
    correct(saturday, corrects=wrong, right=right)
    post, update = Post.objects.get(), Update.objects.get()
    assert body in post.body
    assert (update.is_placed, update.corrects) == (True, wrong)
    assert saturday.revisions.count() == 2


def test_right_words_take_their_place_in_an_update(saturday):
    before = publishing.add_update(saturday, by=saturday.author, body="All 43 deputies stayed.")
    correct(saturday, corrects="43 deputies", right="41 deputies")
    before.refresh_from_db()
    assert before.body == "All 41 deputies[correction: 2] stayed."


def test_mark_stands_after_the_link_that_is_corrected(client, saturday):
    say(saturday, "See [the note of Saturday](https://osce.org/a) on it.")
    correct(saturday, right="Friday")
    assert (
        f'<a href="https://osce.org/a">the note of Friday</a>{MARK} on it.'
        in client.get(saturday.get_absolute_url()).text
    )


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"corrects": "day"}, "These words stand in the post 2 times."),
        ({"corrects": "The talks"}, "These words do not stand in the post's text"),
        ({"corrects": "met on Saturday"}, "These words do not stand in the post's text"),
        ({"corrects": ""}, "Right words belong to a correction that names the words that were wrong."),
        ({"kind": "update", "corrects": ""}, "Right words belong to a correction"),
        ({"published_at": "2100-01-01T10:00"}, "so the correction cannot appear later."),
    ],
)
@pytest.mark.parametrize("form", ["on the page", "at the desk"])
def test_refused_right_words_change_nothing_and_are_kept(sign_in, author, saturday, fields, said, form):
    """P6"""
    if fields.get("corrects") == "The talks":
        say(saturday, f"{BODY} The `talks` are over.")
    is_desk = form == "at the desk"
    body, revisions = Post.objects.get().body, saturday.revisions.count()
    sent = {
        "kind": "correction",
        "body": "No.",
        "corrects": "Saturday",
        "right": "Right words",
        "published_at": "",
    } | fields
    if is_desk:
        at = sent.pop("published_at").partition("T")
        sent |= {"post": saturday.pk, "published_at_0": at[0] or "2026-08-03", "published_at_1": at[2] or "11:00"}
        sent |= {"quotations-TOTAL_FORMS": 0, "quotations-INITIAL_FORMS": 0}
    url = reverse("admin:blog_update_add") if is_desk else reverse("admin:blog_post_update", args=[saturday.pk])
    response = sign_in(author).post(url, sent)
    assert response.status_code == 200
    assert said in response.text.replace("&#x27;", "'")
    assert "Right words</textarea>" in response.text
    assert (Post.objects.get().body, saturday.revisions.count()) == (body, revisions)
    assert not Update.objects.exists()


def test_refused_words_are_refused_by_their_field(sign_in, author, saturday):
    sent = {"kind": "correction", "body": "No.", "corrects": "day", "right": "Right words"}
    text = sign_in(author).post(reverse("admin:blog_post_update", args=[saturday.pk]), sent).text
    assert text.index('class="field-corrects"') < text.index("These words stand") < text.index('class="field-right"')


def test_words_in_code_cannot_be_marked(saturday):
    say(saturday, "So `it said` there.")
    with pytest.raises(ValidationError, match="where nothing can be marked"):
        correct(saturday, corrects="it said", right="they said")
    assert not Update.objects.exists()


@pytest.mark.parametrize("form", ["on the page", "at the desk"])
def test_form_puts_right(sign_in, author, saturday, form):
    sent = {"kind": "correction", "body": "No.", "corrects": "Saturday", "right": "Friday", "published_at": ""}
    if form == "at the desk":
        sent |= {"post": saturday.pk, "published_at_0": "2026-08-03", "published_at_1": "11:00", "note": "A slip"}
        sent |= {"quotations-TOTAL_FORMS": 0, "quotations-INITIAL_FORMS": 0}
        response = sign_in(author).post(reverse("admin:blog_update_add"), sent)
        assert saturday.revisions.first().note == "A slip"
    else:
        response = sign_in(author).post(reverse("admin:blog_post_update", args=[saturday.pk]), sent)
    assert response.status_code == 302
    assert "**Friday[correction: 1]**" in Post.objects.get().body
    assert saturday.revisions.count() == 2


def test_right_words_are_markdown_that_is_cleaned(client, saturday):
    """P11"""
    correct(saturday, right="<script>alert(1)</script>*Friday*")
    page = client.get(saturday.get_absolute_url()).text
    assert "<em>Friday</em>" in page
    assert "alert(1)</script>" not in page


# The list


def test_list_shows_what_was_wrong_what_is_right_and_where(client, saturday):
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        correct(saturday, right="Friday")
        correct(saturday, corrects="", body="And something else.")
        page = client.get("/corrections/").text
    url = saturday.get_absolute_url()
    assert "Earlier it said: <del>Saturday</del>" in page
    assert "<p>It was Friday.</p>" in page
    assert page.count("In its place") == page.count("<del>") == 1
    assert f'href="{url}#corrected-1"' in page
    assert page.count("The post as it stood before") == 2
    assert f'href="{url}?as-of=2026-08-03T12:59:' in page
    assert 'href="/corrections/feed.atom">Feed of corrections' in page
    assert page.index("And something else.") < page.index("It was Friday.")


def test_correction_in_the_second_of_the_post_has_nothing_before_it(client, make_post):
    correct(make_post(body="On Saturday."))
    assert "as it stood before" not in client.get("/corrections/").text


def test_policy_of_the_site_is_linked_and_said_to_machines(client, saturday):
    assert "correctionsPolicy" not in client.get(saturday.get_absolute_url()).text
    page = Page.objects.create(title="How we correct", slug="how-we-correct", body="We say so.")
    SiteSettings(corrections_policy=page).save()
    assert '<a href="/how-we-correct/">How we correct</a>' in client.get("/corrections/").text
    said = '"correctionsPolicy":"http://testserver/how-we-correct/"'
    assert said in client.get(saturday.get_absolute_url()).text
    page.delete()
    assert SiteSettings.load().corrections_policy is None
    assert "how-we-correct" not in client.get("/corrections/").text


@pytest.mark.parametrize("number", [1, 3])
def test_list_and_post_ask_as_much_for_three_as_for_one(client, saturday, django_assert_num_queries, number):
    """P22"""
    page = Page.objects.create(title="How we correct", slug="how-we-correct", body="We say so.")
    SiteSettings(corrections_policy=page).save()
    for words in ("Saturday", "they said", "good")[:number]:
        correct(saturday, corrects=words, right="none")
    with django_assert_num_queries(5):  # edition, settings, banners, widgets; corrections
        client.get("/corrections/")
    with django_assert_num_queries(13):  # what the page of any post asks
        client.get(saturday.get_absolute_url())
