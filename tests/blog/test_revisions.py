"""P7: revisions are listed, compared by words and restored."""

import time

import pytest
from django.urls import reverse

from blog import publishing
from blog.document import compose
from blog.models import Post, Revision
from blog.revisions import diff
from tests.blog.changes import rewrite
from tests.blog.test_admin_writing import typed


def shown(differences):
    """Return {label: text} with [-old-] and {+new+} words."""
    signs = {"same": "{}", "old": "[-{}-]", "new": "{{+{}+}}", "gap": "…"}
    return {d.label: "".join(signs[p.kind].format(p.text) for p in d.pieces) for d in differences}


def compare_url(post, old, new):
    return f"{reverse('admin:blog_revision_compare')}?post={post.pk}&old={old}&new={new}"


# the differences


def test_words_that_changed_are_told_part_by_part(make_post, make_quotation, author):
    post = make_post("First", summary="Short.", body="The talks went on all night.")
    quotation = make_quotation(post, "Nothing is agreed.", key="own")
    update = publishing.add_update(post, by=author, body="They ended.")
    old = post.revisions.first().text
    type(quotation).objects.update(text="Nothing is signed.")
    type(update).objects.update(body="They ended well.", kind="correction")
    rewrite(post, author, title="Second", summary="", body="The talks went on all day.")
    found = shown(diff(old, post.revisions.first().text))
    kind = found.pop("Update 1: kind, time and author")
    assert kind.startswith("[-Update-]{+Correction+}")
    assert found == {
        "Title": "[-First-]{+Second+}",
        "Summary": "[-Short.-]",
        "Body": "The talks went on all [-night-]{+day+}.\n\n[quote: own]",
        "Body, quotation “own”": "> Nothing is [-agreed-]{+signed+}.\n>\n> — [Reuters](https://www.reuters.com/1)",
        "Update 1": "They ended{+ well+}.",
    }


def test_parts_that_came_and_went_are_told(post, author, make_quotation):
    first = post.revisions.first().text
    publishing.add_update(post, by=author, body="Later.")
    make_quotation(post, key="own")
    second = post.revisions.first().text
    assert {d.label: d.fate for d in diff(first, second) if d.label != "Body"} == {
        "Body, quotation “own”": "added",
        "Update 1": "added",
        "Update 1: kind, time and author": "added",
    }
    assert all(d.fate == "removed" for d in diff(second, first) if d.label != "Body")


def test_nothing_differs_from_itself(post):
    text = post.revisions.get().text
    assert diff(text, text) == []


def test_what_stayed_the_same_far_away_is_left_out(make_post, author):
    post = make_post(body="Begin. " + "Same words. " * 500)
    rewrite(post, author, body="Start. " + "Same words. " * 500)
    new, old = (revision.text for revision in post.revisions.all())
    assert len(shown(diff(old, new))["Body"]) < 400


@pytest.mark.parametrize("text", ["", "no document", "---\n---\n", "---\ntitle: 1\n---\n"])
def test_texts_of_no_known_form_are_compared_whole(post, text):
    """P19"""
    assert diff(text, post.revisions.get().text)
    assert diff(text, text + "more")


@pytest.mark.parametrize(
    ("old", "new"),
    [("a " * 400_000, "b a " * 200_000), ("[" * 500_000, "[]" * 250_000), ("> " * 300_000, ">\n" * 300_000)],
    ids=["words", "brackets", "quotes"],
)
def test_long_odd_texts_are_compared_in_bounded_time(post, old, new):
    """P19"""
    head = post.revisions.get().text.partition("Some words.")[0]
    started = time.perf_counter()
    assert diff(head + old, head + new)
    assert time.perf_counter() - started < 20


# in the admin


def test_author_marks_two_revisions_and_sees_what_differs(sign_in, author, post):
    rewrite(post, author, body="Some other words.")
    rewrite(post, author, body="Some quite other words.")
    client = sign_in(author)
    change_form = client.get(reverse("admin:blog_post_change", args=[post.pk])).text
    url = f"{reverse('admin:blog_revision_changelist')}?post__id__exact={post.pk}"
    assert url in change_form
    marked = post.revisions.filter(number__in=[1, 3]).values_list("pk", flat=True)
    response = client.post(url, {"action": "compare", "_selected_action": list(marked)})
    assert response.headers["Location"] == compare_url(post, 1, 3)
    page = client.get(response.headers["Location"]).text
    assert '<ins><span class="visually-hidden">[added: </span>quite other <' in page


@pytest.mark.parametrize("count", [1, 3])
def test_marking_another_number_than_two_is_told(sign_in, author, post, count):
    for number in range(3):
        rewrite(post, author, body=f"Words {number}.")
    marked = list(post.revisions.values_list("pk", flat=True))[:count]
    url = reverse("admin:blog_revision_changelist")
    response = sign_in(author).post(url, {"action": "compare", "_selected_action": marked}, follow=True)
    assert "Mark two revisions of one post" in response.text


def test_revision_shows_what_restoring_it_would_change(sign_in, author, post):
    rewrite(post, author, body="Some other words.")
    client = sign_in(author)
    first, latest = post.revisions.get(number=1), post.revisions.get(number=2)
    url = reverse("admin:blog_revision_change", args=[first.pk])
    page = client.get(url).text
    assert "[removed: </span>other <" in page
    assert "This is the text as it is now." in client.get(reverse("admin:blog_revision_change", args=[latest.pk])).text
    form = {"CHANGE_FORM-action": "restore", "_selected_action": first.pk, "index": "0"}
    client.post(url, form)
    post.refresh_from_db()
    assert post.body == "Some words."
    assert post.revisions.first().note == "Restored revision 1"


@pytest.mark.parametrize(
    ("role", "status"),
    [("author", 200), ("editor", 200), ("superuser", 200), ("other_author", 404), ("moderator", 403)],
)
def test_only_who_may_edit_a_post_compares_its_revisions(sign_in, request, author, post, role, status):
    """P1, P12"""
    rewrite(post, author, body="Some other words.")
    assert sign_in(request.getfixturevalue(role)).get(compare_url(post, 1, 2)).status_code == status


def test_strangers_are_sent_to_the_sign_in_page(client, post):
    assert "/login/" in client.get(compare_url(post, 1, 1)).headers["Location"]


@pytest.mark.parametrize(
    "query", ["", "?post=1", "?post=x&old=1&new=1", "?post=1&old=9&new=1", f"?post={'9' * 99}&old=1"]
)
def test_odd_questions_find_nothing(sign_in, author, post, query):
    """P19"""
    assert sign_in(author).get(reverse("admin:blog_revision_compare") + query).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_comparing_costs_the_same_queries_however_much_there_is(
    sign_in, author, make_post, make_quotation, number, django_assert_num_queries
):
    """P22"""
    post = make_post()
    for index in range(number):
        publishing.add_update(post, by=author, body=f"Update {index}.")
        make_quotation(post, key=f"key-{index}")
    client = sign_in(author)
    client.get(compare_url(post, 1, 2))
    with django_assert_num_queries(COMPARE_QUERIES):
        client.get(compare_url(post, 1, 1 + 2 * number))


COMPARE_QUERIES = 8


# notes


def test_note_stands_beside_the_save(sign_in, author, post):
    client, url = sign_in(author), reverse("admin:blog_post_change", args=[post.pk])
    client.post(url, typed(client.get(url), body="Other words.", note="A name was wrong."))
    assert post.revisions.first().note == "A name was wrong."
    assert typed(client.get(url))["note"] == ""
    assert "A name was wrong." in client.get(reverse("admin:blog_revision_changelist")).text


def test_note_beside_an_update_is_recorded(sign_in, author, post):
    client, url = sign_in(author), f"{reverse('admin:blog_update_add')}?post={post.pk}"
    client.post(url, typed(client.get(url), body="Later.", note="At noon."))
    assert post.revisions.first().note == "At noon."


def test_note_alone_makes_a_revision(sign_in, author, post):
    client, url = sign_in(author), reverse("admin:blog_post_change", args=[post.pk])
    client.post(url, typed(client.get(url), note="Checked against the minutes."))
    assert [revision.note for revision in post.revisions.all()] == ["Checked against the minutes.", ""]


def test_note_that_is_too_long_is_refused_and_kept(sign_in, author, post):
    """P6"""
    client, url = sign_in(author), reverse("admin:blog_post_change", args=[post.pk])
    response = client.post(url, typed(client.get(url), note="x" * 201))
    assert "at most 200 characters" in response.text
    assert "x" * 201 in response.text
    assert Revision.objects.count() == 1


def test_present_document_is_the_latest_revision(post):
    assert compose(Post.objects.for_record().get()) == post.revisions.first().text
