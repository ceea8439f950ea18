"""The writing desk: the actions of its lists, earlier revisions, and erasing."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from blog import publishing
from blog.models import Post, Quotation, Revision, Update
from tests.blog.moments import MARCH


def do(client, action, *posts):
    """Run an action of the list of posts."""
    form = {"action": action, "_selected_action": [post.pk for post in posts]}
    return client.post(reverse("admin:blog_post_changelist"), form, follow=True)


# Actions


def test_publish_action_publishes_now(sign_in, author, draft, make_post):
    scheduled = make_post(published_at=timezone.now() + timedelta(days=1))
    response = do(sign_in(author), "publish_now", draft, scheduled)
    assert "“A draft” is published." in response.text
    assert Post.objects.published().count() == 2


def test_withdraw_action_withdraws_what_is_published_and_says_what_is_not(sign_in, author, draft, post):
    response = do(sign_in(author), "withdraw", draft, post)
    assert "“A title” is withdrawn." in response.text
    assert "“A draft” is not published, so it cannot be withdrawn." in response.text
    assert set(Post.objects.values_list("title", "status")) == {("A title", "withdrawn"), ("A draft", "draft")}


def test_withdrawn_post_that_is_published_again_keeps_its_time(sign_in, author, make_post):
    post = make_post(published_at=MARCH)
    do(sign_in(author), "withdraw", post)
    do(sign_in(author), "publish_now", post)
    post.refresh_from_db()
    assert (post.is_published, post.published_at) == (True, MARCH)


def test_renew_action_renews_the_key_of_each_chosen_post(sign_in, author, draft, make_post):
    other = make_post("Other", status="draft")
    before = set(Post.objects.values_list("preview_key", flat=True))
    assert "2 posts have a new preview link." in do(sign_in(author), "renew_preview_link", draft, other).text
    assert len(before | set(Post.objects.values_list("preview_key", flat=True))) == 4


# Revisions


def test_revision_can_be_read_but_not_changed(sign_in, superuser, post):
    revision = post.revisions.get()
    client, url = sign_in(superuser), reverse("admin:blog_revision_change", args=[revision.pk])
    page = client.get(url).text
    assert "Some words." in page
    assert 'name="_save"' not in page
    assert client.post(url, {"text": "Forged", "_save": "Save"}).status_code == 403
    assert Revision.objects.get().text == revision.text


def test_restore_action_brings_an_earlier_text_back(sign_in, author, make_post):
    """P7"""
    post = make_post(published_at=MARCH)
    first = post.revisions.get()
    post.body, post.title = "Other words.", "Other title"
    post.save()
    publishing.record(post, by=author)
    client, url = sign_in(author), reverse("admin:blog_revision_change", args=[first.pk])
    assert "Restore the text of this revision" in client.get(url).text
    form = {"CHANGE_FORM-action": "restore", "_selected_action": first.pk}
    assert "Restored; it is now revision 3." in client.post(url, form, follow=True).text
    post.refresh_from_db()
    assert (post.title, post.body) == ("A title", "Some words.")
    assert post.revisions.first().note == "Restored revision 1"


# Erasing


def test_post_is_erased_by_a_superuser_who_types_its_title(sign_in, superuser, post, make_quotation):
    """P7"""
    make_quotation(post)
    publishing.add_update(post, by=post.author, body="More.")
    client, url = sign_in(superuser), reverse("admin:blog_post_delete", args=[post.pk])
    for wrong in ({}, {"title": "Another"}, {"title": "a title"}):
        assert "That is not what it is called" in client.post(url, {"post": "yes"} | wrong, follow=True).text
        assert Post.objects.exists()
    assert client.post(url, {"post": "yes", "title": "A title"}).status_code == 302
    assert not any(model.objects.exists() for model in (Post, Update, Quotation, Revision))


def test_posts_are_not_erased_in_the_list(sign_in, superuser, post):
    """P7"""
    client, url = sign_in(superuser), reverse("admin:blog_post_changelist")
    assert "delete_selected" not in client.get(url).text
    client.post(url, {"action": "delete_selected", "_selected_action": post.pk, "post": "yes"})
    assert Post.objects.exists()


@pytest.mark.parametrize("way", ["page", "list"])
def test_deleted_quotation_takes_its_marker_along(sign_in, author, post, make_quotation, way):
    quotation = make_quotation(post)
    Post.objects.update(body="Before.\n\n[quote: reuters]\n\nAfter.")
    publishing.record(post, by=author)
    url = reverse("admin:blog_quotation_changelist")
    if way == "page":
        url = reverse("admin:blog_quotation_delete", args=[quotation.pk])
    form = {"action": "delete_selected", "_selected_action": quotation.pk, "post": "yes"}
    assert sign_in(author).post(url, form).status_code == 302
    assert not Quotation.objects.exists()
    page = sign_in(author).get(post.get_absolute_url()).text
    assert "After." in page
    assert "quote" not in page.partition("</h1>")[2].partition("</main>")[0]
