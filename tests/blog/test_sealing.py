"""Sealed revisions: their texts are gone from every page, their place and the proof stay."""

from io import StringIO

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import call_command
from django.urls import reverse

from blog import publishing
from blog.models import Revision
from tests.blog.changes import refused, rewrite
from tests.blog.test_admin_writing import typed

SECRET = "kanarka"


@pytest.fixture
def story(make_post, author):
    """Make a post of four revisions, whose second and third hold a word, and their notes too."""
    post = make_post(body="First.")
    rewrite(post, author, body=f"Second {SECRET}.")
    publishing.record(post, by=author, note=f"Says {SECRET}")
    rewrite(post, author, body="Fourth.")
    return post


@pytest.fixture
def sealed(story, editor):
    publishing.seal(story, first=2, last=3, reason="It named a child.", by=editor)
    return story


def seal_url(post):
    return reverse("admin:blog_revision_seal", args=[post.pk])


def test_sealed_revisions_keep_their_place_time_and_reason(client, sealed):
    history = sealed.get_part_url("history")
    page = client.get(history).text
    assert page.count("It named a child.") == 2
    assert SECRET not in page
    for number in (2, 3):
        assert sealed.revisions.get(number=number).digest[:12] in page
        response = client.get(f"{history}{number}/")
        assert response.status_code == 410
        assert "It named a child." in response.text


@pytest.mark.parametrize("below", ["2/", "3/canonical.txt", "1/2/", "3/4/", "2/3/", "2/2/"])
def test_text_of_a_sealed_revision_is_nowhere(client, sealed, below):
    """P1"""
    response = client.get(sealed.get_part_url("history") + below)
    assert response.status_code == 410
    assert SECRET not in response.text


def test_neighbours_are_compared_past_it(client, sealed):
    page = client.get(sealed.get_part_url("comparison", number=1, other=4)).text
    assert "First" in page
    assert SECRET not in page
    links = client.get(sealed.get_part_url("revision", number=4)).text
    assert f'href="{sealed.get_part_url("comparison", number=1, other=4)}"' in links


@pytest.mark.parametrize("role", ["author", "editor", "superuser"])
def test_nobody_reads_it_at_the_desk(sign_in, request, sealed, role):
    """P1"""
    client = sign_in(request.getfixturevalue(role))
    revision = sealed.revisions.get(number=3)
    listed = reverse("admin:blog_revision_changelist")
    compare = f"{reverse('admin:blog_revision_compare')}?post={sealed.pk}"
    urls = [listed, reverse("admin:blog_revision_change", args=[revision.pk]), sealed.get_part_url("history")]
    for url in urls:
        response = client.get(url)
        assert response.status_code == 200
        assert SECRET not in response.text
    assert client.get(f"{compare}&old=1&new=3").status_code == 404
    assert "It named a child." in client.get(urls[1]).text
    found = client.get(listed, {"q": SECRET}).text
    assert "0 revisions" in found
    marked = list(sealed.revisions.filter(number__in=[1, 3]).values_list("pk", flat=True))
    response = client.post(listed, {"action": "compare", "_selected_action": marked}, follow=True)
    assert "A sealed revision is not compared." in response.text


def test_sealed_revision_is_not_restored(sealed, author):
    refused("is sealed", publishing.restore, sealed.revisions.get(number=2), by=author)


def test_words_that_are_sealed_are_no_words_of_the_post(sealed, author):
    """P1"""
    said = {"body": "It was not so.", "kind": "correction", "corrects": SECRET}
    refused("do not stand in the post", publishing.add_update, sealed, by=author, **said)


def test_record_still_holds(sealed):
    out = StringIO()
    call_command("verify_record", stdout=out)
    assert out.getvalue() == "1 of 1 posts hold.\n"
    assert SECRET in sealed.revisions.get(number=2).text


def test_as_of_leads_to_the_reason_and_the_timegate_past_it(client, sealed):
    third = sealed.revisions.get(number=3)
    Revision.objects.filter(post=sealed, number=4).update(created_at=third.created_at.replace(year=2100))
    response = client.get(f"{sealed.get_absolute_url()}?as-of={third.created_at:%Y-%m-%dT%H:%M:%S.%f}")
    assert response.headers["Location"] == third.get_absolute_url()
    gate = client.get(sealed.get_part_url("timegate"))
    assert gate.headers["Location"] == sealed.revisions.get(number=1).get_absolute_url()


# who seals, and how


def test_editor_seals_what_is_marked_with_a_reason(sign_in, editor, story):
    client, listed = sign_in(editor), reverse("admin:blog_revision_changelist")
    marked = list(story.revisions.filter(number__in=[2, 3]).values_list("pk", flat=True))
    response = client.post(listed, {"action": "seal", "_selected_action": marked})
    assert response.headers["Location"] == f"{seal_url(story)}?first=2&last=3"
    form = typed(client.get(response.headers["Location"]))
    assert "This field is required." in client.post(seal_url(story), form).text
    response = client.post(seal_url(story), form | {"reason": "It named a child."}, follow=True)
    assert "Sealed: 2, 3." in response.text
    sealed = story.revisions.exclude(sealed_at=None)
    assert {(one.number, one.sealed_by, one.seal_reason) for one in sealed} == {
        (number, editor, "It named a child.") for number in (2, 3)
    }
    assert [entry.change_message for entry in LogEntry.objects.all()] == ["Sealed: It named a child."] * 2


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (4, 4, "Change the post first."),
        (1, 9, "Change the post first."),
        (7, 9, "Give the numbers of revisions that are there"),
    ],
)
def test_latest_revision_and_none_are_not_sealed(sign_in, editor, story, first, last, said):
    form = {"first": first, "last": last, "reason": "Why not."}
    assert said in sign_in(editor).post(seal_url(story), form).text
    assert not story.revisions.exclude(sealed_at=None).exists()


def test_what_readers_have_now_is_not_sealed_although_something_is_to_come(story, author):
    publishing.add_update(story, by=author, body="Later.", at=story.published_at.replace(year=2100))
    assert [one.is_public for one in story.revisions.all()[:2]] == [False, True]
    refused("Change the post first.", publishing.seal, story, first=4, last=4, reason="No.", by=author)


def test_sealing_again_keeps_the_first_reason(sealed, editor):
    assert [one.number for one in publishing.seal(sealed, first=1, last=2, reason="More.", by=editor)] == [1]
    assert sealed.revisions.get(number=2).seal_reason == "It named a child."


@pytest.mark.parametrize(("role", "status"), [("author", 403), ("moderator", 403), ("editor", 200), ("superuser", 200)])
def test_only_editors_seal(sign_in, request, story, role, status):
    """P12"""
    client = sign_in(request.getfixturevalue(role))
    assert client.get(seal_url(story)).status_code == status
    form = {"first": 2, "last": 2, "reason": "Why not."}
    client.post(seal_url(story), form)
    assert story.revisions.exclude(sealed_at=None).exists() is (status == 200)


def test_pages_that_readers_have_are_turned(client, story, editor):
    """P1"""
    url = story.get_part_url("revision", number=2)
    etag = client.get(url).headers["ETag"]
    publishing.seal(story, first=2, last=2, reason="It named a child.", by=editor)
    assert client.get(url, headers={"If-None-Match": etag}).status_code == 410
