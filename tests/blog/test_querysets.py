from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from blog import publishing
from blog.models import Post, Quotation, SiteSettings, Tag, Update

NOON = datetime(2008, 8, 8, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)
BEFORE, AFTER = NOON - SECOND, NOON + SECOND


def at(moment):
    return time_machine.travel(moment, tick=False)


@pytest.fixture
def scheduled(make_post):
    """Make a post that appears at noon, with a quotation and a tag of its own."""
    with at(NOON - DAY):
        tag = Tag.objects.create(name="Georgia")
        body = "Canary.\n\n> Quoted canary.\n>\n> — [Reuters](https://www.reuters.com/1) {#a}"
        return make_post("Scheduled", published_at=NOON, body=body, tags=[tag])


@pytest.fixture
def updated(make_post, author):
    """Make a post with an update that is released at noon, which holds a quotation."""
    with at(NOON - DAY):
        post = make_post("Updated", published_at=NOON - DAY)
        body = "Canary.\n\n> Quoted canary.\n>\n> — [Reuters](https://www.reuters.com/1) {#a}"
        publishing.add_update(post, by=author, body=body, at=NOON)
        return post


# published and released


@pytest.mark.parametrize(("moment", "is_there"), [(BEFORE, False), (NOON, True), (AFTER, True)])
def test_scheduled_post_appears_at_its_time_and_not_a_second_earlier(scheduled, moment, is_there):
    """P3"""
    with at(moment):
        assert Post.objects.published().exists() is is_there
        assert Quotation.objects.published().exists() is is_there
        assert Tag.objects.with_post_counts().exists() is is_there
        assert (scheduled.is_published, scheduled.is_scheduled) == (is_there, not is_there)


@pytest.mark.parametrize(("moment", "is_there"), [(BEFORE, False), (NOON, True), (AFTER, True)])
def test_scheduled_update_appears_at_its_time_and_not_a_second_earlier(updated, moment, is_there):
    """P3"""
    with at(moment):
        assert Update.objects.released().exists() is is_there
        assert Update.objects.published().exists() is is_there
        assert Quotation.objects.published().exists() is is_there
        assert bool(Post.objects.for_page().get().updates.all()) is is_there


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_post_that_is_not_published_shows_nothing_of_itself(make_post, make_quotation, author, status):
    """P1"""
    post = make_post(tags=[Tag.objects.create(name="Georgia")])
    update = publishing.add_update(post, by=author, body="Canary.")
    make_quotation(post, "Canary.", key="a")
    make_quotation(post, "Canary.", key="b", update=update)
    Post.objects.filter(pk=post.pk).update(status=status)
    for rows in (Post, Update, Quotation):
        assert not rows.objects.published().exists()
    assert not Tag.objects.with_post_counts().exists()
    assert Update.objects.released().exists()


def test_update_of_a_scheduled_post_is_not_published(scheduled, author):
    """P1"""
    Update.objects.create(post=scheduled, author=author, body="Early.", published_at=NOON - DAY)
    with at(BEFORE):
        assert Update.objects.released().exists()
        assert not Update.objects.published().exists()


# editable_by


@pytest.mark.parametrize(
    ("user", "titles"),
    [
        ("author", {"Hers", "Her draft"}),
        ("other_author", {"His"}),
        ("editor", {"Hers", "Her draft", "His"}),
        ("superuser", {"Hers", "Her draft", "His"}),
        ("moderator", set()),
    ],
)
def test_who_may_edit_which_posts(request, make_post, other_author, user, titles):
    """P12"""
    for title, fields in {"Hers": {}, "Her draft": {"status": "draft"}, "His": {"by": other_author}}.items():
        post = make_post(title, **fields)
        Update.objects.create(post=post, author=post.author, body="Words.")
    user = request.getfixturevalue(user)
    assert {post.title for post in Post.objects.editable_by(user)} == titles
    assert {update.post.title for update in Update.objects.editable_by(user)} == titles


def test_who_has_left_may_edit_nothing(post, author):
    """P12"""
    author.is_active = False
    author.save()
    assert not Post.objects.editable_by(author).exists()
    assert not Update.objects.editable_by(author).exists()


# neighbours, months, counts


def test_neighbours_are_next_in_time_among_those_asked_for(make_post, draft):
    first, second, third = [make_post(title, published_at=NOON + n * DAY) for n, title in enumerate("abc")]
    make_post("Withdrawn", status="withdrawn", published_at=NOON + SECOND)
    posts = Post.objects.published()
    assert posts.neighbours_of(second) == {"previous": first, "next": third}
    assert posts.neighbours_of(first) == {"previous": None, "next": second}
    assert posts.neighbours_of(third) == {"previous": second, "next": None}


def test_neighbours_of_one_moment_stand_in_the_order_they_were_made(make_post):
    first, second, third = [make_post(title, published_at=NOON) for title in "abc"]
    assert Post.objects.published().neighbours_of(second) == {"previous": first, "next": third}


def test_scheduled_post_is_nobodys_neighbour(make_post):
    """P1"""
    post = make_post(published_at=NOON)
    make_post("Later", published_at=NOON + DAY)
    with at(NOON + DAY - SECOND):
        assert Post.objects.published().neighbours_of(post)["next"] is None


def test_posts_are_counted_by_month_newest_first(make_post, draft):
    for n, moment in enumerate([NOON, NOON + DAY, datetime(2009, 1, 1, tzinfo=UTC)]):
        make_post(f"Post {n}", published_at=moment)
    make_post("Withdrawn", status="withdrawn", published_at=NOON)
    assert list(Post.objects.published().count_by_month()) == [
        {"month": date(2009, 1, 1), "posts": 1},
        {"month": date(2008, 8, 1), "posts": 2},
    ]


def test_month_of_a_post_is_that_of_the_sites_zone(make_post):
    SiteSettings(time_zone="Asia/Novosibirsk").save()
    post = make_post(published_at=datetime(2008, 8, 31, 20, tzinfo=UTC))
    assert Post.objects.published().count_by_month().get() == {"month": date(2008, 9, 1), "posts": 1}
    assert post.get_absolute_url() == "/2008/09/a-title/"


def test_tags_are_counted_by_the_posts_there_are_to_read(make_post):
    both, one, none = [Tag.objects.create(name=name) for name in ("Both", "One", "None")]
    make_post("First", tags=[both, one])
    make_post("Second", tags=[both])
    make_post("Draft", status="draft", tags=[both, one, none])
    assert {tag.name: tag.posts for tag in Tag.objects.with_post_counts()} == {"Both": 2, "One": 1}


# what is fetched


def test_newest_stands_first_and_of_one_moment_the_last_made(make_post):
    old, first, second = [make_post(str(n), published_at=NOON + DAY * min(n, 1)) for n in range(3)]
    assert list(Post.objects.published().newest_first()) == [second, first, old]


@pytest.mark.parametrize("times", [1, 3])
def test_what_a_page_shows_takes_three_queries(make_post, author, django_assert_num_queries, times):
    """P22"""
    post = make_post(tags=[Tag.objects.create(name=f"Tag {n}") for n in range(times)])
    for n in range(times):
        publishing.add_update(post, by=author, body=f"Update {n}")
    with django_assert_num_queries(3):
        post = Post.objects.published().for_page().get()
        assert [str(update.author) for update in post.updates.all()] == ["Anna Weiss"] * times
        assert (len(post.tags.all()), str(post.author)) == (times, "Anna Weiss")


@pytest.mark.parametrize("times", [1, 3])
def test_what_a_list_shows_takes_two_queries(make_post, django_assert_num_queries, times):
    """P22"""
    tag = Tag.objects.create(name="Georgia")
    for n in range(times):
        make_post(f"Post {n}", tags=[tag])
    with django_assert_num_queries(2):
        for post in Post.objects.published().for_listing():
            assert (str(post.author), list(post.tags.all())) == ("Anna Weiss", [tag])


def test_next_change_is_the_first_to_come(make_post, author):
    with at(NOON - DAY):
        post = make_post("Now", published_at=NOON - DAY)
        make_post("Draft", status="draft", published_at=NOON + SECOND)
        make_post("Later", published_at=NOON + DAY)
        make_post("Soon", published_at=NOON)
        publishing.add_update(post, by=author, body="Later.", at=NOON + 2 * DAY)
    assert Post.objects.next_change(after=BEFORE) == NOON
    assert Post.objects.next_change(after=NOON) == NOON + DAY
    assert Post.objects.next_change(after=NOON + DAY) is None
    assert Update.objects.next_change(after=NOON) == NOON + 2 * DAY
