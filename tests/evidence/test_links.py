"""Links of posts are followed on demand, and a writer is told which of them lead nowhere."""

import pytest
from django.urls import reverse

from blog import publishing
from evidence.models import Link


def follow(client, post):
    return client.post(reverse("evidence:check_links", args=[post.pk]))


def test_links_that_lead_nowhere_are_told_and_others_not(sign_in, author, linked, foreign_site, state_of):
    post = linked()
    response = follow(sign_in(author), post)
    assert f'href="{foreign_site}/gone"' in response.text
    assert "The page is not there any more." in response.text
    assert f"{foreign_site}/article" not in response.text
    assert f"{foreign_site}/broken" not in response.text
    assert [state_of(path) for path in ("article", "gone", "broken")] == [
        ("alive", ""), ("trouble", "gone"), ("alive", ""),
    ]  # fmt: skip


def test_links_of_updates_and_quotations_are_followed_too(sign_in, author, make_post, foreign_site, quick):
    post = make_post(body=f"> We go on.\n>\n> — [Times]({foreign_site}/gone?quoted)")
    publishing.add_update(post, by=author, body=f"[More]({foreign_site}/gone?more)")
    response = follow(sign_in(author), post)
    assert "gone?quoted" in response.text
    assert "gone?more" in response.text


def test_front_desk_and_form_show_it_until_it_is_mended(sign_in, author, linked, quick):
    post, client = linked(), sign_in(author)
    form = reverse("admin:blog_post_change", args=[post.pk])
    follow(client, post)
    assert "The page is not there any more." in client.get(form).text
    assert "No dead links are known." in client.get("/admin/").text  # a site may be wrong once
    follow(client, post)
    assert "The page is not there any more." in client.get("/admin/").text
    post.body = "Mended."
    post.save()
    publishing.record(post, by=author)
    follow(client, post)
    assert "No dead links are known." in client.get("/admin/").text
    assert "The page is not there any more." not in client.get(form).text


def test_a_link_that_fails_on_demand_and_answers_again_is_alive(sign_in, author, linked, say, quick, state_of):
    say("page", status=404)
    post, client = linked("page"), sign_in(author)
    assert "The page is not there any more." in follow(client, post).text
    say("page")
    assert "All links elsewhere were answered" in follow(client, post).text
    assert state_of("page") == ("alive", "")


def test_one_that_nobody_can_reach_is_not_taken_for_dead_where_no_site_answers(sign_in, author, make_post, quick):
    post = make_post(body="[a](http://127.0.0.1:9/a)")
    assert "All links elsewhere were answered" in follow(sign_in(author), post).text


def test_no_private_address_is_asked(sign_in, author, make_post, foreign_server, quick):
    """P14"""
    post = make_post(body=f"[a](http://{foreign_server}/gone)")
    follow(sign_in(author), post)
    assert Link.objects.get().refusal == ""


def test_only_whoever_may_edit_a_post_has_its_links_followed(client, sign_in, linked, other_author, moderator):
    """P12"""
    post = linked(status="draft")
    assert follow(client, post).status_code == 302
    assert follow(sign_in(other_author), post).status_code == 404
    assert follow(sign_in(moderator), post).status_code == 403
    assert sign_in(other_author).get(reverse("evidence:check_links", args=[post.pk])).status_code == 405
    assert not Link.objects.exists()


def test_dead_links_of_others_are_not_shown(sign_in, author, other_author, editor, linked, quick):
    post = linked(title="Mine alone")
    for _ in range(2):
        follow(sign_in(author), post)
    assert "Mine alone" in sign_in(editor).get("/admin/").text
    assert "Mine alone" not in sign_in(other_author).get("/admin/").text


@pytest.mark.parametrize("number", [1, 3])
def test_panel_asks_as_much_for_three_as_for_one(sign_in, author, linked, django_assert_num_queries, number, quick):
    """P22"""
    client = sign_in(author)
    for n in range(number):
        post = linked(f"gone?{n}", title=f"Post {n}")
        follow(client, post)
        follow(client, post)
    client.get("/admin/")
    with django_assert_num_queries(16):
        assert client.get("/admin/").text.count("The page is not there any more.") == number
