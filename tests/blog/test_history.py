"""The public history of a post: its list, each revision as a page, what differs, and what was current at a time."""

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from blog import publishing
from blog.models import Post, Revision, SiteSettings, Tag
from tests.blog.changes import rewrite
from tests.blog.moments import DAY, NOON
from tests.blog.test_queries import FRAME

MINUTE = timedelta(minutes=1)
HISTORY = "/2008/08/a-title/history/"


@pytest.fixture
def at():
    """Do something at a moment."""

    def at_moment(moment, do, *args, **kwargs):
        with time_machine.travel(moment, tick=False):
            return do(*args, **kwargs)

    return at_moment


@pytest.fixture
def story(make_post, author, at):
    """Make a post at noon, and rewrite it a day and two days later."""
    post = at(NOON, make_post, published_at=NOON, body="They met on Saturday.")
    at(NOON + DAY, rewrite, post, author, body="They met on Sunday.")
    at(NOON + 2 * DAY, rewrite, post, author, title="Another title", body="They met on Sunday, too.")
    return post


def rows(text):
    """Return the plain text of each change in a history."""
    parts = re.findall(r'<li class="change".*?</li>', text, re.DOTALL)
    return [" ".join(unescape(re.sub(r"<[^>]+>", " ", part)).split()) for part in parts]


# the list


def test_history_tells_number_time_and_what_changed(client, story):
    newest, middle, oldest = rows(client.get(HISTORY).text)
    assert newest.startswith("Revision 3 10 August 2008, 12:00 Title changed. Text changed. Words: +")
    assert middle.startswith("Revision 2 9 August 2008, 12:00 Text changed. Words: +1 −1")
    assert oldest.startswith("Revision 1 8 August 2008, 12:00 Published. Words: +")
    assert all(f"SHA-256 {revision.digest[:12]}…" in row for revision, row in zip(
        story.revisions.all(), (newest, middle, oldest), strict=True
    ))  # fmt: skip


def test_history_tells_of_updates_and_quotations(client, post, author, make_quotation):
    publishing.add_update(post, by=author, body="Later.", kind="correction")
    make_quotation(post, key="own")
    (row,) = rows(client.get(post.get_part_url("history")).text)
    assert "Published. Correction 1 added. 1 quotation added." in row


def test_saves_of_one_editor_within_minutes_are_one_change(client, story, author, editor, at):
    last = NOON + 3 * DAY
    at(last, rewrite, story, author, body="One.")
    at(last + 9 * MINUTE, rewrite, story, author, body="One, two.")
    at(last + 18 * MINUTE, rewrite, story, author, body="One, two, three.")
    at(last + 20 * MINUTE, rewrite, story, editor, body="Four.")
    at(last + 31 * MINUTE, rewrite, story, editor, body="Five.")
    page = client.get(HISTORY).text
    assert re.findall(r'id="revision-(\d+)"', page) == ["8", "7", "6", "3", "2", "1"]
    assert "Saved in steps: 5 , 4" in rows(page)[2]
    assert client.get(f"{HISTORY}4/").status_code == 200


def test_notes_are_shown_and_escaped(client, post, author):
    """P11"""
    publishing.record(post, by=author, note="<script>alert(1)</script> & more")
    page = client.get(post.get_part_url("history")).text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in page


def test_history_is_paged_by_key_and_costs_the_same_with_a_thousand_revisions(
    client, post, author, django_assert_num_queries
):
    """P22"""
    url = post.get_part_url("history")
    with django_assert_num_queries(FRAME + 2):  # post, revisions
        client.get(url)
    first = post.revisions.get()
    Revision.objects.bulk_create(
        Revision(
            post=post, number=number, text=first.text, digest=f"{number:064}", is_public=True,
            created_at=first.created_at + number * DAY,
        )
        for number in range(2, 1001)
    )  # fmt: skip
    with django_assert_num_queries(FRAME + 2):
        page = client.get(url).text
    assert page.count('<li class="change"') == 50
    older = re.search(r'rel="next" href="(.*?)"', page)[1]
    with django_assert_num_queries(FRAME + 2):
        assert 'id="revision-950"' in client.get(url + older).text
    with django_assert_num_queries(FRAME + 9):  # as in test_queries, without related posts
        assert "1000 revisions" in client.get(post.get_absolute_url()).text


# a revision


def test_revision_is_the_page_as_it_was(client, story):
    page = client.get(f"{HISTORY}1/").text
    assert "<h1>A title</h1>" in page
    assert "They met on Saturday." in page
    assert "Revision 1, as readers had it from" in page
    assert "It is not the latest." in page
    assert '<meta name="robots" content="noindex">' in page
    assert '<link rel="canonical" href="http://testserver/2008/08/a-title/">' in page
    assert f'href="{HISTORY}1/3/"' in page
    assert "It is the latest." in client.get(f"{HISTORY}3/").text


def test_revision_shows_quotations_updates_tags_and_authors_of_then(client, make_post, author, editor, source):
    post = make_post(
        tags=[Tag.objects.create(name="Georgia")],
        body="Before.\n\n> Words.\n>\n> — Ivan, [Reuters](https://reuters.example/1)\n",
    )
    publishing.add_update(post, by=editor, body="Later.", kind="clarification")
    then = post.revisions.first().number
    Tag.objects.all().delete()
    author.slug = "renamed"
    author.save()
    rewrite(post, author, body="[quote: reuters]")
    page = client.get(post.get_part_url("revision", number=then)).text
    assert '<figure class="quotation h-cite" id="quote-reuters">' in page or 'id="quote-reuters"' in page
    assert "Clarification:" in page
    assert "Daniel Hale" in page
    assert "<li>Georgia</li>" in page
    assert 'href="/authors/renamed/">Anna Weiss</a>' in page


def test_revision_costs_the_same_queries_however_much_it_holds(
    client, make_post, author, make_quotation, django_assert_num_queries
):
    """P22"""
    post = make_post(tags=[Tag.objects.create(name="Georgia")])
    # post, revision, numbers around it, those, authors then and now, tags
    costs = FRAME + 7
    for _ in range(3):
        publishing.add_update(post, by=author, body="More.")
        make_quotation(post)
    for number in (1, 4, 7):
        client.get(post.get_part_url("revision", number=number))  # renders
        with django_assert_num_queries(costs):
            client.get(post.get_part_url("revision", number=number))


# what differs


def test_two_revisions_are_compared_by_words(client, story):
    page = client.get(f"{HISTORY}1/2/").text
    assert '<del><span class="visually-hidden">[removed: </span>Saturday<' in page
    assert '<ins><span class="visually-hidden">[added: </span>Sunday<' in page


def test_form_leads_to_the_comparison(client, story):
    for query in ("?from=1&to=3", "?from=3&to=1"):
        assert client.get(f"{HISTORY}compare/{query}").headers["Location"] == f"{HISTORY}1/3/"
    assert "Nothing differs." in client.get(f"{HISTORY}2/2/").text


@pytest.mark.parametrize(
    "below",
    [
        "0/", "4/", "99999999999999999999/", "-1/", "x/", "%00/", "4/canonical.txt", "1/4/", "4/1/", "0/1/", "1/0/",
        "compare/", "compare/?from=1", "compare/?from=0&to=1", "compare/?from=x&to=1", "compare/?from=%00&to=1",
        "compare/?from=99999999999999999999&to=1", "?after=x", "timemap/?after=x", "timemap/?after=3",
        "timemap/?after=-1", "timemap/?after=99999999999",
    ],
)  # fmt: skip
def test_what_is_not_in_the_history_is_not_found(client, story, below):
    """P19"""
    assert client.get(HISTORY + below).status_code == 404


# as of


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("2008-08-08", 1),
        ("2008-08-08T12:00", 1),
        ("2008-08-08T12:00:00Z", 1),
        ("2008-08-09T11:59:59", 1),
        ("2008-08-09", 2),
        ("2008-08-09T14:00:00+02:00", 2),
        ("2008-08-09T13:59:59%2B02:00", 1),
        ("20080810", 2),
        ("2100-01-01", 3),
    ],
)
def test_address_with_a_date_leads_to_the_revision_of_then(client, story, value, number):
    response = client.get(f"/2008/08/a-title/?as-of={value}")
    assert (response.status_code, response.headers["Location"]) == (302, f"{HISTORY}{number}/")


def test_day_ends_in_the_sites_time_zone(client, story):
    SiteSettings(time_zone="Pacific/Auckland").save()  # the revision of noon is of midnight there
    assert client.get("/2008/08/a-title/?as-of=2008-08-09").headers["Location"] == f"{HISTORY}1/"
    assert client.get("/2008/08/a-title/?as-of=2008-08-10").headers["Location"] == f"{HISTORY}2/"


def test_before_the_first_revision_there_is_none(client, story):
    response = client.get("/2008/08/a-title/?as-of=2008-08-07")
    assert response.status_code == 404
    assert "There is no revision of this post from 7 August 2008, 23:59 or earlier." in response.text


@pytest.mark.parametrize(
    "value",
    ["", "yesterday", "2008-13-01", "0001-01-01", "9999-12-31", "%00", "%ff", "9" * 5000, "<b>", "2008-08-08T25:00"],
)
def test_what_is_no_date_is_refused_in_words(client, story, value):
    """P19"""
    response = client.get(f"/2008/08/a-title/?as-of={value}")
    assert response.status_code == 400
    assert "is not a date. Give a day such as 2008-08-11" in response.text
    assert "<b>" not in response.text.partition("<main")[2].partition("</main>")[0]


def test_unpublished_post_has_no_revision_of_any_date(client, draft):
    """P1"""
    assert client.get(f"{draft.get_absolute_url()}?as-of=2100-01-01").status_code == 404


def test_page_and_page_of_a_date_are_kept_apart(client, story):
    """P17"""
    etag = client.get("/2008/08/a-title/").headers["ETag"]
    response = client.get("/2008/08/a-title/?as-of=2008-08-08", headers={"If-None-Match": etag})
    assert response.status_code == 302
    assert "ETag" not in response.headers


# what the clock releases


def test_scheduled_post_has_a_revision_from_its_moment_on(client, make_post, at):
    """P3"""
    post = at(NOON, make_post, published_at=NOON + DAY)
    with time_machine.travel(NOON + DAY + MINUTE, tick=False):
        client.get("/")
        saved, released = post.revisions.order_by("number")
    assert (saved.is_public, saved.digest) == (False, "")
    assert (released.is_public, released.created_at, released.editor) == (True, NOON + DAY, None)
    assert released.note == "Published as scheduled"
    assert client.get(post.get_part_url("revision", number=1)).status_code == 404
    (row,) = rows(client.get(post.get_part_url("history")).text)
    assert row.startswith("Revision 2 9 August 2008, 12:00 Published as scheduled Published.")


def test_scheduled_update_has_a_revision_from_its_moment_on(client, story, author, at):
    """P3"""
    later = NOON + 4 * DAY
    at(NOON + 3 * DAY, publishing.add_update, story, by=author, body="Secret words.", at=later)
    at(NOON + 3 * DAY, rewrite, story, author, body="They met on Monday.")
    with time_machine.travel(later - MINUTE, tick=False):
        assert [row.split()[1] for row in rows(client.get(HISTORY).text)] == ["5", "3", "2", "1"]
        assert client.get(f"{HISTORY}4/").status_code == 404  # only the update that is to come
        assert "Secret" not in client.get(f"{HISTORY}5/").text + client.get(f"{HISTORY}5/canonical.txt").text
    with time_machine.travel(later, tick=False):
        page = client.get(HISTORY).text
        assert rows(page)[0].startswith("Revision 6 12 August 2008, 12:00 Update 1 published as scheduled")
        assert "Secret" in client.get(f"{HISTORY}6/").text
        assert "Secret" not in client.get(f"{HISTORY}5/").text


def test_save_that_comes_first_settles_what_the_clock_released(make_post, author, at):
    """P3: nothing runs in the background, and nobody has to look."""
    post = at(NOON, make_post, published_at=NOON + DAY)
    post_of_then = Post.objects.get(pk=post.pk)
    at(NOON + DAY - MINUTE, rewrite, post, author, body="Ready.")
    at(NOON + 2 * DAY, publishing.withdraw, post_of_then, by=author)
    assert [(r.number, r.is_public, r.created_at) for r in post.revisions.order_by("number")] == [
        (1, False, NOON),
        (2, False, NOON + DAY - MINUTE),
        (3, True, NOON + DAY),
        (4, False, NOON + 2 * DAY),
    ]


def test_nothing_is_released_twice(client, make_post, author, at):
    post = at(NOON, make_post, published_at=NOON + DAY)
    for _ in range(2):
        at(NOON + 2 * DAY, publishing.record_release, post)
        at(NOON + 2 * DAY, client.get, "/")
        at(NOON + 2 * DAY, publishing.record, post, by=author)
    assert post.revisions.count() == 2


def test_release_is_noted_in_the_sites_language(make_post, at):
    SiteSettings(language="ru").save()
    post = at(NOON, make_post, published_at=NOON + DAY)
    with translation.override("ru"):
        said = gettext("Published as scheduled")
    assert at(NOON + DAY, publishing.record_release, post).note == said


# links to it


def test_post_and_feeds_lead_to_the_history(client, story):
    page = client.get("/2008/08/a-title/")
    assert f'3 revisions: <a rel="version-history" href="{HISTORY}">' in page.text
    for kind in ("atom", "rss", "json"):
        assert f"http://testserver{HISTORY}" in client.get(f"/feed.{kind}").text


def test_history_moves_and_goes_with_its_post(client, story, author):
    """P10"""
    rewrite(story, author, slug="moved")
    for below in ("", "1/", "1/canonical.txt", "1/2/", "timegate/", "timemap/"):
        response = client.get(HISTORY + below)
        assert (response.status_code, response.headers["Location"]) == (301, f"/2008/08/moved/history/{below}")
    response = client.get("/2008/08/a-title/?as-of=2008-08-09")
    assert response.headers["Location"] == "/2008/08/moved/?as-of=2008-08-09"
    publishing.withdraw(story, by=author)
    for below in ("", "1/", "1/canonical.txt", "1/2/", "timegate/", "timemap/"):
        assert client.get(f"/2008/08/moved/history/{below}").status_code == 410


def test_post_that_comes_back_says_so_in_its_history(client, story, author):
    publishing.withdraw(story, by=author)
    publishing.publish(story, by=author)
    newest, *_ = rows(client.get(HISTORY).text)
    assert newest.startswith("Revision 5")
    assert "Published again." in newest


def test_desk_says_which_revisions_are_public(sign_in, author, story, draft):
    page = sign_in(author).get(reverse("admin:blog_revision_changelist")).text
    assert page.count('alt="True"') == 3
    assert "Readers see them with this save" in sign_in(author).get(
        reverse("admin:blog_post_change", args=[story.pk])
    ).text  # fmt: skip
