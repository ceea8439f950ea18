"""P5: two people, or two windows, on one post."""

import json

import pytest
from django.urls import reverse

from blog import publishing
from blog.models import Page, Post, Quotation, Tag
from tests.blog.changes import rewrite
from tests.blog.test_admin_writing import quotation, typed


@pytest.fixture
def url(post):
    return reverse("admin:blog_post_change", args=[post.pk])


def state(post):
    post.refresh_from_db()
    return post.title, post.body, post.status, list(post.quotations.order_by("pk").values_list("text", flat=True))


def test_second_save_is_refused_with_both_texts_and_overwrites_only_when_repeated(sign_in, author, editor, post, url):
    """P5"""
    client = sign_in(author)
    form = typed(client.get(url))
    rewrite(post, editor, body="First.")
    response = client.post(url, form | {"body": "Second."})
    assert "This was changed while you were writing." in response.text
    assert "Daniel Hale saved it on" in response.text
    assert "<del>First</del>" in response.text
    assert "<ins>Second</ins>" in response.text
    assert typed(response)["body"] == "Second."
    assert state(post)[1] == "First."

    assert client.post(url, typed(response)).status_code == 302
    assert state(post)[1] == "Second."
    assert any("First." in revision.text for revision in post.revisions.all())


def test_changes_of_both_are_merged_field_by_field_and_word_by_word(sign_in, author, make_post, editor):
    """P5"""
    arctic = Tag.objects.create(name="Arctic")
    post = make_post(body="One two three four five six.", summary="Short.", slug="a")
    url = reverse("admin:blog_post_change", args=[post.pk])
    client = sign_in(author)
    form = typed(client.get(url), title="My title", body="One two three four five six seven.")
    post.tags.add(arctic)
    rewrite(post, editor, summary="Shorter.", body="Zero two three four five six.")
    merged = client.post(url, typed(client.post(url, form), _merge="1"))
    assert "This is the merged text." in merged.text
    assert state(post)[0] == "A title"
    assert client.post(url, typed(merged)).status_code == 302
    assert state(post)[:2] == ("My title", "Zero two three four five six seven.")
    assert (post.summary, post.tags.get()) == ("Shorter.", arctic)


def test_words_that_both_changed_stand_in_the_merged_text_until_somebody_chose(sign_in, author, post, url):
    """P5"""
    client = sign_in(author)
    form = typed(client.get(url), body="Some fine words.")
    rewrite(post, author, body="Some bad words.")
    merged = client.post(url, typed(client.post(url, form), _merge="1"))
    assert typed(merged)["body"] == "Some ⟪fine |bad ⟫words."
    response = client.post(url, typed(merged))
    assert "choose, and take the signs out" in response.text
    assert state(post)[1] == "Some bad words."
    assert client.post(url, typed(response, body="Some fine, bad words.")).status_code == 302


def test_pages_too_are_not_saved_with_words_still_to_be_chosen(sign_in, editor, db):
    """P5"""
    page = Page.objects.create(title="About", slug="about", body="Some words.")
    client, url = sign_in(editor), reverse("admin:blog_page_change", args=[page.pk])
    form = typed(client.get(url), body="Some fine words.")
    Page.objects.filter(pk=page.pk).update(body="Some bad words.")
    merged = client.post(url, typed(client.post(url, form), _merge="1"))
    response = client.post(url, typed(merged))
    assert "choose, and take the signs out" in response.text
    page.refresh_from_db()
    assert page.body == "Some bad words."


def test_rows_that_the_other_added_changed_and_removed_are_merged(sign_in, author, post, url, make_quotation, source):
    """P5"""
    changed, removed, mine = (make_quotation(post, text, key=text[0]) for text in ("Changed.", "Removed.", "Mine."))
    client = sign_in(author)
    form = typed(client.get(url), **{"quotations-2-text": "Mine now."}) | quotation(source, 3, text="New of mine.")
    Quotation.objects.filter(pk=changed.pk).update(text="Changed by them.")
    publishing.erase(removed, by=author)
    make_quotation(post, "New of theirs.", key="n")
    refused = client.post(url, form)
    assert "Changed by them." in refused.text
    assert Quotation.objects.get(pk=mine.pk).text == "Mine."
    merged = client.post(url, typed(refused, _merge="1"))
    assert client.post(url, typed(merged)).status_code == 302
    texts = {"Changed by them.", "Mine now.", "New of mine.", "New of theirs."}
    assert set(post.quotations.values_list("text", flat=True)) == texts


def test_row_of_mine_that_the_other_removed_is_not_lost(sign_in, author, post, url, make_quotation):
    """P5"""
    gone = make_quotation(post, "Words.")
    client = sign_in(author)
    form = typed(client.get(url), **{"quotations-0-text": "My better words."})
    publishing.erase(gone, by=author)
    refused = client.post(url, form)
    assert "My better words." in typed(refused).values()
    assert client.post(url, typed(refused)).status_code == 302
    assert post.quotations.get().text == "My better words."


def test_change_of_the_other_that_is_the_same_refuses_nothing(sign_in, author, post, url):
    client = sign_in(author)
    form = typed(client.get(url), title="The same title", body="Mine.")
    Post.objects.update(title="The same title")
    assert client.post(url, form).status_code == 302
    assert state(post)[:2] == ("The same title", "Mine.")


def test_update_added_meanwhile_does_not_stand_in_the_way(sign_in, author, post, url):
    client = sign_in(author)
    form = typed(client.get(url), body="Mine.")
    publishing.add_update(post, by=author, body="Later.")
    assert client.post(url, form).status_code == 302
    assert (state(post)[1], post.updates.get().body) == ("Mine.", "Later.")


def test_pages_are_merged_too(sign_in, editor):
    """P5"""
    page = Page.objects.create(title="About", slug="about", body="One two three.")
    url = reverse("admin:blog_page_change", args=[page.pk])
    client = sign_in(editor)
    form = typed(client.get(url), body="One two three four.")
    Page.objects.update(body="Zero two three.")
    merged = client.post(url, typed(client.post(url, form), _merge="1"))
    client.post(url, typed(merged))
    page.refresh_from_db()
    assert page.body == "Zero two three four."


def test_validation_error_after_a_conflict_keeps_all(sign_in, author, post, url):
    """P5, P6"""
    client = sign_in(author)
    form = typed(client.get(url), title="", body="Mine.")
    rewrite(post, author, body="Theirs.")
    refused = client.post(url, typed(client.post(url, form)))
    assert "This field is required." in refused.text
    assert (typed(refused)["title"], typed(refused)["body"]) == ("", "Mine.")


def test_save_pressed_twice_makes_a_quotation_once(sign_in, author, post, url):
    """P5"""
    client = sign_in(author)
    form = typed(client.get(url), body="> Words.\n>\n> — [Reuters](https://www.reuters.com/)")
    client.post(url, form)
    client.post(url, form)
    assert Quotation.objects.count() == 1


@pytest.mark.parametrize("seen", ["", "no JSON", "[]", "{}", "[" * 100_000, '{"": {"title": [1]}}', '{"": []}'])
def test_odd_states_are_no_error(sign_in, author, post, url, seen):
    """P19"""
    client = sign_in(author)
    assert client.post(url, typed(client.get(url), body="Mine.", seen=seen)).status_code == 302


def test_state_of_strangers_fields_is_no_error(sign_in, author, post, url):
    """P19"""
    client = sign_in(author)
    seen = json.dumps({"": {"unknown": ["x"]}, "quotations-x": {"text": ["y"]}, "-": {}, "nobody+1": {"a": []}})
    form = typed(client.get(url), body="Mine.", seen=seen, seen_before=seen)
    assert client.post(url, form).status_code == 200
    assert client.post(url, form | {"_merge": "1"}).status_code == 200
