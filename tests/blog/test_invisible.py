"""P1, P2 and P3: what is not published, or is sealed, is invisible everywhere; a preview shows one post to its holder.

Every hidden text holds the word CANARY, and beside it BAIT, by which a search may look for it without naming it.
"""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from blog import publishing, share_images
from blog.models import Post, Quotation, SiteSettings, Source, Tag, Update
from people.models import User
from sidebar.models import Widget
from tests.blog.changes import rewrite
from tests.blog.feeds import FORMATS

CANARY, BAIT = "kanarka", "zebra"
TEXT = f"{CANARY} {BAIT}"
MARCH = datetime(2009, 3, 14, 12, 0, tzinfo=UTC)
# The addresses below a post's own at which something of its past may be read.
PAST = ["?as-of=2009-03-20", "?as-of=2100-01-01", "history/", "history/timemap/", "history/timegate/"]
PAST += [f"history/{number}/{below}" for number in range(1, 7) for below in ("", "canonical.txt", "1/", "2/", "6/")]
STATES = ["draft", "scheduled", "withdrawn"]


@pytest.fixture
def make_hidden(make_post, make_quotation):
    """Make a post with a canary in every field and in a quotation, in one of STATES."""

    def make(state, **fields):
        texts = {"title": f"{TEXT} {state}", "summary": TEXT, "body": TEXT, "slug": f"{CANARY}-{state}"}
        status = {"draft": "draft", "scheduled": "published", "withdrawn": "published"}[state]
        at = {"draft": MARCH, "scheduled": timezone.now() + timedelta(days=1), "withdrawn": MARCH}[state]
        post = make_post(**texts | {"status": status, "published_at": at} | fields)
        source, _ = Source.objects.get_or_create(name=TEXT, homepage=f"https://{CANARY}.example/")
        make_quotation(post, TEXT, speaker=TEXT, translation=TEXT, source=source)
        if state == "withdrawn":
            publishing.add_update(post, by=post.author, body=TEXT)
            publishing.withdraw(post, by=post.author)
        publishing.record(post, by=post.author, note=TEXT)
        post.refresh_from_db()
        return post

    return make


@pytest.fixture
def site(make_post, make_hidden, make_quotation):
    """Make two posts to read, every hidden text between them, and widgets of all kinds; return addresses."""
    tag = Tag.objects.create(name="Arctic")
    first = make_post("First", published_at=MARCH - timedelta(hours=1), tags=[tag])
    for state in STATES:
        make_hidden(state, tags=[tag, Tag.objects.create(name=f"Only {state}")])
        make_hidden(state, slug=f"{CANARY}-{state}-2", by=User.objects.create(username=f"{CANARY}-{state}"))
    make_post("Last", published_at=MARCH + timedelta(hours=1), tags=[tag])
    later = timezone.now() + timedelta(days=1)
    rewrite(first, first.author, title=TEXT, summary=TEXT, body=TEXT)
    rewrite(first, first.author, title="First", summary="", body="Some words.")
    publishing.seal(first, first=2, last=2, reason="Sealed.", by=first.author)
    update = publishing.add_update(first, by=first.author, body=TEXT, at=later)
    make_quotation(first, TEXT, update=update, speaker=TEXT)
    rewrite(first, first.author, body="Some other words.")
    for position, kind in enumerate(
        ["recent_posts", "recent_updates", "recent_quotations", "tags", "archive", "search"]
    ):
        options = {"count": 20} if kind.startswith("recent") else {}
        Widget.objects.create(area="footer", kind=kind, options=options, position=position)
    return [
        *["/", "/?page=2", "/2009/", "/2009/03/", "/tags/arctic/", "/authors/anna-weiss/", "/nothing-here/"],
        *["/archive/", "/tags/", "/sources/", "/quotations/", "/updates/", "/corrections/", "/quotations/?before=end"],
        *[source.get_absolute_url() for source in Source.objects.all()],
        *[said.get_permalink() for said in Quotation.objects.all()],
        *["/sitemap.xml", "/news-sitemap.xml", "/robots.txt", "/opensearch.xml"],
        *["/search/", f"/search/?q={BAIT}", "/search/?q=first", f"{first.get_absolute_url()}?x={BAIT}"],
        *[post.get_absolute_url() for post in Post.objects.all()],
        *[post.get_part_url(f"cite_{kind}") for post in Post.objects.all() for kind in ("bibtex", "csl")],
        *[f"/oembed?url=http://testserver{post.get_absolute_url()}" for post in Post.objects.all()],
        *[f"/oembed?url=http://testserver{quote(said.get_absolute_url())}" for said in Quotation.objects.all()],
        *[
            share_images.picture_of_post(post, SiteSettings())["url"]
            for post in Post.objects.exclude(published_at=None)
        ],
        *[f"{post.get_absolute_url()}{below}" for post in Post.objects.all() for below in PAST],
        *[user.get_absolute_url() for user in User.objects.all()],
        *[tag.get_absolute_url() for tag in Tag.objects.all()],
        *[f"{page}feed.{kind}?q={BAIT}" for kind in FORMATS for page in pages_with_feeds()],
    ]


def pages_with_feeds():
    """Return the addresses of all pages that have feeds, or would if they could be read."""
    things = [thing for model in (Post, User, Tag, Source) for thing in model.objects.all()]
    return ["/", "/search/", "/updates/", "/corrections/", *[thing.get_absolute_url() for thing in things]]


def crawl(client, paths):
    """Return {path: text} of `paths` and of all public pages that can be reached from them."""
    pages, waiting = {}, list(paths)
    while waiting:
        path = waiting.pop()
        if path in pages or path.startswith(("/admin/", "/static/")):
            continue
        response = client.get(path, follow=True)
        text = response.content.decode(errors="replace")
        pages[path] = f"{response.headers}{text}".lower()
        found = re.findall(r'(?:href="|content="(?=http)|<loc>)([^"#<]*)', text)
        links = [urlsplit(urljoin(path, unescape(link))) for link in found]
        waiting += [urlunsplit(("", "", *link[2:])) for link in links if link.netloc in {"", "testserver"}]
    return pages


def test_no_word_of_an_unpublished_text_is_on_any_page(client, site):
    """P1"""
    pages = crawl(client, site)
    assert [path for path, text in pages.items() if CANARY in text] == []
    assert set(site) <= set(pages)


def test_no_word_of_an_unpublished_text_is_shown_to_a_moderator(sign_in, moderator, site):
    """P1"""
    pages = crawl(sign_in(moderator), site)
    assert [path for path, text in pages.items() if CANARY in text] == []


def test_crawl_would_see_what_is_hidden(client, site):
    later = timezone.now() + timedelta(days=2)
    for post in Post.objects.exclude(slug__in=["first", "last"]):
        publishing.publish(post, by=post.author)
    with time_machine.travel(later):
        pages = crawl(client, ["/", f"/search/?q={BAIT}", "/2009/03/first/"])
    assert CANARY in pages["/"]
    assert CANARY in pages["/2009/03/first/"].partition("<aside")[0]  # the update
    assert f"7 results for “{BAIT}”" in pages[f"/search/?q={BAIT}"]


@pytest.mark.parametrize("query", [BAIT, CANARY, TEXT, "only"])
def test_search_does_not_find_what_is_not_published(client, site, query):
    """P1"""
    text = client.get("/search/", {"q": query}).text
    assert f"0 results for “{query}”" in text
    assert '<article class="teaser h-entry">' not in text


def test_what_is_not_published_is_not_counted(client, site):
    """P1"""
    text = client.get("/").text
    assert text.count('<article class="teaser h-entry">') == 2
    assert re.findall(r'<a href="(/tags/.*?)">.*?</a> <span>(\d+)</span>', text) == [("/tags/arctic/", "2")]
    assert re.findall(r"<a href=\"(/\d+/\d+/)\">.*?</a> <span>(\d+)</span>", text) == [("/2009/03/", "2")]


def test_neighbours_are_published(client, site):
    """P1"""
    neighbours = r'<a rel="(?:prev|next)" href="(.*?)"'
    assert re.findall(neighbours, client.get("/2009/03/first/").text) == ["/2009/03/last/"]
    assert re.findall(neighbours, client.get("/2009/03/last/").text) == ["/2009/03/first/"]


@pytest.mark.parametrize(("state", "status"), [("draft", 404), ("scheduled", 404), ("withdrawn", 410)])
def test_address_of_an_unpublished_post_shows_nothing(client, make_hidden, state, status):
    """P1"""
    response = client.get(make_hidden(state).get_absolute_url())
    assert response.status_code == status
    assert CANARY not in response.text


@pytest.mark.parametrize("state", STATES)
def test_author_of_unpublished_posts_alone_has_no_page(client, make_hidden, state):
    """P1"""
    writer = User.objects.create(username="vera")
    make_hidden(state, by=writer)
    assert client.get("/authors/vera/").status_code == 404


def test_saving_a_draft_does_not_show_in_the_etag(client, draft, post):
    """P1"""
    before = client.get("/").headers["ETag"]
    draft.title = "Another title"
    draft.save()
    assert publishing.record(draft, by=draft.author).number == 2
    assert client.get("/").headers["ETag"] == before


def test_scheduled_post_is_on_every_page_from_its_second(client, make_post):
    """P3"""
    Widget.objects.create(area="footer", kind="recent_posts", options={"count": 5})
    tag = Tag.objects.create(name="Arctic")
    at = timezone.now().replace(microsecond=0) + timedelta(days=1)
    post = make_post(TEXT, published_at=at, tags=[tag])
    paths = ["/", at.strftime("/%Y/"), at.strftime("/%Y/%m/"), "/tags/arctic/", f"/search/?q={BAIT}", "/search/"]
    paths += ["/authors/anna-weiss/", post.get_absolute_url(), post.get_part_url("cite_bibtex")]
    paths += ["/sitemap-posts.xml", "/news-sitemap.xml", f"/oembed?url=http://testserver{post.get_absolute_url()}"]
    paths += [f"{page}feed.{kind}?q={BAIT}" for kind in FORMATS for page in ("/", "/tags/arctic/", "/search/")]
    with time_machine.travel(at - timedelta(seconds=1), tick=False):
        assert [path for path in paths if CANARY in client.get(path).text] == []
    with time_machine.travel(at + timedelta(seconds=1), tick=False):
        assert [path for path in paths if CANARY not in client.get(path).text] == []


def test_scheduled_update_is_shown_from_its_second(client, make_post, make_quotation):
    """P3"""
    at = timezone.now() + timedelta(days=1)
    post = make_post(published_at=MARCH)
    update = publishing.add_update(post, by=post.author, body="More.", at=at)
    make_quotation(post, TEXT, update=update, source=Source.objects.create(name="Agency"))
    pages = ("/", "/sources/agency/", "/updates/", "/search/", post.get_absolute_url())
    paths = [post.get_absolute_url(), *[f"{page}feed.{kind}?q={BAIT}" for kind in FORMATS for page in pages]]
    with time_machine.travel(at - timedelta(seconds=1), tick=False):
        assert [path for path in paths if CANARY in client.get(path).text] == []
        assert "Updated" not in client.get("/").text
    with time_machine.travel(at + timedelta(seconds=1), tick=False):
        assert [path for path in paths if CANARY not in client.get(path).text] == []
        assert "Updated" in client.get("/").text


# Previews


@pytest.mark.parametrize("state", STATES)
def test_preview_shows_an_unpublished_post_and_is_kept_nowhere(client, make_hidden, state):
    """P2"""
    response = client.get(make_hidden(state).get_preview_url())
    assert response.status_code == 200
    assert f'<h1 class="p-name">{TEXT} {state}</h1>' in response.text
    assert '<meta name="robots" content="noindex, nofollow">' in response.text
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert {"no-store", "private"} <= set(response.headers["Cache-Control"].split(", "))
    assert "ETag" not in response.headers


def test_preview_names_nothing_but_its_post(client, make_hidden):
    """P2"""
    draft, other = make_hidden("draft"), make_hidden("scheduled")
    assert other.title not in client.get(draft.get_preview_url()).text


@pytest.mark.parametrize("key", ["unknown", "None", "1", "-"])
def test_preview_with_an_unknown_key_is_not_found(client, draft, key):
    """P2"""
    assert client.get(f"/preview/{key}/").status_code == 404


def test_renewed_preview_link_ends_the_old_one(sign_in, client, author, draft):
    """P2"""
    old = draft.get_preview_url()
    form = {"action": "renew_preview_link", "_selected_action": draft.pk}
    assert sign_in(author).post(reverse("admin:blog_post_changelist"), form).status_code == 302
    client.logout()
    draft.refresh_from_db()
    assert client.get(old).status_code == 404
    assert client.get(draft.get_preview_url()).status_code == 200


def test_withdrawn_post_is_not_shown_to_who_had_its_preview_link(client, post):
    """P2"""
    old = post.get_preview_url()
    publishing.withdraw(post, by=post.author)
    post.refresh_from_db()
    assert client.get(old).status_code == 404
    assert client.get(post.get_preview_url()).status_code == 200


def test_preview_of_a_published_post_leads_to_the_post(client, post):
    """P2"""
    response = client.get(post.get_preview_url())
    assert response.status_code == 302
    assert response.headers["Location"] == post.get_absolute_url()


def test_preview_shows_no_update_before_its_time(client, make_post):
    """P1"""
    post = make_post(published_at=MARCH)
    publishing.add_update(post, by=post.author, body=TEXT, at=timezone.now() + timedelta(days=1))
    publishing.withdraw(post, by=post.author)
    assert CANARY not in client.get(post.get_preview_url()).text
    assert Update.objects.count() == 1
