"""A blog comes over from WordPress by one command, and can come again."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command

from blog import publishing
from blog.document import parse
from blog.models import Page, Post, Tag
from edition.turning import current
from people.models import User
from tests.transfer.exports import END, START, category, comment, export, filed, item
from transfer.models import Import, ImportedItem

pytestmark = pytest.mark.django_db
AT = datetime(2009, 3, 14, 9, tzinfo=UTC)


@pytest.fixture
def bring(tmp_path, capsys):
    """Import an export that consists of the given text; return what was said."""

    def bring_text(text, *arguments, name="export.xml"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        call_command("import_wordpress", str(path), *arguments)
        return capsys.readouterr().out

    return bring_text


def test_post_is_carried_with_all_that_it_has(bring):
    more = filed("war", "War") + filed("gas", "Gas", "post_tag")
    said = bring(export(item(5, "Title", "One <b>word</b>.\n\nTwo.", more=more, post_name="title")))
    post = Post.objects.get()
    assert (post.title, post.slug, post.status, post.published_at) == ("Title", "title", "published", AT)
    assert (post.body, post.author.public_name) == ("One **word**.\n\nTwo.", "Ivan Petrov")
    assert set(post.tags.values_list("name", "slug")) == {("War", "war"), ("Gas", "gas")}
    assert "1 post: added" in said
    assert post.revisions.get().is_public


def test_author_that_was_made_cannot_sign_in(bring):
    bring(export(item()))
    user = User.objects.get(username="ivan")
    assert (user.is_staff, user.has_usable_password(), user.email) == (False, False, "")


@pytest.mark.parametrize("argument", ["anna", "ivan=anna"])
def test_author_may_be_somebody_here(bring, author, argument):
    bring(export(item()), "--author", argument)
    assert Post.objects.get().author == author


@pytest.mark.parametrize(
    ("fields", "status", "said"),
    [
        ({"status": "draft"}, "draft", ""),
        ({"status": "pending"}, "draft", ""),
        ({"status": "private"}, "draft", "It was private"),
        ({"post_password": "secret"}, "draft", "It was protected by a password"),
        ({"status": "draft", "post_type": "page"}, "draft", "A page that is not published"),
        ({"is_sticky": 1}, "published", "It was pinned"),
        ({"post_date_gmt": "0000-00-00 00:00:00"}, "published", "Its time has no zone"),
        ({"post_date_gmt": "0000-00-00 00:00:00", "post_date": "0000-00-00 00:00:00"}, "published", "It has no date"),
    ],
)
def test_what_cannot_be_as_it_was_is_reported(bring, tmp_path, client, fields, status, said):
    """P1"""
    report = tmp_path / "report.md"
    bring(export(item(content="canary", **fields)), "--report", str(report))
    post = Post.objects.get()
    assert post.status == status
    assert said in report.read_text()
    assert client.get(post.get_absolute_url()).status_code == (200 if status == "published" else 404)


def test_scheduled_post_is_scheduled(bring):
    bring(export(item(status="future", post_date_gmt="2090-01-01 00:00:00")))
    assert Post.objects.get().is_scheduled


def test_page_is_carried(bring, client):
    bring(export(item(post_type="page", post_name="about", link="https://old.example/company/about/")))
    assert Page.objects.get().body == "Words."
    assert client.get("/company/about/").url == "/about/"


def test_page_whose_address_is_the_sites_own_has_another(bring):
    bring(export(item(post_type="page", post_name="tags")))
    assert Page.objects.get().slug == "tags-2"


@pytest.mark.parametrize(
    "address",
    [
        "/2009/03/14/post-5/",
        "/2009/03/14/post-5",
        "/?p=5",
        "/2009/03/14/post-5/feed/",
        "/2009/03/14/post-5/comment-page-2/",
        "/2009/03/14/post-5/?utm_source=x",
    ],
)
def test_old_address_of_a_post_leads_to_it(bring, client, address):
    """P10"""
    bring(export(item(5)))
    response = client.get(address)
    while response.status_code == 301 and response.url.startswith("/2009/03/14"):
        response = client.get(response.url)
    assert (response.status_code, response.url) == (301, "/2009/03/post-5/")


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("https://old.example/archives/5", "/archives/5"),
        ("https://old.example/archives/5", "/archives/5/"),
        ("https://old.example/2009/03/post.html", "/2009/03/post.html"),
        ("http://www.old.example/%d0%b3%d0%b0%d0%b7/", "/газ/"),
        ("https://old.example/index.php?p=5&more=1", "/?p=5"),
    ],
)
def test_old_addresses_of_every_scheme_lead_to_the_post(bring, client, link, address):
    """P10"""
    bring(export(item(5, link=link)))
    assert client.get(address).headers["Location"] == "/2009/03/post-5/"


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("/category/world/east/", "/tags/east/"),
        ("/category/east/", "/tags/east/"),
        ("/?cat=4", "/tags/east/"),
        ("/author/ivan/", "/authors/ivan-petrov/"),
        ("/?author=1", "/authors/ivan-petrov/"),
    ],
)
def test_old_addresses_of_lists_lead_to_lists(bring, client, address, target):
    bring(export(category("world", "World"), category("east", "East", "world"), item(more=filed("east", "East"))))
    assert client.get(address).headers["Location"] == target
    assert Tag.objects.get(name="East").parent.name == "World"


def test_address_of_a_draft_leads_nowhere(bring, client):
    """P1"""
    bring(export(item(5, status="draft")))
    assert client.get("/?p=5").status_code == 200  # the front page
    assert client.get("/2009/03/14/post-5/").status_code == 404


def test_import_that_is_run_again_changes_nothing(bring):
    text = export(*(item(number, more=comment()) for number in range(3)))
    bring(text)
    before = [(post.pk, post.modified_at, post.revisions.count()) for post in Post.objects.all()]
    edition = current()
    assert "3 post: here already, unchanged" in bring(text)
    assert [(post.pk, post.modified_at, post.revisions.count()) for post in Post.objects.all()] == before
    assert current() == edition


def test_what_changed_at_the_origin_is_changed_here(bring):
    bring(export(item(1), item(2)))
    said = bring(export(item(1), item(2, "New title", "New words.", more=comment())))
    post = Post.objects.get(title="New title")
    assert "1 post: changed at the origin, and here now" in said
    assert (post.body, post.revisions.count(), post.comments.count()) == ("New words.", 2, 1)


def test_what_was_edited_here_is_left_alone_and_listed(bring, editor, tmp_path):
    """P5"""
    bring(export(item(1)))
    post = Post.objects.get()
    Post.objects.filter(pk=post.pk).update(body="Mine.")
    publishing.record(post, by=editor)
    report = tmp_path / "report.md"
    bring(export(item(1, content="Theirs.")), "--report", str(report))
    post.refresh_from_db()
    assert post.body == "Mine."
    assert "A title (post: changed at the origin, but edited here since" in report.read_text()


def test_what_was_erased_here_is_not_brought_again(bring, editor):
    bring(export(item(1)))
    publishing.erase(Post.objects.get(), by=editor)
    assert "erased here since" in bring(export(item(1)))
    assert not Post.objects.exists()


def test_dry_run_changes_nothing(bring):
    said = bring(export(category("east", "East"), item(more=filed("east", "East"))), "--dry-run")
    assert "1 post: added" in said
    assert not (Post.objects.exists() or Tag.objects.exists() or User.objects.exists() or Import.objects.exists())


def test_posts_of_one_month_with_one_address_are_both_carried(bring):
    bring(export(item(1, post_name="same"), item(2, post_name="same"), item(3, post_name="same")))
    assert set(Post.objects.values_list("slug", flat=True)) == {"same", "same-2", "same-3"}


def test_items_with_one_number_are_both_carried_and_the_very_same_once(bring):
    said = bring(export(item(1), item(1), item(1, "Another", post_name="another")))
    assert set(Post.objects.values_list("title", flat=True)) == {"A title", "Another"}
    assert "stand in the export twice" in said


def test_post_that_is_refused_keeps_no_other_from_coming(bring, tmp_path):
    """P8"""
    report = tmp_path / "report.md"
    with pytest.raises(CommandError, match="Not everything was carried"):
        bring(export(item(1), item(2, "Too large", "word " * 300_000), item(3)), "--report", str(report))
    assert Post.objects.count() == 2
    assert "## Too large (post: not carried)" in report.read_text()
    assert "1 MB" in report.read_text()


def test_truncated_file_is_carried_as_far_as_it_goes(bring):
    """P8"""
    text = export(item(1), item(2))
    with pytest.raises(CommandError, match="Not everything was carried"):
        bring(text[:-200])
    assert Post.objects.get().title == "A title"
    assert "1 post: added" in bring(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "The file is empty"),
        ("<html></html>", "This is a web page"),
        (b"PK\x03\x04", "zip archive"),
        (export(), "There are no posts"),
        ("words", "no XML in it"),
        (export(item(1)).replace("<rss", '<!DOCTYPE rss [<!ENTITY a "b">]><rss'), "document type"),
    ],
)
def test_bad_file_is_refused_in_plain_words_and_changes_nothing(bring, text, message):
    with pytest.raises(CommandError, match=message):
        bring(text)
    assert not (Post.objects.exists() or User.objects.exists() or Import.objects.exists())


def test_run_that_is_stopped_goes_on(bring, monkeypatch):
    """P8"""
    text = START + "".join(item(number) for number in range(120)) + END
    advance = Import.advance
    with monkeypatch.context() as patched:
        patched.setattr(Import, "advance", stop_after_the_first(advance))
        with pytest.raises(CommandError, match="Run the same command again"):
            bring(text)
    assert (Post.objects.count(), Import.objects.get().state) == (50, "stopped")
    assert "70 post: added" in bring(text)
    assert ImportedItem.objects.count() == 120


def stop_after_the_first(advance):
    def stop(run, number):
        advance(run, number)
        raise KeyboardInterrupt

    return stop


def test_update_and_quotation_in_an_old_post_are_recognised(bring):
    quoting = (
        'The <a href="https://bbc.example/1">BBC</a> reports:\n\n<blockquote>All is quiet.</blockquote>\n\nSo it goes.'
    )
    bring(export(item(content=f"{quoting}\n\n<strong>Update:</strong> It is not.\n\nMore of it.")))
    post = Post.objects.get()
    quotation = post.quotations.get()
    assert (quotation.source.name, quotation.link, quotation.text) == ("BBC", "https://bbc.example/1", "All is quiet.")
    assert post.updates.get().body == "It is not.\n\nMore of it."
    origin = ImportedItem.objects.get()
    assert {decision["what"] for decision in origin.decisions} == {"update", "quotation"}
    assert "<strong>Update:</strong>" in origin.original
    assert parse(post.revisions.get().text).updates


def test_old_post_is_left_as_written_where_that_is_wanted(bring):
    bring(export(item(content="One.\n\n<b>Update:</b> Two.")), "--as-written")
    assert Post.objects.get().body == "One.\n\n**Update:** Two."


def test_import_speaks_of_its_run(bring):
    bring(export(item(1), item(2)))
    run = Import.objects.get()
    assert (run.state, run.done, run.total) == ("done", 2, 2)
    assert "2 post: added" in run.report
    assert run.finished_at - run.started_at < timedelta(minutes=1)


# comments


def test_comments_stand_under_the_post_in_their_threads(bring, client):
    more = comment(1) + comment(3, "Later.") + comment(2, "No.", parent=1) + comment(4, "Yes.", parent=2)
    bring(export(item(more=more)))
    comments = Post.objects.get().comments.all()
    read = [(each.key, each.depth, each.answers) for each in comments]
    assert read == [("1", 0, ""), ("2", 1, "Reader 1"), ("4", 2, "Reader 2"), ("3", 0, "")]
    page = client.get("/2009/03/post-1/").content.decode()
    assert "4 comments" in page
    assert page.index("I agree.") < page.index("No.") < page.index("Yes.") < page.index("Later.")


def test_comments_that_answer_in_a_circle_are_all_kept(bring):
    more = (
        comment(1, parent=2)
        + comment(2, parent=3)
        + comment(3, parent=1)
        + comment(4, parent=99)
        + comment(5, parent=5)
    )
    bring(export(item(more=more)))
    assert set(Post.objects.get().comments.values_list("key", flat=True)) == {"1", "2", "3", "4", "5"}


@pytest.mark.parametrize("state", ["spam", "trash", "0", "post-trashed"])
def test_comment_that_was_not_shown_is_left_behind_and_counted(bring, state):
    """P1"""
    said = bring(export(item(more=comment(1, "canary", approved=state) + comment(2))))
    assert [each.key for each in Post.objects.get().comments.all()] == ["2"]
    assert "1 left behind: comments" in said


def test_nothing_in_a_comment_runs(bring, client):
    """P11"""
    text = "<script>alert(1)</script><img src=x onerror=alert(1)><a href='javascript:alert(1)'>a</a>"
    bring(export(item(more=comment(1, text, author="<script>alert(1)</script>", author_url="javascript:alert(1)"))))
    page = client.get("/2009/03/post-1/").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert not {"<script>alert", "onerror", "javascript:"} & set(page.split('"'))
    assert "onerror" not in page
    assert "javascript:" not in page
