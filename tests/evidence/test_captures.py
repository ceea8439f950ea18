"""What a link leads to is kept and can be read by whoever may read the text that has the link."""

from hashlib import sha256
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from warcio.archiveiterator import ArchiveIterator

from blog import publishing
from blog.models import Quotation
from evidence.models import Capture, EvidenceSettings, Link
from evidence.noting import note_links
from tests.blog.changes import rewrite
from tests.foreign import ASKED

PAGE = """<!doctype html><html lang=de><title>Die Lage</title><meta name=author content="Eva Kern">
<p>Before the words.<p>Nothing is agreed <em>until</em> everything is agreed.<p>After <script>alert(1)</script>
&lt;script&gt;alert(2)&lt;/script&gt; kanarka."""
WORDS = "“Nothing is agreed until everything is agreed.”"


@pytest.fixture
def quoting(make_post, make_quotation, say):
    """Make a post that quotes a page."""

    def make(path="page", words=WORDS, **fields):
        post = make_post(**fields)
        return make_quotation(post, words, link=say(path, PAGE)).post

    return make


@pytest.fixture
def capture(quoting, run):
    quoting()
    run()
    return Capture.objects.get()


def test_a_capture_says_what_was_there_and_keeps_it(capture, foreign_site):
    assert (capture.title, capture.author, capture.language) == ("Die Lage", "Eva Kern", "de")
    assert (capture.link.address, capture.final_link) == (f"{foreign_site}/page",) * 2
    assert "Nothing is agreed until everything is agreed." in capture.text
    assert capture.file_name == f"captures/{capture.sha256[:2]}/{capture.sha256}.warc.gz"
    with default_storage.open(capture.file_name) as file:
        content = file.read()
    assert (sha256(content).hexdigest(), len(content)) == (capture.sha256, capture.size)
    kinds = [record.rec_type for record in ArchiveIterator(BytesIO(content), check_digests="raise")]
    assert kinds == ["warcinfo", "response", "request", "metadata"]


def test_a_page_says_what_was_captured_as_plain_text(client, capture):
    """P11"""
    response = client.get(capture.get_absolute_url())
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in response.text
    for said in ("Die Lage", "Eva Kern", capture.sha256, capture.link.address):
        assert said in response.text
    assert "Before the words.\n<mark>Nothing is agreed until everything is agreed</mark>.\nAfter" in response.text
    assert "&lt;script&gt;alert(2)" in response.text
    assert "alert(1)" not in response.text


def test_words_that_are_not_there_are_said_not_to_be(client, quoting, run):
    quoting(words="Something else.")
    run()
    assert "These very words do not stand" in client.get(Capture.objects.get().get_absolute_url()).text


@pytest.mark.parametrize(
    "name", ["/captures/0123456789ab/", "/captures/0123456789ab.warc.gz", "/captures/", "/captures/x/"]
)
def test_no_capture_is_not_found(client, db, name):
    assert client.get(name).status_code == 404


def test_what_readers_get_of_a_capture_is_set_at_the_desk(client, capture):
    file, page = f"/captures/{capture.key}.warc.gz", capture.get_absolute_url()
    assert client.get(file).status_code == 404
    assert "WARC" not in client.get(page).text
    assert "The whole text" not in client.get(page).text
    EvidenceSettings(lets_download=True, shows_text=True).save()
    assert "The whole text" in client.get(page).text
    response = client.get(file)
    assert sha256(response.getvalue()).hexdigest() == capture.sha256
    assert response.headers["Content-Type"] == "application/warc"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{capture.key}.warc.gz"'
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_captures_are_not_given_out_with_pictures(client, capture):
    assert client.get(f"/media/{capture.file_name}").status_code == 404


def test_writers_can_always_download(sign_in, author, moderator, capture):
    assert len(sign_in(author).get(f"/captures/{capture.key}.warc.gz").getvalue()) == capture.size
    assert sign_in(moderator).get(f"/captures/{capture.key}.warc.gz").status_code == 404


def test_a_file_that_is_lost_is_not_found(sign_in, author, capture):
    default_storage.delete(capture.file_name)
    assert sign_in(author).get(f"/captures/{capture.key}.warc.gz").status_code == 404


def test_what_is_withdrawn_has_no_public_captures(client, sign_in, author, other_author, capture):
    """P1"""
    quotation = Quotation.objects.get()
    publishing.withdraw(quotation.post, by=author)
    paths = (capture.get_absolute_url(), f"/captures/{capture.key}.warc.gz")
    EvidenceSettings(lets_download=True, shows_text=True).save()
    assert [client.get(path).status_code for path in paths] == [404, 404]
    assert [sign_in(other_author).get(path).status_code for path in paths] == [404, 404]
    assert [sign_in(author).get(path).status_code for path in paths[:1]] == [200]


def test_unpublished_quotations_of_a_captured_page_are_not_shown(client, capture, make_post, make_quotation):
    """P1"""
    draft = make_post("Kanarka", status="draft")
    make_quotation(draft, "After the kanarka.", link=capture.link.address)
    assert "Kanarka" not in client.get(capture.get_absolute_url()).text


def test_a_link_that_left_the_text_has_no_public_capture(client, author, capture, run):
    """P1"""
    publishing.erase(Quotation.objects.get(), by=author)
    run()
    assert client.get(capture.get_absolute_url()).status_code == 404


def test_a_page_is_captured_once_for_all_posts_that_link_to_it(quoting, run):
    quoting(title="One")
    run()
    quoting(title="Two")
    run()
    assert [path for path, _ in ASKED] == ["robots.txt", "page"]
    assert Capture.objects.count() == 1
    quoting(title="Three")
    run(days=20)
    assert Capture.objects.count() == 1


def test_a_page_that_is_linked_again_after_long_is_captured_again(client, quoting, run):
    quoting(title="One")
    run()
    Capture.objects.update(captured_at=timezone.now().replace(year=2020))
    quoting(title="Two")
    run()
    new, old = Capture.objects.all()
    assert new.sha256 != old.sha256
    assert new.get_absolute_url() in client.get(old.get_absolute_url()).text


def test_a_full_disk_is_said_and_tried_again(client, quoting, run, state_of, settings, tmp_path, caplog):
    """P25"""
    (tmp_path / "full").write_text("no folder")
    media, settings.MEDIA_ROOT = settings.MEDIA_ROOT, tmp_path / "full"
    post = quoting()
    run()
    assert state_of("page") == ("alive", "storage")
    assert "could not be stored" in caplog.text
    assert client.get(post.get_absolute_url()).status_code == 200
    settings.MEDIA_ROOT = media
    run(days=1)
    assert state_of("page") == ("alive", "")
    assert Capture.objects.count() == 1


def test_erasing_a_post_takes_its_captures_along_unless_others_have_the_link(
    quoting, run, author, django_capture_on_commit_callbacks
):
    one, two = quoting(title="One"), quoting(title="Two")
    run()
    capture = Capture.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        publishing.erase(one, by=author)
    assert default_storage.exists(capture.file_name)
    with django_capture_on_commit_callbacks(execute=True):
        publishing.erase(two, by=author)
    assert not Capture.objects.exists()
    assert not Link.objects.exists()
    assert not default_storage.exists(capture.file_name)


def test_the_page_of_a_quotation_leads_to_the_capture(client, capture):
    assert (
        f'<a href="{capture.get_absolute_url()}">A copy of the page</a>'
        in client.get(Quotation.objects.get().get_permalink()).text
    )


@pytest.mark.parametrize("number", [1, 3])
def test_page_asks_as_much_for_three_as_for_one(client, quoting, run, number, django_assert_num_queries):
    """P22"""
    for n in range(number):
        quoting(title=f"Post {n}")
    run()
    for n in range(1, number):
        Capture.objects.create(
            link=Link.objects.get(),
            final_link="https://a.example/",
            captured_at=timezone.now(),
            sha256=f"{n}" * 64,
            size=1,
        )
    capture = Capture.objects.last()
    with django_assert_num_queries(8):  # edition, settings, banners, widgets; capture, settings, quotations, others
        assert client.get(capture.get_absolute_url()).text.count("<mark>") == number


def test_a_copy_is_gone_for_whoever_had_its_page_when_the_link_is(make_post, say, run, client, author):
    """P1"""
    post = make_post(body=f"A [link]({say('page', PAGE)}).")
    run()
    address = Capture.objects.get().get_absolute_url()
    rewrite(post, by=author, body="No link.")
    etag = client.get(address).headers["ETag"]  # before the task looks after the post
    note_links(post)
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 404


def test_a_copy_outlives_the_update_that_had_its_link(
    make_post, say, run, author, superuser, django_capture_on_commit_callbacks
):
    """P7: the history has it still, and a restore brings it back."""
    post = make_post()
    update = publishing.add_update(post, by=author, body=f"A [link]({say('page', PAGE)}).")
    note_links(post)
    run()
    revision = post.revisions.first()
    for thing in (update, post):
        assert Capture.objects.count() == 1
        with django_capture_on_commit_callbacks(execute=True):
            publishing.erase(thing, by=superuser)
        if thing is update:
            publishing.restore(revision, by=author)
    assert not Capture.objects.exists()
