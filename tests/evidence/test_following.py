"""Links are followed on a schedule, with manners, and what became of them is judged with care."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from blog import publishing
from evidence.models import Capture, Host, Link
from tests.foreign import ASKED


def paths():
    """Return what was asked since the last time."""
    asked = [path for path, _ in ASKED]
    ASKED.clear()
    return asked


def test_a_link_is_followed_when_it_is_due_and_not_before(linked, run, say, state_of):
    say("page")
    linked("page")
    assert "1 links followed, 0 dead or changed" in run()
    assert paths() == ["robots.txt", "page"]
    assert state_of("page") == ("alive", "")
    assert "0 links followed" in run(days=29)
    assert "1 links followed" in run(days=31)


def test_links_of_drafts_and_scheduled_texts_are_not_followed_before_their_time(make_post, linked, run, say, author):
    later = timezone.now() + timedelta(days=2)
    linked(say("draft").rpartition("/")[2], status="draft", title="Draft")
    linked(say("later").rpartition("/")[2], published_at=later, title="Later")
    post = make_post("Now")
    publishing.add_update(post, by=author, body=f"[a]({say('update')})", at=later)
    assert "0 links followed" in run()
    assert paths() == []
    run(days=3)
    assert set(paths()) == {"robots.txt", "later", "update"}


def test_what_a_host_does_not_want_is_not_asked_and_not_dead(linked, run, say, state_of):
    say("robots.txt", "User-agent: SiberianLight\nDisallow: /private", media_type="text/plain")
    say("private")
    say("page")
    linked("private", "page")
    run()
    assert state_of("private") == ("not_asked", "")
    assert state_of("page") == ("alive", "")
    assert paths() == ["robots.txt", "page"]


def test_a_host_in_trouble_is_not_asked(linked, run, say, state_of):
    say("robots.txt", status=503)
    say("page")
    linked("page")
    run()
    assert (state_of("page"), paths()) == (("not_asked", ""), ["robots.txt"])


def test_robots_are_remembered_for_a_day(linked, run, say):
    for path in ("page", "page?2", "page?3"):
        say(path)
    linked("page")
    run()
    linked("page?2", title="Another")
    run(days=0.5)
    linked("page?3", title="A third")
    run(days=1.5)
    assert paths() == ["robots.txt", "page", "page?2", "robots.txt", "page?3"]


def test_a_page_that_is_the_same_is_not_sent_again(linked, run, say, state_of):
    linked("kept")
    run()
    run(days=31)
    assert ASKED[-1][1]["If-None-Match"] == '"1"'
    assert state_of("kept") == ("alive", "")


def test_a_page_that_says_it_is_gone_is_believed_the_second_time(linked, run, say, state_of):
    say("page")
    linked("page")
    run()
    say("page", status=410)
    run(days=31)
    assert state_of("page") == ("trouble", "gone")
    assert "page: The page is not there any more." in run(days=33)
    assert state_of("page") == ("gone", "gone")
    say("page")
    run(days=36)
    assert state_of("page") == ("alive", "")


def test_a_failing_page_is_dead_after_failing_on_several_days(linked, run, say, state_of):
    say("page", status=500)
    linked("page")
    states = [(run(days=days), state_of("page")[0])[1] for days in (0, 1.1, 3.2, 7.3)]
    assert states == ["trouble", "trouble", "trouble", "gone"]


def test_failures_of_one_day_count_once(linked, run, say, state_of):
    say("page", status=500)
    linked("page")
    for _ in range(6):
        run()
        Link.objects.update(next_at=timezone.now())
    assert Link.objects.get().tries == 1


def test_a_page_that_is_closed_to_us_is_never_dead(linked, run, say, state_of):
    say("page", status=403)
    linked("page")
    for days in (0, 2, 5, 10, 20, 40, 80):
        run(days=days)
    assert state_of("page") == ("trouble", "status")


def test_a_host_that_nobody_reaches_is_dead_only_where_others_answer(linked, make_post, run, say, settings):
    settings.FETCHABLE_ADDRESSES = [*settings.FETCHABLE_ADDRESSES, "127.0.0.1:9"]
    make_post("Unreachable", body="[a](http://127.0.0.1:9/a)")
    for days in (0, 2, 5, 10):
        run(days=days)
    assert Link.objects.values_list("state", "tries").get() == ("unknown", 0)
    say("page")
    linked("page")
    for days in (20, 21, 23, 24, 28, 29, 34, 35):
        run(days=days)
    assert Link.objects.get(address="http://127.0.0.1:9/a").state == "gone"


def test_a_host_is_asked_one_thing_at_a_time(linked, run, say):
    say("page")
    linked("page")
    host = Host.objects.create(name="elsewhere.example")
    assert Host.objects.claim(host)
    assert not Host.objects.claim(host)
    Host.objects.release(host)
    assert Host.objects.claim(host)
    with time_machine.travel(timezone.now() + timedelta(minutes=3)):  # whoever asked died
        assert Host.objects.claim(host)
    assert Host.objects.claim(host)  # the clock was set back


@pytest.mark.parametrize(
    ("path", "state"),
    [
        ("inside", ("trouble", "private")), ("loop", ("trouble", "redirects")), ("endless", ("alive", "size")),
        ("bomb", ("alive", "size")), ("picture", ("alive", "type")), ("garbled", ("trouble", "broken")),
    ],
)  # fmt: skip
def test_what_cannot_be_read_has_a_clear_state_and_the_post_stays(client, linked, run, state_of, path, state):
    """P14, P19"""
    post = linked(path)
    run()
    assert state_of(path) == state
    assert not Capture.objects.exists()
    assert client.get(post.get_absolute_url()).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_whoever_publishes_has_the_links_captured(make_post, say, state_of, author, quick):
    post = make_post(status="draft", body=f"[a]({say('page')})")
    assert paths() == []
    publishing.publish(post, by=author)
    assert paths() == ["robots.txt", "page"]
    say("more")
    publishing.add_update(post, by=author, body=f"[b]({say('more')})")
    assert paths() == ["more"]
    assert Capture.objects.count() == 2


def test_posts_without_links_do_not_keep_others_from_their_turn(linked, make_post, run, say):
    say("page")
    linked("page", title="With a link")
    make_post("Newer, without links")
    assert "1 links followed" in run(links=1)
