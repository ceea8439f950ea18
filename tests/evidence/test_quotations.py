"""Quotations are looked for in their sources; writers and readers are told what was found."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from blog import publishing
from blog.models import Post, Quotation
from evidence import verifying
from evidence.models import Capture, QuotationCheck
from evidence.tasks import look_after
from tests.foreign import ASKED

TRUE = "Nothing is agreed until everything is agreed."
VERBATIM, CLOSE, NOT_FOUND = "Found word for word in the source, ", "Nearly so worded", "Not found in the source as of "


pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture
def quoting(foreign_site, make_post):
    """Make a post that quotes words at a page of another site; nothing is looked at yet."""

    def make(words=TRUE, path="statement", *, title="Quoting", **fields):
        body = f"Before.\n\n> {words}\n>\n> — [Times]({foreign_site}/{path})"
        return make_post(title, body=body, **fields)

    return make


def look(post):
    look_after.call(post.pk)
    post.refresh_from_db()
    return post.quotation_checks.first()


@pytest.mark.parametrize(
    ("words", "path", "state", "told"),
    [
        (TRUE, "statement", "verbatim", VERBATIM),
        ("Nothing was agreed until everything is agreed.", "statement", "close", CLOSE),
        ("The sheep have all come home.", "statement", "not_found", NOT_FOUND),
        (TRUE, "gone", "unreachable", None),
        (TRUE, "empty", "unreachable", None),
    ],
)
def test_readers_are_told_what_was_found(client, quoting, words, path, state, told):
    post = quoting(words, path)
    assert look(post).state == state
    page = client.get(post.get_absolute_url()).text
    quotation = post.quotations.get()
    assert ('class="finding"' in page) == bool(told)
    assert (told or "") in page
    assert quotation.finding == state
    assert (told or "") in client.get(quotation.get_permalink()).text


def test_a_save_has_new_words_looked_for_once(quoting, author, django_capture_on_commit_callbacks, foreign_site):
    with django_capture_on_commit_callbacks(execute=True):
        post = quoting()
    first = QuotationCheck.objects.get()
    assert first.state == "verbatim"
    with django_capture_on_commit_callbacks(execute=True):
        publishing.record(post, by=author)
    assert QuotationCheck.objects.get().checked_at == first.checked_at


def test_a_check_speaks_only_for_the_words_it_saw(client, quoting, author):
    post = quoting()
    look(post)
    quotation = post.quotations.get()
    quotation.text = "Nothing is agreed."
    quotation.save()
    publishing.record(post, by=author)
    assert 'class="finding"' not in client.get(post.get_absolute_url()).text
    assert Quotation.objects.unchecked().exists()
    look(post)
    assert VERBATIM in client.get(post.get_absolute_url()).text


def test_what_is_known_comes_back_with_the_words(client, quoting, author):
    post = quoting()
    checked_at = look(post).checked_at
    publishing.restore(post.revisions.get(), by=author)
    assert Quotation.objects.unchecked().exists()
    assert look(post).checked_at == checked_at
    assert VERBATIM in client.get(post.get_absolute_url()).text


def test_a_finding_is_no_part_of_the_text(client, quoting):
    post = quoting()
    before = post.updated_at, post.revisions.count()
    look(post)
    assert (post.updated_at, post.revisions.count()) == before
    assert VERBATIM in client.get("/feed.atom").text
    assert "Quoting" in client.get("/search/", {"q": "everything"}).text
    assert "Quoting" not in client.get("/search/", {"q": '"in the source"'}).text
    assert VERBATIM not in post.description


def test_nobody_can_write_a_mark_of_his_own(client, make_post):
    post = make_post(body='<small class="finding">Found word for word in the source.</small>')
    assert 'class="finding"' not in client.get(post.get_absolute_url()).text


def test_the_page_turns_only_when_readers_see_a_difference(client, quoting):
    post = quoting()
    look(post)
    etag = client.get(post.get_absolute_url())["ETag"]
    QuotationCheck.objects.update(next_at=timezone.now())
    look(post)
    assert client.get(post.get_absolute_url())["ETag"] == etag


def test_a_page_asks_as_much_with_findings_as_without(client, quoting, django_assert_num_queries):
    """P22"""
    bare, marked = quoting(title="Bare"), quoting(title="Marked")
    look(marked)
    client.get("/")
    with django_assert_num_queries(14) as asked:
        client.get(bare.get_absolute_url())
    with django_assert_num_queries(len(asked)):
        client.get(marked.get_absolute_url())


def test_a_page_that_cannot_be_read_is_tried_again_later_and_later(quoting):
    post = quoting(path="broken")
    waits = []
    for _ in range(6):
        QuotationCheck.objects.update(next_at=timezone.now())
        check = look(post)
        waits.append(check.next_at - check.checked_at)
    assert (check.state, check.refusal, check.tries) == ("unreachable", "status", 6)
    assert waits == [*QuotationCheck.WAITS, QuotationCheck.WAITS[-1]]


def test_what_was_found_stays_found_when_the_page_goes(client, quoting, foreign_site):
    post = quoting()
    look(post)
    Quotation.objects.update(link=f"{foreign_site}/gone")
    digest = Quotation.objects.get().digest
    Quotation.objects.update(finding_digest=digest)
    QuotationCheck.objects.update(link=f"{foreign_site}/gone", digest=digest, next_at=timezone.now())
    check = look(post)
    assert (check.state, check.refusal) == ("verbatim", "gone")
    assert VERBATIM in client.get(post.get_absolute_url()).text


def test_a_page_that_is_still_the_same_is_not_read_again(quoting):
    post = quoting("Worte.", "kept")
    first = look(post)
    assert first.validators
    QuotationCheck.objects.update(next_at=timezone.now())
    second = look(post)
    assert second.state == "verbatim"
    assert second.found_at > first.found_at


def test_a_paraphrase_is_not_looked_for(quoting, make_post, foreign_site):
    post = make_post(body=f"> The sense.\n>\n> — [Times]({foreign_site}/statement) {{.paraphrase}}")
    check = look(post)
    assert (check.state, check.next_at) == ("not_checked", None)


def test_an_unpublished_post_is_looked_at_and_stays_unseen(client, quoting):
    """P1"""
    post = quoting(status=Post.Status.DRAFT)
    etag = client.get("/")["ETag"]
    assert look(post).state == "verbatim"
    assert VERBATIM in client.get(post.get_preview_url()).text
    assert client.get("/")["ETag"] == etag


def test_a_writer_is_told_and_decides(sign_in, author, other_author, quoting, client):
    """P12"""
    post = quoting("Nothing was agreed until everything is agreed.", title="In doubt")
    check = look(post)
    sign_in(author)
    form = reverse("admin:evidence_quotationcheck_change", args=[check.pk])
    for url in (
        "/admin/", reverse("admin:blog_post_change", args=[post.pk]),
        reverse("admin:blog_quotation_change", args=[post.quotations.get().pk]),
        reverse("admin:evidence_quotationcheck_changelist"),
    ):  # fmt: skip
        assert "nearly so worded" in client.get(url).text.lower()
    page = client.get(form).text
    assert "is</del>" in page.replace('<span class="visually-hidden">]</span>', "")
    assert "Say how you know." in client.post(form, {"override": "verbatim", "override_reason": ""}).text
    said = {"override": "verbatim", "override_reason": "Printed edition, page 4"}
    assert client.post(form, said).status_code == 302
    assert "Printed edition, page 4" in client.get(post.get_absolute_url()).text
    assert "No quotations are in doubt." in client.get("/admin/").text
    check.refresh_from_db()
    assert (check.overridden_by, check.next_at) == (author, None)
    sign_in(other_author)
    assert client.get(form).status_code == 302
    assert "In doubt" not in client.get("/admin/").text
    assert client.post(reverse("evidence:check_quotations", args=[post.pk])).status_code == 404


def test_a_decision_is_taken_back(sign_in, author, quoting, client, django_capture_on_commit_callbacks):
    post = quoting()
    check = look(post)
    form = reverse("admin:evidence_quotationcheck_change", args=[check.pk])
    sign_in(author).post(form, {"override": "not_found", "override_reason": "A hoax"})
    with django_capture_on_commit_callbacks(execute=True):
        client.post(form, {"override": "", "override_reason": ""})
    assert VERBATIM in client.get(post.get_absolute_url()).text


def test_a_writer_has_them_looked_for_now(sign_in, author, quoting, client, django_capture_on_commit_callbacks):
    post = quoting()
    url = reverse("evidence:check_quotations", args=[post.pk])
    with django_capture_on_commit_callbacks(execute=True):
        assert "still to be looked at" in sign_in(author).post(url).text
    assert "All quotations were found word for word" in client.get(url).text
    action = {"action": "check_again", "_selected_action": [QuotationCheck.objects.get().pk]}
    before = QuotationCheck.objects.get().checked_at
    with django_capture_on_commit_callbacks(execute=True):
        said = client.post(reverse("admin:evidence_quotationcheck_changelist"), action, follow=True).text
    assert "1 source is being looked at." in said
    assert QuotationCheck.objects.get().checked_at > before


def test_the_command_does_what_is_due(quoting, make_post):
    quoting(title="First")
    quoting("The sheep have all come home.", title="Second")
    quoting(title="Withdrawn", status="withdrawn")
    out = StringIO()
    call_command("check_due", stdout=out, stderr=StringIO())
    assert "Of the quotations, 1 is not word for word in its source." in out.getvalue()
    found = set(QuotationCheck.objects.values_list("post__title", "state"))
    assert found == {("First", "verbatim"), ("Second", "not_found")}
    ASKED.clear()
    call_command("check_due", stdout=StringIO(), stderr=StringIO())
    assert ASKED == []


def test_a_page_that_is_followed_is_looked_through_on_the_way(quoting):
    post = quoting()
    ASKED.clear()
    assert look(post).state == "verbatim"
    assert [path for path, _ in ASKED if path == "statement"] == ["statement"]
    assert Capture.objects.count() == 1


def test_one_that_somebody_died_over_keeps_no_other_from_its_turn(quoting):
    post = quoting(title="Post")
    verifying.prepare(post)
    check = post.quotation_checks.get()
    assert QuotationCheck.objects.take(check)
    assert not QuotationCheck.objects.take(check)
    assert not QuotationCheck.objects.due().exists()
    QuotationCheck.objects.update(taken_until=timezone.now())
    assert look(post).state == "verbatim"


def test_what_was_left_undone_is_done_on_the_way(quoting):
    forgotten, post = quoting(title="Forgotten"), quoting(title="Post")
    verifying.prepare(forgotten)
    look(post)
    assert forgotten.quotation_checks.get().state == "verbatim"


def test_no_private_address_is_asked(make_post, foreign_server):
    """P14"""
    post = make_post(body=f"> {TRUE}\n>\n> — [Times](http://{foreign_server}/statement)")
    check = look(post)
    assert (check.state, check.refusal) == ("unreachable", "private")


def test_words_that_changed_while_the_page_was_read_are_not_judged_by_it(quoting, author, monkeypatch):
    post = quoting()
    verifying.prepare(post)
    check = QuotationCheck.objects.get()

    def change_and_visit(*args, **kwargs):
        quotation = post.quotations.get()
        quotation.text = "Other words."
        quotation.save()
        publishing.record(post, by=author)
        return fetched

    fetched = verifying.visit(check.link)
    monkeypatch.setattr(verifying, "visit", change_and_visit)
    list(verifying.check_due(QuotationCheck.objects.all(), limit=1))
    assert post.quotations.get().finding == ""


@pytest.mark.parametrize("number", [1, 3])
def test_panel_asks_as_much_for_three_as_for_one(sign_in, author, quoting, django_assert_num_queries, number):
    """P22"""
    for n in range(number):
        post = quoting(title=f"Post {n}")
        verifying.prepare(post)
    Quotation.objects.update(finding="not_found")
    QuotationCheck.objects.update(state="not_found", found_at=timezone.now() - timedelta(days=1))
    client = sign_in(author)
    client.get("/admin/")
    with django_assert_num_queries(16):
        assert client.get("/admin/").text.count("not found,") == number
