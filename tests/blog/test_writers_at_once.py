"""P5: people who write at the same moment, each over a connection of their own."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import chain, permutations
from threading import Barrier
from time import monotonic, sleep

import pytest
import time_machine
from django.db import connection, connections, transaction
from django.test import Client
from django.urls import reverse

from banners.models import SiteBanner
from blog import document, proving, publishing
from blog.models import Post, Source, Tag
from blog.models.moments import this_second
from edition.models import Edition
from edition.turning import current, writing
from tests.blog.changes import rewrite
from tests.blog.moments import APRIL, DAY, MARCH
from tests.blog.test_admin_writing import typed

pytestmark = pytest.mark.django_db(transaction=True)

SECONDS = 10  # until whoever still waits has failed
ROUNDS = 10
WAITING = """
    SELECT count(DISTINCT waiting.pid) FROM pg_locks waiting JOIN pg_locks own USING (pid)
    JOIN pg_database ON pg_database.oid = own.database WHERE NOT waiting.granted AND datname = current_database()
"""


@pytest.fixture(autouse=True)
def _database_for_writers(transactional_db):
    """Give each writer a connection."""
    if connection.vendor == "postgresql":
        connection.close()
        connection.close_pool()  # of which another test's server may still keep a connection that a writer needs


def in_own_connection(write):
    try:
        if connection.vendor == "postgresql":
            connection.cursor().execute(f"SET lock_timeout = '{SECONDS}s'")
        return write()
    finally:
        connections.close_all()


def at_once(*writes):
    """Let several writers begin at the same moment. PostgreSQL's pool has room for three and the test itself."""
    barrier = Barrier(len(writes), timeout=SECONDS)
    with ThreadPoolExecutor() as threads:
        writers = [threads.submit(in_own_connection, lambda write=write: (barrier.wait(), write())) for write in writes]
    return [writer.result()[1] for writer in writers]


@contextmanager
def held(rows):
    """Hold rows while writers are started. They go as far as they get, one after the other, and are let go together.

    SQLite has one lock for all: there the writers wait before their first row, and go on in any order.
    """
    writers = []

    def start(write):
        writers.append(threads.submit(in_own_connection, write))
        deadline = monotonic() + SECONDS
        while connection.vendor == "postgresql" and waiting() < sum(not writer.done() for writer in writers):
            assert monotonic() < deadline
            sleep(0.01)
        return writers[-1]

    def waiting():
        return connection.cursor().execute(WAITING).fetchone()[0]

    with ThreadPoolExecutor() as threads, transaction.atomic():
        list(rows)
        yield start
    for writer in writers:
        writer.result()


def quote(*names):
    return "\n\n".join(f"> Words.\n>\n> — [{name}](https://agency.example/)" for name in names)


def desk(author):
    client = Client(raise_request_exception=False)
    client.force_login(author)
    return client


@pytest.mark.parametrize("first", ["form", "update"])
def test_form_and_update_saved_at_once_are_both_kept(author, make_post, first):
    """P5"""
    post, client = make_post(published_at=MARCH), desk(author)
    url = reverse("admin:blog_post_change", args=[post.pk])
    form = typed(client.get(url), body="Rewritten.")
    save = partial(client.post, url, form)
    add = partial(publishing.add_update, post, by=author, body="It went on.", at=APRIL)
    with held(Post.objects.select_for_update()) as start:
        for write in (save, add) if first == "form" else (add, save):
            start(write)
    post.refresh_from_db()
    assert (post.body, post.last_update_number, post.updated_at) == ("Rewritten.", 1, APRIL)
    texts = [revision.text for revision in post.revisions.order_by("number")]
    assert [("Rewritten." in text) + ("It went on." in text) for text in texts] == [0, 1, 2]


def test_updates_added_at_once_have_a_number_and_a_revision_each(post, author, editor):
    """P4, P5"""

    def write(by):
        return [publishing.add_update(post, by=by, body=f"{by} {n}").number for n in range(ROUNDS)]

    numbers = sorted(chain(*at_once(partial(write, author), partial(write, editor))))
    assert numbers == list(range(1, 2 * ROUNDS + 1))
    bodies = [f"{by} {n}" for by in (author, editor) for n in range(ROUNDS)]
    assert sorted(update.body for update in post.updates.all()) == sorted(bodies)
    recorded = [document.parse(revision.text).updates for revision in post.revisions.order_by("number")]
    assert [len(updates) for updates in recorded] == list(range(2 * ROUNDS + 1))


def test_update_is_erased_while_its_post_is_saved(post, author, superuser):
    """P5"""
    update = publishing.add_update(post, by=author, body="Wrong.")
    with held(Post.objects.select_for_update()) as start:
        start(partial(rewrite, post, by=author, body="Rewritten."))
        start(partial(publishing.erase, update, by=superuser))
    assert "Rewritten." in post.revisions.first().text
    assert "Wrong." not in post.revisions.first().text


def test_posts_saved_at_once_with_one_address_are_told_apart(author):
    """P5, P6"""
    clients, url = [desk(author), desk(author)], reverse("admin:blog_post_add")
    forms = [typed(clients[0].get(url), title="Gas", status="published", body=body) for body in ("First.", "Second.")]
    with held(Edition.objects.select_for_update()) as start:
        writers = [start(partial(client.post, url, form)) for client, form in zip(clients, forms, strict=True)]
    saved, refused = sorted((writer.result() for writer in writers), key=lambda response: -response.status_code)
    assert [saved.status_code, refused.status_code] == [302, 200]
    assert "has this address already" in refused.text
    assert {Post.objects.get().body, refused.context["adminform"].form["body"].value()} == {"First.", "Second."}


@pytest.mark.parametrize(("sooner", "later"), list(permutations(["post", "update", "banner"], 2)))
def test_changes_scheduled_at_once_turn_the_page_each_at_its_time(post, draft, author, sooner, later):
    """P3, P5"""
    schedule = {
        "post": lambda at: publishing.publish(draft, by=author, at=at),
        "update": lambda at: publishing.add_update(post, by=author, body="Later.", at=at),
        "banner": lambda at: transaction.atomic(SiteBanner.objects.create)(title="Stop", is_active=True, starts_at=at),
    }
    moment = this_second() + DAY
    with held(Edition.objects.select_for_update()) as start:
        start(partial(schedule[sooner], moment))
        start(partial(schedule[later], moment + DAY))
    assert Edition.objects.get().next_change_at == moment
    with time_machine.travel(moment, tick=False):
        current()
    assert Edition.objects.get().next_change_at == moment + DAY


@pytest.mark.parametrize("due", ["post", "update"])
def test_post_is_saved_while_a_reader_is_the_first_after_its_scheduled_time(make_post, author, due):
    """P3, P5"""
    with time_machine.travel(MARCH, tick=False):
        post = make_post(published_at=MARCH + DAY if due == "post" else MARCH)
        if due == "update":
            publishing.add_update(post, by=author, body="Later.", at=MARCH + DAY)
    with held(Post.objects.select_for_update()) as start:
        start(partial(publishing.add_update, post, by=author, body="Now.", at=APRIL))
        start(partial(Client().get, "/"))
    post.refresh_from_db()
    assert (post.updated_at, post.updates.last().body) == (APRIL, "Now.")


def test_posts_are_saved_while_the_clock_releases_something_and_the_record_holds(make_post, author, editor):
    """P5, P25"""
    with time_machine.travel(MARCH, tick=False):
        post = make_post(published_at=MARCH)
        publishing.add_update(post, by=author, body="Later.", at=MARCH + DAY)
    saves = [partial(rewrite, Post.objects.get(), by=by, body=f"{by}") for by in (author, editor)]
    at_once(*saves, partial(Client().get, "/"))
    revisions = list(post.revisions.order_by("number"))
    assert [revision.number for revision in revisions] == [1, 2, 3, 4, 5]
    assert [revision.number for revision in revisions if revision.created_at == MARCH + DAY] == [3]
    assert proving.find_break(post) is None


def test_source_is_renamed_while_posts_that_quote_it_are_saved(make_post, make_quotation, source, author, editor):
    """P5"""
    posts = [make_quotation(make_post(f"Post {n}")).post for n in range(3)]

    def rename(number):
        source.name = f"Agency {number}"
        publishing.save_source(source)

    def save(posts, by, number):
        for post in posts:
            rewrite(Post.objects.get(pk=post.pk), by=by, body=f"{by} {number}")

    for n in range(ROUNDS):
        at_once(partial(save, posts, author, n), partial(rename, n), partial(save, posts[::-1], editor, n))
    assert [post.revisions.count() for post in posts] == [2 + 2 * ROUNDS] * 3
    assert Post.objects.filter(body_html__contains=f">Agency {ROUNDS - 1}</a></cite>").count() == 3


@pytest.mark.parametrize("renamed", ["source", "tag", "author"])
def test_what_a_post_names_is_moved_while_the_post_is_saved(post, author, source, renamed):
    """P5"""
    thing = {"source": source, "tag": Tag.objects.create(name="Arctic"), "author": author}[renamed]
    thing.slug = "another"
    save = publishing.save_source if renamed == "source" else transaction.atomic(type(thing).save)

    @writing()
    def write():
        post.tags.set(Tag.objects.all())
        rewrite(post, by=author, body=quote("Reuters"))

    with held(Edition.objects.select_for_update()) as start:
        start(write)
        start(partial(save, thing))
    assert type(thing).objects.get().slug == "another"
    assert post.quotations.get().source == source


def test_source_is_renamed_just_before_a_post_quotes_it(post, author, source):
    """P5"""
    source.name = "Reuters News"
    with held(Source.objects.select_for_update(no_key=True)) as start:
        start(partial(publishing.save_source, source))
        start(partial(rewrite, post, by=author, body=quote("Reuters")))
    assert f">{post.quotations.get().source.name}</a></cite>" in Post.objects.get().body_html


@pytest.mark.parametrize(
    ("first", "second"),
    [(["Agency"], ["Agency"]), (["Agency"], ["AGENCY"]), (["Agency", "Interfax"], ["Interfax", "Agency"])],
    ids=["alike", "in capitals", "crosswise"],
)
def test_new_source_quoted_twice_at_once_is_made_once(make_post, author, first, second):
    """P5"""
    posts = [make_post("First"), make_post("Second")]
    with held(Edition.objects.select_for_update()) as start:
        for post, names in zip(posts, (first, second), strict=True):
            start(partial(rewrite, post, by=author, body=quote(*names)))
    assert Source.objects.count() == len(first)
    assert [post.quotations.count() for post in posts] == [len(first)] * 2
