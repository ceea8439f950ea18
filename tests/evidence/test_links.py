"""Links of posts are followed, and a writer is told which of them lead nowhere."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from blog import publishing
from evidence.models import LinkCheck


@pytest.fixture
def linked(foreign_site, make_post):
    """Make a post with links that answer, that are gone, and that another site has trouble with."""

    def make(*paths, title="Linked", **fields):
        body = " ".join(f"[a link]({foreign_site}/{path})" for path in paths or ("article", "gone", "broken"))
        return make_post(title, body=body, **fields)

    return make


def follow(client, post):
    return client.post(reverse("evidence:check_links", args=[post.pk]))


def test_links_that_lead_nowhere_are_told_and_others_not(sign_in, author, linked, foreign_site):
    post = linked()
    response = follow(sign_in(author), post)
    assert f'href="{foreign_site}/gone"' in response.text
    assert "The page is not there any more." in response.text
    assert f"{foreign_site}/article" not in response.text
    assert f"{foreign_site}/broken" not in response.text
    refusals = dict(LinkCheck.objects.values_list("link", "refusal"))
    assert refusals == {
        f"{foreign_site}/{path}": "gone" if path == "gone" else "" for path in ("article", "gone", "broken")
    }


def test_links_of_updates_and_quotations_are_followed_too(sign_in, author, make_post, foreign_site):
    post = make_post(body=f"> We go on.\n>\n> — [Times]({foreign_site}/gone?quoted)")
    publishing.add_update(post, by=author, body=f"[More]({foreign_site}/gone?more)")
    response = follow(sign_in(author), post)
    assert "gone?quoted" in response.text
    assert "gone?more" in response.text


def test_front_desk_and_form_show_it_until_it_is_mended(sign_in, author, linked):
    post, client = linked(), sign_in(author)
    follow(client, post)
    form = reverse("admin:blog_post_change", args=[post.pk])
    assert "The page is not there any more." in client.get(form).text
    assert "The page is not there any more." in client.get("/admin/").text
    post.body = "Mended."
    post.save()
    publishing.record(post, by=author)
    assert "No dead links are known." in client.get("/admin/").text
    assert "The page is not there any more." not in client.get(form).text


def test_a_link_that_comes_back_is_alive_again(sign_in, author, linked, foreign_site):
    post, client = linked("gone"), sign_in(author)
    follow(client, post)
    died_at = LinkCheck.objects.get().died_at
    follow(client, post)
    assert LinkCheck.objects.get().died_at == died_at
    post.body = f"[a]({foreign_site}/article)"
    post.save()
    publishing.record(post, by=author)
    assert "All links elsewhere were answered" in follow(client, post).text
    assert LinkCheck.objects.get().refusal == ""


def test_one_that_nobody_can_reach_is_not_taken_for_dead_where_no_site_answers(sign_in, author, make_post):
    post = make_post(body="[a](http://127.0.0.1:9/a)")
    assert "All links elsewhere were answered" in follow(sign_in(author), post).text


def test_no_private_address_is_asked(sign_in, author, make_post, foreign_server):
    """P14"""
    post = make_post(body=f"[a](http://{foreign_server}/gone)")
    follow(sign_in(author), post)
    assert LinkCheck.objects.get().refusal == ""


def test_only_whoever_may_edit_a_post_has_its_links_followed(client, sign_in, linked, other_author, moderator):
    """P12"""
    post = linked(status="draft")
    assert follow(client, post).status_code == 302
    assert follow(sign_in(other_author), post).status_code == 404
    assert follow(sign_in(moderator), post).status_code == 403
    assert sign_in(other_author).get(reverse("evidence:check_links", args=[post.pk])).status_code == 405
    assert not LinkCheck.objects.exists()


def test_dead_links_of_others_are_not_shown(sign_in, author, other_author, editor, linked):
    follow(sign_in(author), linked(title="Mine alone"))
    assert "Mine alone" in sign_in(editor).get("/admin/").text
    assert "Mine alone" not in sign_in(other_author).get("/admin/").text


def test_the_command_follows_what_was_not_followed_lately(linked):
    linked(title="First")
    linked(title="Second")
    linked(title="Draft", status="draft")
    out = StringIO()
    call_command("check_links", stdout=out, stderr=StringIO())
    assert "2 posts, 2 dead links." in out.getvalue()
    assert "gone: The page is not there any more." in out.getvalue()
    out = StringIO()
    call_command("check_links", stdout=out, stderr=StringIO())
    assert "0 posts, 0 dead links." in out.getvalue()
    call_command("check_links", days=0, posts=1, stdout=out, stderr=StringIO())
    assert "1 posts, 1 dead links." in out.getvalue()


def test_posts_without_links_do_not_keep_others_from_their_turn(linked, make_post):
    linked("article", title="With a link")
    make_post("Newer, without links")
    out = StringIO()
    call_command("check_links", posts=1, stdout=out, stderr=StringIO())
    assert LinkCheck.objects.get().post.title == "With a link"


@pytest.mark.parametrize("number", [1, 3])
def test_panel_asks_as_much_for_three_as_for_one(sign_in, author, linked, django_assert_num_queries, number):
    """P22"""
    client = sign_in(author)
    for n in range(number):
        follow(client, linked("gone", title=f"Post {n}"))
    client.get("/admin/")
    with django_assert_num_queries(18):
        assert client.get("/admin/").text.count("The page is not there any more.") == number
