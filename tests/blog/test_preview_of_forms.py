"""The preview beside the text is what the site would make of the form; nothing of it is saved."""

import pytest
from django.urls import reverse

from blog.models import Post, Quotation, Revision, Source, Update

POST = reverse("admin:blog_post_preview")
UPDATE = reverse("admin:blog_update_preview")
PAGE = reverse("admin:blog_page_preview")
SAID = "> We go on.\n>\n> — Eva Kern, [Example Times](https://times.example/a), 2008-08-11"


def show(client, address, **fields):
    response = client.post(address, fields)
    assert response.status_code == 200
    return response


def test_a_new_post_is_shown_as_it_would_be(sign_in, author):
    client = sign_in(author)
    response = show(client, POST, title="Morning", summary="In short.", body=f"First.[^1]\n\n{SAID}\n\n[^1]: Noted.")
    assert "<h1" in response.text
    assert "Morning" in response.text
    assert '<blockquote class="p-content" cite="https://times.example/a"><p>We go on.</p>' in response.text
    assert "Eva Kern" in response.text
    assert "Noted." in response.text
    assert not Post.objects.exists()
    assert not Quotation.objects.exists()
    assert not Source.objects.exists()


def test_the_preview_holds_what_is_published_after_saving(sign_in, author, make_post):
    post = make_post(body=f"Words.\n\n{SAID}\n\nMore.", by=author)
    quotation = post.quotations.get()
    fields = {
        "title": post.title, "body": post.body, "status": "published",
        "quotations-TOTAL_FORMS": "1", "quotations-INITIAL_FORMS": "1",
        "quotations-0-id": quotation.pk, "quotations-0-post": post.pk, "quotations-0-key": quotation.key,
        "quotations-0-text": quotation.text, "quotations-0-source": quotation.source_id,
        "quotations-0-link": quotation.link, "quotations-0-speaker": quotation.speaker,
        "quotations-0-said_on": "2008-08-11", "quotations-0-position": "0",
    }  # fmt: skip
    response = show(sign_in(author), f"{POST}?object={post.pk}", **fields)
    assert post.body_html in response.text
    fields["quotations-0-text"] = "Other words."
    assert "Other words." in show(sign_in(author), f"{POST}?object={post.pk}", **fields).text
    quotation.refresh_from_db()
    assert quotation.text == "We go on."


def test_a_form_that_could_not_be_saved_yet_is_shown_too(sign_in, author):
    response = show(
        sign_in(author),
        POST,
        title="",
        body="Words.",
        **{"quotations-TOTAL_FORMS": "1", "quotations-INITIAL_FORMS": "0", "quotations-0-text": "No source yet"},
    )
    assert "<p>Words.</p>" in response.text
    assert "No source yet" not in response.text


def test_what_cannot_be_rendered_is_told_in_words(sign_in, author):
    response = show(sign_in(author), POST, title="A", body="[quote: nobody]")
    assert response["Content-Type"].startswith("text/plain")
    assert "names no quotation of this text" in response.text


def test_an_update_is_shown_among_the_others(sign_in, author, make_post):
    post = make_post(by=author)
    response = show(sign_in(author), UPDATE, post=post.pk, kind="correction", body="It was Tuesday.")
    assert 'id="update-1"' in response.text
    assert "Correction:" in response.text
    assert "It was Tuesday." in response.text
    assert post.body_html in response.text
    assert not Update.objects.exists()
    assert "Choose the post" in show(sign_in(author), UPDATE, body="Words.").text


def test_a_page_is_shown_as_it_would_be(sign_in, editor):
    response = show(sign_in(editor), PAGE, title="About", slug="about", body="**We**")
    assert "<strong>We</strong>" in response.text


def test_nothing_of_a_script_is_shown(sign_in, author):
    response = show(
        sign_in(author), POST, title="<script>x</script>", body="<script>alert(1)</script>[a](javascript:b)"
    )
    assert "<script" not in response.text
    assert "javascript:" not in response.text


def test_a_preview_makes_no_revision_and_keeps_the_post(sign_in, author, make_post):
    post = make_post(by=author, body="Before.")
    show(sign_in(author), f"{POST}?object={post.pk}", title="New", body="After.", status="published")
    post.refresh_from_db()
    assert (post.title, post.body) == ("A title", "Before.")
    assert Revision.objects.count() == 1


@pytest.mark.parametrize("role", ["other_author", "moderator"])
def test_whoever_may_not_edit_a_post_cannot_see_it_here(request, sign_in, role, make_post):
    post = make_post(status="draft", body="Secret.")
    client = sign_in(request.getfixturevalue(role))
    for address in (f"{POST}?object={post.pk}", UPDATE):
        response = client.post(address, {"post": post.pk, "body": "x"})
        assert "Secret" not in response.text
        assert response.status_code in {200, 403}
    assert client.post(f"{POST}?object={post.pk}", {"body": "x"}).status_code == 403


def test_a_preview_is_asked_for_by_post_alone(sign_in, author):
    assert sign_in(author).get(POST).status_code == 405
