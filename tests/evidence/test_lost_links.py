"""Where a link died or changed, its post keeps the copy beside it, and nothing else of the post changes."""

import pytest
from django.utils import timezone

from blog import publishing, search
from blog.models import Post
from evidence.models import Capture, EvidenceSettings, Link
from tests.evidence.test_captures import PAGE, WORDS

OTHER = PAGE.replace("Nothing is agreed", "All is said")


@pytest.fixture
def post(make_post, make_quotation, say, author):
    """Make a post with a quotation of a page, and a link to it in its text and in an update."""
    link = say("page", PAGE)
    post = make_post(body=f"A [link]({link}).")
    make_quotation(post, WORDS, link=link)
    publishing.add_update(post, by=author, body=f"Another [link]({link}).")
    return post


@pytest.fixture
def lost(post, run, say):
    run()
    say("page", status=410)
    run(days=31)
    run(days=33)
    post.refresh_from_db()
    return post


def count(client, post):
    return client.get(post.get_absolute_url()).text.count('<a class="archived"')


def test_a_link_that_died_has_its_copy_beside_it_until_it_lives(client, lost, run, say, foreign_site):
    text = client.get(lost.get_absolute_url()).text
    assert text.count('<a class="archived"') == 3
    copy = f"http://testserver{Capture.objects.get().get_absolute_url()}"
    assert f'href="{foreign_site}/page" data-originalurl="{foreign_site}/page" data-versionurl="{copy}"' in text
    say("page", PAGE)
    run(days=40)
    assert count(client, lost) == 0


def test_a_link_whose_words_changed_has_its_copy_beside_it(client, post, run, say):
    run()
    say("page", OTHER)
    assert "The page does not say any more what it said." in run(days=31)
    assert Link.objects.get().state == "changed"
    assert count(client, post) == 3


def test_a_page_that_only_grew_has_not_changed(client, post, run, say):
    run()
    say("page", PAGE.replace("Before the words", "Much was said before the words") + "<p>And later more." * 100)
    run(days=31)
    assert Link.objects.get().state == "alive"


@pytest.mark.parametrize(("kept", "state"), [(9, "alive"), (2, "changed")])
def test_a_page_without_quoted_words_has_changed_when_most_of_it_is_gone(make_post, run, say, kept, state):
    lines = [f"<p>This is what stood in line number {n} of {n + 10}." for n in range(10)]
    make_post(body=f"A [link]({say('page', ''.join(lines))}).")
    run()
    say("page", "".join(lines[:kept]) + "<p>Something else that is new here." * 9)
    run(days=31)
    assert Link.objects.get().state == state


def test_the_record_does_not_change(lost, post, client):
    assert lost.revisions.count() == 3
    before = Post.objects.get(pk=lost.pk)
    publishing.note_archived(lost, {})
    after = Post.objects.get(pk=lost.pk)
    assert (after.updated_at, after.modified_at, after.body_html) == (
        before.updated_at,
        before.modified_at,
        before.body_html,
    )


def test_search_finds_no_words_of_ours_in_the_text(lost):
    search.index_posts([lost])
    assert "archived" not in str(lost.search_entry.parts)


def test_readers_have_a_new_page_only_when_something_is_new_on_it(client, post, run, say):
    run()
    etag = client.get("/").headers["ETag"]
    run(days=31)
    assert client.get("/").headers["ETag"] == etag
    say("page", status=410)
    run(days=62)
    run(days=64)
    assert client.get("/").headers["ETag"] != etag


def test_a_post_that_links_to_what_is_lost_already_has_the_copy_too(client, lost, make_post, run, foreign_site):
    other = make_post("Other", body=f"A [link]({foreign_site}/page).")
    run(days=34)
    assert count(client, other) == 1


def test_lists_and_pages_of_quotations_have_the_copy_too(client, lost):
    quotation = lost.quotations.get()
    for path in ("/quotations/", quotation.source.get_absolute_url(), quotation.get_permalink()):
        assert '<a class="archived"' in client.get(path).text


def test_feeds_stay_as_they_are(client, lost):
    assert "archived" not in client.get("/feed.atom").text


def test_a_draft_is_told_nothing_to_readers(client, lost, author):
    """P1"""
    publishing.withdraw(lost, by=author)
    assert "/captures/" not in client.get("/").text


def test_a_source_says_how_its_pages_are(client, lost, make_quotation, run, say):
    make_quotation(lost, "More.", key="more", link=say("more", "<p>More."))
    make_quotation(lost, "Third.", key="third", link="https://never-asked.example/")
    Link.objects.filter(address__contains="never-asked").delete()
    run(days=33.5, links=1)
    text = client.get(lost.quotations.first().source.get_absolute_url()).text
    assert '<span class="health health-alive">1 alive</span>' in text
    assert '<span class="health health-gone">1 gone</span>' in text


# A public archive


@pytest.fixture
def asking(foreign_site):
    EvidenceSettings(asks_archive=True, archive_address=f"{foreign_site}/save/{{link}}").save()


def test_no_archive_is_asked_unless_somebody_wants_it(post, run, say):
    say("save/", **{"Content-Location": "/web/1/x"})
    run()
    assert "0 copies in the public archive." in run()


@pytest.mark.parametrize(
    ("how", "kept"),
    [
        ({"Content-Location": "/web/1/x"}, "/web/1/x"),
        ({"Link": '<https://o.example/>; rel="original", <http://127.0.0.1/web/2>; rel="first memento"'}, "http://127.0.0.1/web/2"),
        ({"status": 302, "Location": "/article"}, "/article"),
    ],
)  # fmt: skip
def test_an_archive_is_asked_and_its_copy_comes_first(client, post, asking, run, say, foreign_site, how, kept):
    say(f"save/{foreign_site}/page", **how)
    assert "1 copies in the public archive." in run()
    kept = kept if kept.startswith("http") else f"{foreign_site}{kept}"
    assert Capture.objects.get().archive_link == kept
    say("page", status=410)
    run(days=31)
    run(days=33)
    assert f'<a class="archived" href="{kept}"' in client.get(post.get_absolute_url()).text


def test_an_archive_that_fails_is_asked_again_and_given_up_in_the_end(post, asking, run, say, foreign_site):
    say(f"save/{foreign_site}/page", status=503)
    for days in (0, 1, 2, 4, 12, 20):
        run(days=days)
    assert Capture.objects.values_list("archive_link", "archive_tries", "archive_at").get() == ("", 5, None)
    assert Capture.objects.get().captured_at < timezone.now()
