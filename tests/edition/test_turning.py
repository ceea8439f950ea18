from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from banners.models import SiteBanner
from blog import publishing
from blog.models import Page, Post, SiteSettings, Source, Tag
from edition.models import Edition
from edition.turning import current, turn, writing
from sidebar.models import Widget

NOON = datetime(2008, 8, 8, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)


def at(moment):
    return time_machine.travel(moment, tick=False)


def next_change_at():
    return Edition.objects.get().next_change_at


@pytest.fixture
def turns(db):
    """Say whether the edition's number grew since the last time this was asked."""
    last = [current()]

    def has_turned():
        last.append(current())
        return last[-1] > last[-2]

    return has_turned


def turns_at(moment):
    """Return whether the page turns at `moment`, and neither a second before nor after it."""
    numbers = []
    for seconds in (-1, 0, 1):
        with at(moment + seconds * SECOND):
            numbers.append(current())
    return numbers[0] < numbers[1] == numbers[2]


def test_each_turn_makes_a_greater_number(db):
    first = current()
    assert first < turn() < turn()


def test_number_is_there_even_if_its_row_is_not(db):
    Edition.objects.all().delete()
    assert current() == current() > 0


def test_number_takes_one_query_when_nothing_is_due(post, django_assert_num_queries):
    with django_assert_num_queries(1):
        current()


def test_number_takes_one_query_before_the_time_has_come(make_post, django_assert_num_queries):
    with at(NOON - DAY):
        make_post(published_at=NOON)
    with at(NOON - SECOND), django_assert_num_queries(1):
        current()


def test_recorded_post_turns_the_page(make_post, turns):
    make_post()
    assert turns()


def test_draft_leaves_the_page(make_post, turns):
    make_post(status="draft")
    assert not turns()


def test_update_turns_the_page(post, author, turns):
    publishing.add_update(post, by=author, body="Later.")
    assert turns()


def test_quotation_turns_the_page(post, make_quotation, turns):
    make_quotation(post)
    assert turns()


@pytest.mark.parametrize(
    "make",
    [
        lambda: SiteBanner(title="Stop the war"),
        lambda: Widget(area="header", kind="search"),
        lambda: Tag(name="Georgia"),
        lambda: Source(name="Reuters"),
        lambda: Page(title="About", slug="about"),
        lambda: SiteSettings(name="Another name"),
    ],
    ids=["banner", "widget", "tag", "source", "page", "settings"],
)
def test_what_stands_on_pages_turns_them_when_it_comes_changes_and_goes(turns, make):
    thing = make()
    thing.save()
    assert turns()
    thing.save()
    assert turns()
    thing.delete()
    assert turns()


@pytest.mark.parametrize("field", ["public_name", "about", "slug"])
def test_what_readers_see_of_a_user_turns_the_page(author, turns, field):
    setattr(author, field, "another")
    author.save(update_fields=[field])
    assert turns()


def test_user_who_is_saved_as_a_whole_turns_the_page(author, turns):
    author.public_name = "Anna Schwarz"
    author.save()
    assert turns()


def test_sign_in_leaves_the_page(author, client, turns):
    client.force_login(author)
    author.refresh_from_db()
    assert author.last_login
    assert not turns()


def test_change_that_is_undone_leaves_the_page(post, author, turns):
    with pytest.raises(ZeroDivisionError), writing():
        publishing.add_update(post, by=author, body="Later.")
        _ = 1 / 0
    assert not turns()


# by the clock alone


def test_scheduled_post_turns_the_page_at_its_time(make_post):
    """P3"""
    with at(NOON - DAY):
        make_post(published_at=NOON)
    assert next_change_at() == NOON
    assert turns_at(NOON)
    assert next_change_at() is None


def test_scheduled_update_turns_the_page_at_its_time(make_post, author):
    """P3"""
    with at(NOON - DAY):
        publishing.add_update(make_post(), by=author, body="Later.", at=NOON)
    assert turns_at(NOON)


def test_banner_turns_the_page_when_it_starts_and_when_it_ends(db):
    """P3"""
    with at(NOON - DAY):
        SiteBanner.objects.create(title="Stop", is_active=True, starts_at=NOON, ends_at=NOON + DAY)
    assert turns_at(NOON)
    assert next_change_at() == NOON + DAY
    assert turns_at(NOON + DAY)
    assert next_change_at() is None


def test_banner_that_is_off_turns_nothing(db):
    with at(NOON - DAY):
        SiteBanner.objects.create(title="Stop", starts_at=NOON, ends_at=NOON + DAY)
    assert next_change_at() is None


def test_changes_come_in_the_order_of_their_times(make_post):
    with at(NOON - DAY):
        make_post("Second", published_at=NOON + DAY)
        make_post("First", published_at=NOON)
        SiteBanner.objects.create(title="Stop", is_active=True, ends_at=NOON + 2 * DAY)
    for moment in (NOON, NOON + DAY, NOON + 2 * DAY):
        assert next_change_at() == moment
        assert turns_at(moment)


def test_changes_that_nobody_asked_about_are_caught_up_with_at_once(make_post):
    with at(NOON - DAY):
        make_post("First", published_at=NOON)
        make_post("Second", published_at=NOON + DAY)
    with at(NOON + 2 * DAY):
        assert current() == current()
    assert next_change_at() is None


def test_post_that_is_withdrawn_before_its_time_turns_nothing(make_post, author):
    with at(NOON - DAY):
        publishing.withdraw(make_post(published_at=NOON), by=author)
    assert next_change_at() is None


def test_last_change_of_a_post_moves_when_a_scheduled_update_appears(make_post, author):
    """P3"""
    with at(NOON - DAY):
        post = make_post()
        for days in (0, 1, 5):
            publishing.add_update(post, by=author, body="Later.", at=NOON + days * DAY)
    moments = []
    for moment in (NOON - SECOND, NOON, NOON + 6 * DAY):
        with at(moment):
            current()
            moments.append(Post.objects.get().updated_at)
    assert moments == [NOON - DAY, NOON, NOON + 5 * DAY]
