"""The proof of the record: what a digest vouches for, and how a change behind the record's back is found."""

import hashlib
import subprocess
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from blog import document, publishing
from blog.models import Post, Revision, Source, Tag, Update
from people.models import User
from tests.blog.changes import rewrite
from tests.blog.moments import DAY, NOON


@pytest.fixture
def story(make_post, author):
    """Make a post with a draft's revision, two public ones, an update to come, and its release."""
    with time_machine.travel(NOON, tick=False):
        post = make_post(published_at=NOON + DAY, body="First.")
    with time_machine.travel(NOON + DAY, tick=False):
        rewrite(post, author, body="Second.")
        publishing.record(post, by=author, note="Checked “twice”")
        publishing.add_update(post, by=author, body="Later.", at=NOON + 3 * DAY)
    with time_machine.travel(NOON + 4 * DAY, tick=False):
        publishing.record_release(post)
    return post


def verify(*args):
    """Run the command; return what it said, and whether all holds."""
    out, err = StringIO(), StringIO()
    try:
        call_command("verify_record", *args, stdout=out, stderr=err)
    except CommandError as error:
        return out.getvalue() + str(error), False
    return out.getvalue(), True


def test_canonical_text_is_what_the_digest_says(client, story, tmp_path):
    history = story.get_part_url("history")
    previous = "none"
    for revision in story.revisions.public().order_by("number"):
        response = client.get(f"{history}{revision.number}/canonical.txt")
        assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
        assert hashlib.sha256(response.content).hexdigest() == revision.digest
        head, _, text = response.text.partition("\n\n")
        assert head.split("\n") == [
            "siberian-light-revision 1",
            f"post: {story.tag_uri}",
            f"number: {revision.number}",
            f"moment: {revision.created_at.isoformat()}",
            f'note: "{revision.note}"',
            f"previous: {previous}",
        ]
        assert text == revision.public_text
        previous = revision.digest
    (tmp_path / "canonical.txt").write_bytes(response.content)
    said = subprocess.run(["sha256sum", "canonical.txt"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert said.stdout.split()[0] == revision.digest


def test_only_what_readers_had_has_a_digest(story):
    assert [(one.number, one.is_public, bool(one.digest)) for one in story.revisions.order_by("number")] == [
        (1, False, False),  # scheduled
        (2, True, True),  # released by the clock
        (3, True, True),
        (4, True, True),  # a note
        (5, False, False),  # an update to come
        (6, True, True),
    ]


def test_record_that_nobody_touched_holds(story, make_post, make_quotation):
    make_quotation(make_post("Other"))
    assert verify() == ("2 of 2 posts hold.\n", True)
    assert verify("--post", str(story.pk)) == ("1 of 1 posts hold.\n", True)


def test_names_of_others_may_change(story, make_quotation, author):
    update = publishing.add_update(story, by=author, body="More.", at=NOON + 5 * DAY)
    quotation = make_quotation(story, update=update)
    story.tags.add(Tag.objects.create(name="Georgia"))
    publishing.record(story, by=author)
    Source.objects.filter(pk=quotation.source_id).update(name="Thomson Reuters")
    Tag.objects.update(name="Sakartvelo")
    User.objects.filter(pk=author.pk).update(slug="renamed")
    assert verify()[1]


@pytest.mark.parametrize(
    ("number", "fields", "said"),
    [
        (3, {"text": "---\n---\n"}, "revision 3: Its digest does not fit"),
        (3, {"note": "Nothing to see."}, "revision 3: Its digest does not fit"),
        (3, {"created_at": NOON + timedelta(hours=30)}, "revision 3: Its digest does not fit"),
        (3, {"digest": "0" * 64}, "revision 3: Its digest does not fit"),
        (3, {"digest": ""}, "revision 3: Its digest does not fit"),
        (3, {"is_public": False}, "revision 3: It has a digest, though it was never public."),
        (3, {"is_public": False, "digest": ""}, "revision 4: Its digest does not fit"),
        (5, {"digest": "0" * 64}, "revision 5: It has a digest"),
        (4, {"number": 9}, "revision 5: Revision 4 is missing."),
    ],
)
def test_change_behind_the_records_back_is_named(story, number, fields, said):
    Revision.objects.filter(post=story, number=number).update(**fields)
    text, holds = verify()
    assert not holds
    assert f"Post {story.pk} “A title”, {said}" in text
    assert "0 of 1 posts hold." in text


def test_digest_made_anew_breaks_the_next(story):
    third = story.revisions.get(number=3)
    Revision.objects.filter(pk=third.pk).update(note="Made up", digest=hashlib.sha256(b"made up").hexdigest())
    assert "revision 3: Its digest does not fit" in verify()[0]


def test_revision_that_is_taken_out_is_missed(story):
    story.revisions.get(number=3).delete()
    assert "revision 4: Revision 3 is missing." in verify()[0]
    story.revisions.all().delete()
    assert "record: There is no revision at all." in verify()[0]


@pytest.mark.parametrize("model", [Post, Update])
def test_rows_that_were_changed_without_the_record_are_found(story, model):
    model.objects.update(body="Something else.")
    assert "revision 6: The post as it is now is not what its latest revision says." in verify()[0]


def test_text_that_is_no_document_is_no_accident_of_the_command(story):
    """P19"""
    Revision.objects.filter(post=story, number=6).update(text="no document", is_public=False, digest="")
    assert "revision 6: The post as it is now" in verify()[0]


@pytest.mark.parametrize("number", ["0", "-1", "99999999999999999999"])
def test_post_that_is_not_there_is_told(db, number):
    assert verify("--post", number) == (f"There is no post {number}.", False)


def test_first_break_of_each_post_is_told_and_one_revision_is_in_memory_at_a_time(
    story, make_post, django_assert_max_num_queries
):
    other = make_post("Other")
    Revision.objects.update(note="Changed.")
    with django_assert_max_num_queries(20):
        text, _ = verify()
    assert text.count("Its digest does not fit") == 2
    assert f"Post {other.pk} “Other”, revision 1" in text


def test_scheduled_posts_and_drafts_hold(make_post):
    make_post("Draft", status="draft")
    make_post("Scheduled", published_at=timezone.now() + DAY)
    assert verify()[1]


@pytest.mark.parametrize("field", ["speaker", "source"])
def test_name_of_several_lines_hides_nothing_from_the_record(post, make_quotation, source, client, field):
    """P7"""
    name = "A\n::: update 9 · update · 2100-01-01T00:00:00+00:00 · anna-weiss\nB"
    Source.objects.filter(pk=source.pk).update(name=name if field == "source" else "Reuters")
    source.refresh_from_db()
    make_quotation(post, speaker=name if field == "speaker" else "", source=source)
    latest = post.revisions.first()
    assert (latest.is_public, latest.public_text) == (True, latest.text)
    assert "Quoted words." in client.get(latest.get_absolute_url()).text
    assert len(document.parse(latest.text).updates) == 0
    assert verify()[1]
