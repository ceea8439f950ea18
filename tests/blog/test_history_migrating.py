"""P23: revisions of before the public history are proved, and say whether readers had them."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from blog.models import Post
from tests.blog.moments import DAY, NOON

BEFORE = [("blog", "0014_post_by_month")]
HEAD = (
    '---\ntitle: "A title"\nslug: "a-title"\nauthor: "anna"\nstatus: "{status}"\npublished_at: {at}\n'
    'language: ""\ntags: []\nsummary: ""\n---\n\n{body}\n'
)
UPDATE = "\n::: update 1 · update · {at} · anna\n\nLater.\n"
HOUR = timedelta(hours=1)


@pytest.fixture
def before(transactional_db):
    """Go back to before the public history; return the models of then."""
    MigrationExecutor(connection).migrate(BEFORE)
    yield MigrationExecutor(connection).loader.project_state(BEFORE).apps
    call_command("migrate", verbosity=0)


def text(status, at, body, update_at=None):
    moment = f'"{at.isoformat()}"' if at else "null"
    update = UPDATE.format(at=update_at.isoformat()) if update_at else ""
    return HEAD.format(status=status, at=moment, body=body) + update


@pytest.fixture
def old_post(before):
    """Make a post as the old release recorded it: draft, scheduled, rewritten, updated by the clock, a second time."""
    author = before.get_model("people", "User").objects.create(username="anna", slug="anna")
    post = before.get_model("blog", "Post").objects.create(
        title="A title", slug="a-title", author=author, status="published", published_at=NOON, body="Third.",
        month=NOON.date().replace(day=1), tag_uri="tag:x", preview_key="x",
    )  # fmt: skip
    before.get_model("blog", "Update").objects.create(
        post=post, number=1, author=author, body="Later.", published_at=NOON + 2 * DAY
    )
    saves = [
        (NOON - 2 * DAY, text("draft", None, "First."), False),
        (NOON - DAY, text("published", NOON, "Second."), True),
        (NOON + HOUR, text("published", NOON, "Third."), True),
        (NOON + DAY, text("published", NOON, "Third.", NOON + 2 * DAY), True),
    ]
    revisions = before.get_model("blog", "Revision").objects
    for number, (at, words, is_public) in enumerate(saves, start=1):
        revision = revisions.create(post=post, number=number, text=words, digest="0" * 64, is_public=is_public)
        revisions.filter(pk=revision.pk).update(created_at=at)


def test_record_of_before_is_proved(old_post, client):
    call_command("migrate", verbosity=0)
    post = Post.objects.get()
    assert [(one.number, one.is_public, one.created_at, bool(one.digest)) for one in post.revisions.all()[::-1]] == [
        (1, False, NOON - 2 * DAY, False),
        (2, True, NOON, True),  # from its scheduled time on
        (3, True, NOON + HOUR, True),
        (4, False, NOON + DAY, False),  # readers saw nothing of it yet
        (5, True, NOON + 2 * DAY, True),  # when the update appeared
    ]
    assert post.revisions.get(number=3).changes == {"parts": ["body"]}
    assert post.revisions.get(number=5).changes == {"updates_added": [[1, "update"]]}
    call_command("verify_record")
    page = client.get(post.get_part_url("revision", number=3)).text
    assert "Third." in page
    assert "Later." not in page
