"""Work that takes a while is done by somebody else than whoever asks for it."""

import threading
from functools import partial

import pytest
from django.db import connection, transaction
from django.tasks import task

from blog import publishing
from blog.models import Post
from blog.signals import recorded
from tests.config.test_settings import assert_refused_in_a_sentence, house, manage, ready_house, run  # noqa: F401

DONE: list[str] = []
IS_DONE, MAY_GO_ON = threading.Event(), threading.Event()


@task
def wait_and_rename(pk):
    """Wait until the test lets it go on, and change a row."""
    MAY_GO_ON.wait(10)
    Post.objects.filter(pk=pk).update(title="Renamed")
    DONE.append(threading.current_thread().name)
    IS_DONE.set()


@task
def fail():
    """Fail."""
    raise ZeroDivisionError


@pytest.fixture
def threads(settings):
    settings.TASKS = {"default": {"BACKEND": "config.tasks.ThreadBackend"}}
    DONE.clear()
    IS_DONE.clear()
    MAY_GO_ON.clear()


@pytest.mark.django_db(transaction=True)
def test_whoever_saves_does_not_wait_for_a_task(threads, post, caplog):
    fail.enqueue()
    wait_and_rename.enqueue(post.pk)
    assert not IS_DONE.is_set()
    MAY_GO_ON.set()
    assert IS_DONE.wait(10)
    assert DONE == ["tasks"]
    post.refresh_from_db()
    assert post.title == "Renamed"
    assert "ZeroDivisionError" in caplog.text


def test_a_worker_finds_tasks_in_the_database(ready_house):  # noqa: F811
    manage_it = partial(manage, ready_house, TASKS="database")
    assert manage_it("migrate", "--verbosity", "0").returncode == 0
    assert manage_it("check").returncode == 0
    enqueue = "import django; django.setup()\nfrom config.tasks_of_test import touch\ntouch.enqueue('done')\n"
    module = (
        "from django.tasks import task\nfrom pathlib import Path\n\n@task\ndef touch(name):\n    Path(name).touch()\n"
    )
    (ready_house / "config" / "tasks_of_test.py").write_text(module)
    settings = {"TASKS": "database", "DJANGO_SETTINGS_MODULE": "config.settings"}
    assert run(ready_house, "-c", enqueue, **settings).returncode == 0
    assert not (ready_house / "done").exists()
    assert manage_it("db_worker", "--batch", "--no-startup-delay").returncode == 0
    assert (ready_house / "done").exists()


def test_another_kind_of_queue_is_refused(house):  # noqa: F811
    assert_refused_in_a_sentence(manage(house, "check", TASKS="redis"), "TASKS is 'redis'")


@pytest.mark.django_db(transaction=True)
def test_a_save_is_told_once_it_is_committed(make_post, author):
    told = []

    def listen(post_pk, is_public, **_):
        told.append((post_pk, is_public, connection.in_atomic_block))

    recorded.connect(listen)
    try:
        draft = make_post(status="draft")
        with transaction.atomic():
            publishing.publish(draft, by=author)
            assert len(told) == 1
    finally:
        recorded.disconnect(listen)
    assert told == [(draft.pk, False, False), (draft.pk, True, False)]
