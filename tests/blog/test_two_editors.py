"""P5: two people, or two windows, on one post."""

import re

from django.urls import reverse

from blog.models import Quotation


def open_form(client, url):
    """Return what the form of a post holds when it is opened, as a browser would send it back."""
    form = client.get(url).context["adminform"].form
    state = re.search(r'name="state_seen" value="(\w+)"', client.get(url).text)[1]
    fields = {"title": form.initial["title"], "body": form.initial["body"], "status": "published", "slug": "a-title"}
    counts = {f"{name}-{count}_FORMS": 0 for name in ("quotations", "updates") for count in ("TOTAL", "INITIAL")}
    return fields | counts | {"state_seen": state, "_save": "1"}


def test_second_save_is_told_and_overwrites_only_when_repeated(sign_in, author, post):
    """P5"""
    client, url = sign_in(author), reverse("admin:blog_post_change", args=[post.pk])
    first, second = open_form(client, url), open_form(client, url)
    assert client.post(url, first | {"body": "First."}).status_code == 302

    response = client.post(url, second | {"body": "Second."})
    assert "was changed by somebody" in response.text
    assert "Second.</textarea>" in response.text
    post.refresh_from_db()
    assert post.body == "First."

    again = second | {"body": "Second.", "state_seen": response.context["state_seen"]}
    assert client.post(url, again).status_code == 302
    post.refresh_from_db()
    assert post.body == "Second."
    assert any("First." in revision.text for revision in post.revisions.all())


def test_save_pressed_twice_makes_a_quotation_once(sign_in, author, post):
    """P5"""
    client, url = sign_in(author), reverse("admin:blog_post_change", args=[post.pk])
    form = open_form(client, url) | {"body": "> Words.\n>\n> — [Reuters](https://www.reuters.com/)"}
    client.post(url, form)
    client.post(url, form)
    assert Quotation.objects.count() == 1
