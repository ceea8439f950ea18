"""P6: what is typed is kept on the server, for its writer alone, until the form is saved."""

import json
from datetime import timedelta

import pytest
from django.template import Context, Template
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from autosave.models import KeptCopy
from autosave.views import BYTES_ALLOWED
from blog.models import Post
from tests.blog.test_admin_writing import typed

KEY = "0123456789abcdef" * 2
ADD = "/admin/blog/post/add/"


@pytest.fixture
def keep():
    """Send what the script sends; return the status of the answer."""

    def send(client, user, *, fields=(("title", "Typed"),), **changes):
        copy = {"user": user.pk, "key": KEY, "path": ADD, "name": "Add post: Typed", "fields": fields} | changes
        return client.post("/admin/kept/", json.dumps(copy), content_type="application/json").status_code

    return send


def test_form_that_was_never_saved_is_offered_and_restored(sign_in, author, keep):
    client = sign_in(author)
    assert keep(client, author, fields=[["title", "Typed"], ["body", "Words\r\nand more"], ["status", "draft"]]) == 200
    page = client.get(ADD)
    assert "kept on" in page.text
    assert "<ins>Typed</ins>" in page.text
    assert typed(page)["title"] == ""
    restored = client.post(ADD, {"_restore": KEY})
    assert "It is not saved yet." in restored.text
    assert "This field is required." not in restored.text
    assert (typed(restored)["title"], typed(restored)["body"]) == ("Typed", "Words\nand more")
    assert not Post.objects.exists()
    assert client.post(ADD, typed(restored)).status_code == 302
    assert Post.objects.get().title == "Typed"
    assert "kept on" not in client.get(ADD).text


def test_restored_form_over_a_changed_post_is_told(sign_in, author, draft, keep):
    """P5"""
    client, url = sign_in(author), reverse("admin:blog_post_change", args=[draft.pk])
    form = typed(client.get(url), body="Typed.")
    fields = [[name, value] for name, value in form.items() if isinstance(value, str) and name != "seen"]
    keep(client, author, path=url, fields=fields, seen=form["seen"])
    Post.objects.update(body="Of somebody else.")
    restored = client.post(url, {"_restore": KEY})
    assert typed(restored)["body"] == "Typed."
    assert "changed while you were writing" in client.post(url, typed(restored)).text
    draft.refresh_from_db()
    assert draft.body == "Of somebody else."


def test_copy_goes_when_the_form_is_saved_and_not_when_it_is_refused(sign_in, author, keep):
    client = sign_in(author)
    form = typed(client.get(ADD), title="Typed", kept_as=KEY)
    keep(client, author)
    assert client.post(ADD, form | {"body": "[quote: nobody]"}).status_code == 200
    assert KeptCopy.objects.unsaved(author).exists()
    assert client.post(ADD, form).status_code == 302
    assert not KeptCopy.objects.unsaved(author).exists()


def test_what_arrives_after_the_form_was_saved_brings_nothing_back(sign_in, author, keep):
    client = sign_in(author)
    client.post(ADD, typed(client.get(ADD), title="Typed", kept_as=KEY))
    assert keep(client, author) == 200
    assert "Typed" not in str(list(KeptCopy.objects.values()))


def test_copy_in_which_nothing_differs_is_not_offered(sign_in, author, draft, keep):
    client, url = sign_in(author), reverse("admin:blog_post_change", args=[draft.pk])
    keep(
        client,
        author,
        path=url,
        fields=[["title", draft.title], ["body", draft.body], ["slug", draft.slug], ["status", "draft"]],
    )
    assert "kept on" not in client.get(url).text
    assert not KeptCopy.objects.unsaved(author).exists()


@pytest.mark.parametrize("role", ["superuser", "editor", "moderator"])
def test_nobody_else_sees_restores_or_discards_a_copy(sign_in, author, keep, role, request):
    """P1, P12"""
    keep(sign_in(author), author, fields=[["title", "A canary"]], name="A canary")
    client = Client()
    client.force_login(request.getfixturevalue(role))
    pages = [client.get(ADD), client.post(ADD, {"_restore": KEY}), client.get("/admin/")]
    pages += [client.get(f"/admin/people/user/{author.pk}/delete/")]
    assert not any("canary" in page.text for page in pages)
    assert client.post("/admin/kept/discard/", {"key": KEY}).status_code == 404
    assert KeptCopy.objects.unsaved(author).exists()


def test_somebody_else_who_signed_in_meanwhile_is_not_given_the_text(sign_in, author, editor, keep):
    assert keep(sign_in(editor), author) == 403
    assert not KeptCopy.objects.exists()


def test_strangers_and_readers_keep_nothing(client, author, make_user, keep):
    """P12"""
    assert keep(client, author) == 401
    author.is_staff = False
    author.save()
    client.force_login(author)
    assert keep(client, author) == 401
    assert client.get("/admin/kept/").status_code == 401
    assert client.post("/admin/kept/discard/", {"key": KEY}).status_code == 302
    assert not KeptCopy.objects.exists()


def test_token_is_needed_and_can_be_asked_for(author, keep):
    client = Client(enforce_csrf_checks=True)
    client.force_login(author)
    assert keep(client, author) == 403
    answer = client.get("/admin/kept/")
    client.defaults["HTTP_X_CSRFTOKEN"] = answer.json()["token"]
    assert keep(client, author) == 200
    assert "no-store" in answer.headers["Cache-Control"]


def test_passwords_and_tokens_are_dropped(sign_in, author, keep):
    """P18"""
    secrets = [["password1", "secret"], ["csrfmiddlewaretoken", "secret"], ["title", "Typed"]]
    keep(sign_in(author), author, fields=secrets)
    assert KeptCopy.objects.get().fields == [["title", "Typed"]]


@pytest.mark.parametrize(
    "changes",
    [
        {"fields": 1}, {"fields": [["title"]]}, {"fields": [["title", 1]]}, {"fields": [[1, "x"]]}, {"fields": None},
        {"key": ""}, {"key": "../" * 9}, {"key": None}, {"path": "/"}, {"path": "https://evil.example/admin/"},
        {"path": "javascript:alert(1)"}, {"path": None}, {"name": 1}, {"seen": 1},
    ],
    ids=str,
)  # fmt: skip
def test_odd_copies_are_refused(sign_in, author, keep, changes):
    """P11, P19"""
    assert keep(sign_in(author), author, **changes) == 400
    assert not KeptCopy.objects.exists()


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"1", b"\xff", b"[" * 100_000])
def test_odd_bodies_are_refused(sign_in, author, body):
    """P19"""
    response = sign_in(author).post("/admin/kept/", body, content_type="application/json")
    assert response.status_code == 400


def test_text_that_no_database_takes_is_kept_without_that(sign_in, author, keep):
    """P19"""
    client = sign_in(author)
    assert (
        keep(client, author, fields=[["title", "a\0b\ud800c"]], name="\0", seen='{"": {"title": ["\\u0000\\ud800"]}}')
        == 200
    )
    assert typed(client.post(ADD, {"_restore": KEY}))["title"] == "ab?c"


def test_copy_that_is_too_large_is_refused(sign_in, author, keep):
    """P19"""
    client = sign_in(author)
    assert keep(client, author, fields=[["body", "x" * 2_000_000]]) == 200
    assert keep(client, author, fields=[["body", "x" * BYTES_ALLOWED]]) == 413


def test_restored_rows_without_end_are_no_error(sign_in, author, keep):
    """P19"""
    client = sign_in(author)
    keep(client, author, fields=[["quotations-TOTAL_FORMS", "9" * 5000], ["quotations-0-text", "Words"]])
    assert client.post(ADD, {"_restore": KEY}).status_code == 200


def test_restoring_runs_no_action_and_needs_the_right_to_the_form(sign_in, author, editor, post, keep):
    """P12"""
    client = sign_in(author)
    revision = post.revisions.get()
    url = reverse("admin:blog_revision_change", args=[revision.pk])
    keep(client, author, path=url, fields=[["CHANGE_FORM-action", "restore"], ["_selected_action", str(revision.pk)]])
    client.post(url, {"_restore": KEY})
    assert post.revisions.count() == 1


def test_old_copies_are_cleared_away(sign_in, author, keep):
    client = sign_in(author)
    keep(client, author)
    KeptCopy.objects.update(kept_at=timezone.now() - timedelta(days=31))
    keep(client, author, key=KEY[::-1])
    assert KeptCopy.objects.get().key == KEY[::-1]


def test_list_of_kept_copies_leads_back_to_each(sign_in, author, editor, keep, rf):
    keep(sign_in(author), author)
    keep(sign_in(editor), editor, name="Not mine")
    request = rf.get("/admin/")
    request.user = author
    html = Template("{% load keeping %}{% kept_copies %}").render(Context({"request": request}))
    assert '<a href="/admin/blog/post/add/">Add post: Typed</a>' in html
    assert "Not mine" not in html


@pytest.mark.parametrize("number", [1, 3])
def test_form_asks_once_for_copies_however_many_there_are(sign_in, author, keep, number, django_assert_num_queries):
    """P22"""
    client = sign_in(author)
    for index in range(number):
        keep(client, author, key=f"{index:032x}")
    with django_assert_num_queries(FORM_QUERIES):
        assert client.get(ADD).text.count("Restore it") == number


FORM_QUERIES = 7
