"""The front desk: what each role finds on the home page of the admin, and the calendar."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from banners.models import SiteBanner
from blog import publishing
from blog.charts import make_year
from blog.models import SiteSettings

HOME, CALENDAR = "/admin/", "/admin/blog/post/calendar/"
NOON = datetime(2026, 5, 6, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


def panel(page, name):
    """Return the panel of that name as it stands on a page."""
    return page.text.partition(f'aria-labelledby="panel-{name}"')[2].partition("</section>")[0]


@pytest.fixture
def make_content(make_post):
    """Make `number` posts in each state, an update now and one to come on each, and banners."""

    def make(number, by):
        for n in range(number):
            make_post(f"Draft {n}", by=by, status="draft")
            make_post(f"To come {n}", by=by, published_at=NOON + timedelta(days=1))
            post = make_post(f"Read {n}", by=by, published_at=NOON - timedelta(days=n))
            publishing.add_update(post, by=by, body="Now.")
            publishing.add_update(post, by=by, body="Later.", at=NOON + timedelta(hours=1))
            SiteBanner.objects.create(title=f"On {n}", is_active=True)
            SiteBanner.objects.create(title=f"Not yet {n}", is_active=True, starts_at=NOON + timedelta(days=1))
            SiteBanner.objects.create(title=f"Off {n}")

    return make


def test_author_finds_drafts_what_is_scheduled_what_appeared_and_updates(sign_in, author, make_content):
    make_content(2, author)
    page = sign_in(author).get(HOME)
    assert "Draft 0" in panel(page, "drafts")
    assert "To come 1" in panel(page, "scheduled")
    assert "Update 2 to “Read 0”" in panel(page, "scheduled")
    assert "Read 1" in panel(page, "published")
    assert "To come" not in panel(page, "published")
    assert "Update 1 to “Read 1”" in panel(page, "updates")
    assert "Update 2" not in panel(page, "updates")


def test_long_panel_is_cut_and_leads_to_all(sign_in, author, make_post):
    for n in range(8):
        make_post(f"Draft {n}", status="draft")
    drafts = panel(sign_in(author).get(HOME), "drafts")
    assert drafts.count("<li>") == 6
    assert '<a href="/admin/blog/post/?status__exact=draft">Drafts: all</a>' in drafts


def test_author_finds_nothing_of_others_and_an_editor_all(sign_in, author, editor, other_author, make_content):
    """P1, P12"""
    make_content(1, other_author)
    assert "No drafts." in panel(sign_in(author).get(HOME), "drafts")
    for path in (HOME, CALENDAR):
        text = sign_in(author).get(path).text
        assert not [title for title in ("Draft 0", "To come 0", "Read 0") if title in text]
    assert "Timur Bekov" in panel(sign_in(editor).get(HOME), "drafts")
    assert "Timur Bekov" in sign_in(editor).get(CALENDAR).text


def test_moderator_finds_banners_and_no_posts(sign_in, moderator, author, make_content):
    """P1, P12"""
    make_content(1, author)
    page = sign_in(moderator).get(HOME)
    banners = panel(page, "banners")
    assert banners.index("On 0") < banners.index("Not yet 0")
    assert "Not yet, from" in banners
    assert "Off 0" not in banners
    assert not [name for name in ("Draft 0", "To come 0", "panel-drafts", "panel-year") if name in page.text]
    assert sign_in(moderator).get(CALENDAR).status_code == 403


def test_author_finds_no_banners(sign_in, author, make_content):
    """P12"""
    make_content(1, author)
    assert "panel-banners" not in sign_in(author).get(HOME).text


def test_user_without_a_role_finds_nothing(sign_in, make_user, author, make_content):
    """P12"""
    make_content(1, author)
    page = sign_in(make_user("nobody")).get(HOME)
    assert page.status_code == 200
    assert "panel-" not in page.text
    assert sign_in(make_user("other")).get(CALENDAR).status_code == 403


@pytest.mark.parametrize("path", [HOME, CALENDAR, "/admin/search/?q=read"])
def test_stranger_is_led_to_the_sign_in(client, db, path):
    """P12"""
    response = client.get(path)
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/admin/login/")


# Writers: drafts, scheduled posts, scheduled updates, published, updates, year, dead links. Moderators: banners. All:
# the log, and what is kept. The list of models asks twice whether there are site settings, which only a superuser may
# add.
FRAME = 7  # edition, settings, session, user, rule of second factors, permissions, permissions of roles
QUERIES = {"author": FRAME + 10, "editor": FRAME + 10, "moderator": FRAME + 3, "superuser": 18}


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("role", QUERIES)
def test_front_desk_asks_as_much_for_three_as_for_one(
    sign_in, request, author, *, make_content, django_assert_num_queries, role, number
):
    """P22"""
    make_content(number, author)
    client = sign_in(request.getfixturevalue(role))
    with django_assert_num_queries(QUERIES[role]):
        client.get(HOME)


# The year


def test_year_has_52_weeks_and_says_how_many_posts_a_day_has(sign_in, author, make_post):
    for n in range(3):
        make_post(f"Post {n}", published_at=NOON - timedelta(days=2, hours=n))
    make_post("Long ago", published_at=NOON - timedelta(weeks=60))
    year = panel(sign_in(author).get(HOME), "year")
    assert "<title>3 posts on 4 May 2026</title>" in year
    assert "<title>0 posts on 5 May 2026</title>" in year
    assert "3 posts were published." in year
    assert f'<a href="{CALENDAR}?month=2026-05">May 2026</a>: 3' in year
    assert year.count("<rect") == 51 * 7 + 3


def test_days_are_those_of_the_sites_zone(sign_in, author, make_post):
    SiteSettings(time_zone="Asia/Novosibirsk").save()
    make_post(published_at=datetime(2026, 5, 3, 18, 0, tzinfo=UTC))
    assert "<title>1 post on 4 May 2026</title>" in panel(sign_in(author).get(HOME), "year")
    assert '<time datetime="2026-05-04T01:00:00+07:00">01:00</time>' in sign_in(author).get(CALENDAR).text


def test_shades_go_from_none_to_the_most():
    day = date(2026, 5, 6)
    year = make_year({day: 8, day - timedelta(days=1): 1}, until=day)
    assert [(each.count, each.shade) for each in year.days[-3:]] == [(0, 0), (1, 1), (8, 4)]
    assert (year.days[0].date, len(year.days), year.count) == (date(2025, 5, 12), 360, 9)


def test_year_without_posts_is_drawn(sign_in, author):
    assert 'class="shade-0"' in panel(sign_in(author).get(HOME), "year")


# The calendar


def test_calendar_shows_what_appeared_and_what_is_to_come(sign_in, author, make_content):
    make_content(1, author)
    text = sign_in(author).get(CALENDAR).text
    assert "May 2026" in text
    assert text.count("(scheduled)") == 2
    for name in ("Read 0", "To come 0", "Update 1 to “Read 0”", "Update 2 to “Read 0”"):
        assert f">{name}</a>" in text
    assert "Draft 0" not in text
    assert "Times are those of UTC, where it is 12:00 now." in text


def test_calendar_turns_month_by_month(sign_in, author, make_content):
    make_content(1, author)
    page = sign_in(author).get(CALENDAR, {"month": "2026-02"})
    assert "February 2026" in page.text
    assert 'href="?month=2026-01"' in page.text
    assert 'href="?month=2026-03"' in page.text
    assert "Read 0" not in page.text


@pytest.mark.parametrize("month", ["", "x", "2026-13", "0001-01", "1000-01", "9999-12", "99999-01", "\0", "2026-05-01"])
def test_calendar_shows_some_month_whatever_is_asked(sign_in, author, month):
    """P19"""
    assert sign_in(author).get(CALENDAR, {"month": month}).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_calendar_asks_as_much_for_three_as_for_one(sign_in, author, make_content, django_assert_num_queries, number):
    """P22"""
    make_content(number, author)
    client = sign_in(author)
    with django_assert_num_queries(FRAME + 2):  # posts, updates
        client.get(CALENDAR)


def test_withdrawn_post_takes_its_scheduled_updates_off_the_desk(sign_in, author, post):
    publishing.add_update(post, by=author, body="Later.", at=timezone.now() + timedelta(hours=1))
    publishing.withdraw(post, by=author)
    assert "Nothing is scheduled." in panel(sign_in(author).get(HOME), "scheduled")
