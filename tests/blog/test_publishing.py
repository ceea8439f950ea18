"""Posts are published, scheduled, withdrawn and updated."""

import pytest
import time_machine
from django.utils import timezone

from blog import publishing
from blog.models import Post
from edition.turning import current
from tests.blog.changes import refused, rewrite
from tests.blog.moments import DAY, NOON

# publish, schedule, withdraw


def test_draft_is_published_now(draft, editor):
    with time_machine.travel(NOON, tick=False):
        revision = publishing.publish(draft, by=editor)
    draft.refresh_from_db()
    assert (draft.status, draft.published_at, draft.updated_at) == ("published", NOON, NOON)
    assert (revision.number, revision.editor, revision.is_public) == (2, editor, True)
    assert draft.get_absolute_url() == "/2008/08/a-draft/"


def test_draft_is_scheduled(draft, author):
    with time_machine.travel(NOON, tick=False):
        publishing.publish(draft, by=author, at=NOON + DAY)
        draft.refresh_from_db()
        assert draft.is_scheduled
        assert not draft.is_published


def test_withdrawn_post_comes_back_at_its_first_time(make_post, author):
    post = make_post(published_at=NOON)
    publishing.withdraw(post, by=author, note="Wrong")
    publishing.publish(post, by=author)
    post.refresh_from_db()
    assert (post.status, post.published_at) == ("published", NOON)


def test_draft_whose_address_is_taken_is_not_published(draft, make_post, author):
    make_post("A draft", published_at=NOON)
    refused("has this address already", publishing.publish, draft, by=author, at=NOON)


def test_published_post_is_withdrawn(post, editor):
    revision = publishing.withdraw(post, by=editor, note="Wrong")
    post.refresh_from_db()
    assert (post.status, post.is_published) == ("withdrawn", False)
    assert (revision.note, revision.is_public) == ("Wrong", False)


def test_scheduled_post_that_is_withdrawn_is_a_draft_again(make_post, author):
    post = make_post(published_at=timezone.now() + DAY)
    publishing.withdraw(post, by=author)
    post.refresh_from_db()
    assert post.status == "draft"


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_post_that_is_not_published_cannot_be_withdrawn(make_post, author, status):
    refused("“A title” is not published", publishing.withdraw, make_post(status=status), by=author)


# updates


def test_updates_are_numbered_and_no_number_is_given_twice(post, author):
    updates = [publishing.add_update(post, by=author, body=f"Update {n}") for n in (1, 2, 3)]
    publishing.erase(updates[2], by=author)
    publishing.erase(updates[0], by=author)
    publishing.add_update(post, by=author, body="Fourth")
    assert list(post.updates.values_list("number", "body")) == [(2, "Update 2"), (4, "Fourth")]


def test_update_moves_the_time_of_the_last_change(make_post, author):
    post = make_post(published_at=NOON)
    publishing.add_update(post, by=author, body="Later.", at=NOON + DAY)
    post.refresh_from_db()
    assert (post.published_at, post.updated_at) == (NOON, NOON + DAY)


def test_update_that_is_erased_is_no_longer_the_last_change(make_post, author):
    post = make_post(published_at=NOON)
    publishing.erase(publishing.add_update(post, by=author, body="Later.", at=NOON + DAY), by=author)
    post.refresh_from_db()
    assert post.updated_at == NOON


def test_scheduled_update_is_recorded_but_not_released(make_post, author):
    """P1"""
    post = make_post(published_at=NOON)
    update = publishing.add_update(post, by=author, body="Later.", at=timezone.now() + DAY)
    post.refresh_from_db()
    assert post.updated_at == NOON
    assert not post.updates.released().exists()
    assert update.body in post.revisions.first().text


@pytest.mark.parametrize("fields", [{"status": "draft"}, {"status": "withdrawn"}, {"published_at": NOON.replace(2208)}])
def test_post_that_is_not_published_cannot_be_updated(make_post, author, fields):
    refused("Only a published post can be updated", publishing.add_update, make_post(**fields), by=author, body="x")


def test_update_cannot_be_older_than_its_post(post, author):
    refused("cannot be older than its post", publishing.add_update, post, by=author, body="x", at=NOON)


def test_update_without_words_or_of_an_unknown_kind_is_refused(post, author):
    refused("cannot be blank", publishing.add_update, post, by=author, body="")
    refused("not a valid choice", publishing.add_update, post, by=author, body="x", kind="gossip")


def test_update_may_be_dated_in_the_very_second_of_its_post(make_post, author):
    post = make_post(published_at=NOON.replace(microsecond=900_000))
    at = post.published_at.replace(microsecond=0)
    assert publishing.add_update(post, by=author, body="More.", at=at).number == 1


def test_page_is_not_turned_by_a_save_that_changes_nothing(post, author):
    edition = current()
    rewrite(post, author)
    assert current() == edition


def test_page_is_turned_when_its_html_is_new_although_the_record_is_not(post, author):
    Post.objects.filter(pk=post.pk).update(body_html="<p>As an older release rendered it.</p>")
    edition = current()
    assert rewrite(post, author).number == 1
    assert current() > edition
