"""P12: with what is of others, an author does nothing, and an editor what an editor may."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from blog import publishing
from blog.models import Post, Quotation, Update
from tests.people.desk_urls import urls


@pytest.fixture
def others(make_post, make_quotation, other_author):
    """Make a draft of another author, with an update, a quotation and a revision; return {name: row}."""
    post = make_post("Of another", by=other_author)
    update = publishing.add_update(post, by=other_author, body="More of another.")
    quotation = make_quotation(post)
    publishing.withdraw(post, by=other_author)
    revision = post.revisions.first()
    return {"blog_post": post, "blog_update": update, "blog_quotation": quotation, "blog_revision": revision}


@pytest.mark.parametrize("name", ["blog_post", "blog_update", "blog_quotation", "blog_revision"])
def test_author_does_not_see_what_is_of_others(sign_in, author, others, name):
    """P12"""
    client = sign_in(author)
    listed, _, change, _ = urls(name, others[name].pk)
    assert client.get(listed).context["cl"].result_count == 0
    for url in (change, reverse(f"admin:{name}_history", args=[others[name].pk])):
        assert client.get(url).status_code == 302
        assert client.get(url).headers["Location"] == reverse("admin:index")


@pytest.mark.parametrize("name", ["blog_post", "blog_update", "blog_quotation"])
def test_author_does_not_change_what_is_of_others(sign_in, author, others, name):
    """P12"""
    row = others[name]
    before = type(row).objects.filter(pk=row.pk).values().get()
    form = {"title": "Mine now", "body": "Mine now.", "text": "Mine now.", "kind": "correction", "status": "draft"}
    form |= {"key": "mine", "position": 5, "link": "https://mine.example/", "source": Quotation.objects.get().source.pk}
    form |= {"quotations-TOTAL_FORMS": 0, "quotations-INITIAL_FORMS": 0}
    response = sign_in(author).post(reverse(f"admin:{name}_change", args=[row.pk]), form)
    assert response.headers["Location"] == reverse("admin:index")
    assert type(row).objects.filter(pk=row.pk).values().get() == before


@pytest.mark.parametrize("way", ["page", "list"])
def test_author_does_not_delete_a_quotation_of_others(sign_in, author, others, way):
    """P12"""
    listed, _, _, delete = urls("blog_quotation", others["blog_quotation"].pk)
    form = {"action": "delete_selected", "_selected_action": others["blog_quotation"].pk, "post": "yes"}
    assert sign_in(author).post(delete if way == "page" else listed, form).status_code == 302
    assert Quotation.objects.count() == 1


@pytest.mark.parametrize("action", ["publish_now", "withdraw", "renew_preview_link"])
def test_author_does_nothing_to_posts_of_others_by_an_action(sign_in, author, others, action):
    """P12"""
    before = Post.objects.values().get()
    form = {"action": action, "_selected_action": others["blog_post"].pk}
    sign_in(author).post(reverse("admin:blog_post_changelist"), form)
    assert Post.objects.values().get() == before


@pytest.mark.parametrize("name", ["CHANGE_FORM-action", "action"])
def test_author_does_not_restore_a_revision_of_others(sign_in, author, others, name):
    """P12"""
    revision = others["blog_post"].revisions.last()
    form = {name: "restore", "_selected_action": revision.pk}
    for url in (urls("blog_revision", revision.pk)[0], urls("blog_revision", revision.pk)[2]):
        sign_in(author).post(url, form)
    assert revision.post.revisions.count() == 4


def test_author_does_not_add_an_update_to_a_post_of_others(sign_in, author, make_post, other_author):
    """P12"""
    post = make_post(by=other_author)
    form = {"post": post.pk, "kind": "update", "body": "Mine.", "published_at_0": "2100-01-01"}
    form |= {"published_at_1": "10:00", "quotations-TOTAL_FORMS": 0, "quotations-INITIAL_FORMS": 0}
    response = sign_in(author).post(reverse("admin:blog_update_add"), form)
    assert "Select a valid choice." in response.text
    assert not Update.objects.exists()


def test_author_does_not_take_a_quotation_of_others_into_an_own_post(sign_in, author, draft, others):
    """P12"""
    stolen = others["blog_quotation"]
    form = {"title": "Mine", "status": "draft", "slug": "mine", "updates-TOTAL_FORMS": 0, "updates-INITIAL_FORMS": 0}
    fields = {"id": stolen.pk, "text": "Mine.", "source": stolen.source.pk, "link": stolen.link, "position": 0}
    form |= {f"quotations-0-{name}": value for name, value in fields.items()}
    form |= {"quotations-TOTAL_FORMS": 1, "quotations-INITIAL_FORMS": 1}
    before = Quotation.objects.values().get()
    sign_in(author).post(urls("blog_post", draft.pk)[2], form)
    assert Quotation.objects.values().get() == before


def test_author_is_offered_only_own_posts_to_update(sign_in, author, make_post, others):
    """P12"""
    make_post("Mine")
    query = {"app_label": "blog", "model_name": "update", "field_name": "post"}
    answer = sign_in(author).get(reverse("admin:autocomplete"), query).json()
    assert [result["text"] for result in answer["results"]] == ["Mine"]


@pytest.mark.parametrize("to", ["other_author", "editor"])
def test_author_cannot_name_another_author(sign_in, author, draft, request, to):
    """P12"""
    other = request.getfixturevalue(to)
    form = {"title": "Mine", "status": "draft", "slug": "mine", "author": other.pk}
    form |= {f"{name}-{which}_FORMS": 0 for name in ("quotations", "updates") for which in ("TOTAL", "INITIAL")}
    client = sign_in(author)
    assert client.post(reverse("admin:blog_post_add"), form).status_code == 302
    assert client.post(urls("blog_post", draft.pk)[2], form | {"slug": "mine-too"}).status_code == 302
    assert list(Post.objects.values_list("title", "author")) == [("Mine", author.pk)] * 2


def test_editor_can_name_another_author(sign_in, editor, draft, other_author):
    form = {"title": "Given", "status": "draft", "slug": "given", "author": other_author.pk}
    form |= {f"{name}-{which}_FORMS": 0 for name in ("quotations", "updates") for which in ("TOTAL", "INITIAL")}
    assert sign_in(editor).post(urls("blog_post", draft.pk)[2], form).status_code == 302
    assert Post.objects.get().author == other_author


@pytest.mark.parametrize("model", [Post, Update, Quotation])
def test_moderator_does_not_learn_the_key_of_a_preview(sign_in, moderator, draft, source, model):
    """P1, P2"""
    Update.objects.create(post=draft, author=draft.author, body="More.")
    Quotation.objects.create(post=draft, source=source, text="Words.", link="https://www.reuters.com/1")
    args = [ContentType.objects.get_for_model(model).pk, model.objects.get().pk]
    response = sign_in(moderator).get(reverse("admin:view_on_site", args=args))
    assert draft.preview_key not in response.headers.get("Location", "")
