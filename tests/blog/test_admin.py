"""The writing desk: what an author and an editor do there, through its own forms."""

import re
from datetime import UTC, datetime, timedelta

import html5lib
import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from banners.models import SiteBanner
from blog import publishing
from blog.models import Page, Post, Quotation, Revision, SiteSettings, Source, Tag, Update
from people.models import User
from sidebar.models import Widget

MARCH = datetime(2009, 3, 14, 12, 0, tzinfo=UTC)


def typed(page, **changes):
    """Return what a browser sends of the form on an admin page after `changes` were typed into it."""
    form = html5lib.parse(page.text, namespaceHTMLElements=False).find(".//*[@id='content-main']/form")
    data = {}
    for field in form.iter():
        name, kind = field.get("name"), field.get("type")
        if not name or kind in {"submit", "file"} or (kind == "checkbox" and "checked" not in field.attrib):
            continue
        if field.tag == "select":
            data[name] = [option.get("value") for option in field.iter("option") if "selected" in option.attrib]
        elif field.tag in {"input", "textarea"}:
            data[name] = field.get("value", "on" if kind == "checkbox" else field.text or "")
    return data | changes


def quotation(source, index, **fields):
    fields = {"text": f"Words {index}.", "source": source.pk, "link": f"https://www.reuters.com/{index}"} | fields
    return {f"quotations-{index}-{name}": value for name, value in fields.items()} | {
        f"quotations-{index}-position": 0,
        "quotations-TOTAL_FORMS": index + 1,
    }


def do(client, action, *posts):
    """Run an action of the list of posts."""
    form = {"action": action, "_selected_action": [post.pk for post in posts]}
    return client.post(reverse("admin:blog_post_changelist"), form, follow=True)


# An author's story


def test_author_publishes_a_post_with_two_quotations(sign_in, author, source):
    client, url = sign_in(author), reverse("admin:blog_post_add")
    form = typed(client.get(url), title="New gas", body="It flows.", status="published")
    response = client.post(url, form | quotation(source, 0) | quotation(source, 1))
    assert response.status_code == 302
    post = Post.objects.get()
    assert (post.author, post.slug, post.is_published) == (author, "new-gas", True)
    assert timezone.now() - post.published_at < timedelta(minutes=1)
    assert [(q.key, q.text) for q in post.quotations.all()] == [("reuters", "Words 0."), ("reuters-2", "Words 1.")]
    assert [(r.number, r.editor, r.is_public) for r in post.revisions.all()] == [(1, author, True)]
    page = client.get(post.get_absolute_url()).text
    assert "It flows." in page
    assert "Words 1." in page


def test_attributed_blockquote_becomes_a_quotation(sign_in, author):
    client, url = sign_in(author), reverse("admin:blog_post_add")
    body = (
        "Before.\r\n\r\n> So they said.\r\n>\r\n> — A man, [Agency](https://agency.example/1), 2009-03-14\r\n\r\nAfter."
    )
    client.post(url, typed(client.get(url), title="New gas", body=body))
    quotation = Quotation.objects.get()
    assert (quotation.text, quotation.speaker, quotation.source.name) == ("So they said.", "A man", "Agency")
    assert Post.objects.get().body == "Before.\n\n[quote: agency]\n\nAfter."


def test_saving_a_form_as_it_stands_changes_nothing(sign_in, author, make_post, make_quotation):
    post = make_post(summary="Short.", published_at=MARCH, tags=[Tag.objects.create(name="Arctic")])
    make_quotation(post, speaker="A man", said_on="2009-03-14")
    publishing.add_update(post, by=author, body="More.")
    before = post.revisions.first()
    url = reverse("admin:blog_post_change", args=[post.pk])
    assert sign_in(author).post(url, typed(sign_in(author).get(url))).status_code == 302
    assert post.revisions.first() == before


def test_edit_makes_a_revision(sign_in, author, make_post):
    post = make_post(published_at=MARCH)
    client, url = sign_in(author), reverse("admin:blog_post_change", args=[post.pk])
    assert client.post(url, typed(client.get(url), body="Other words.")).status_code == 302
    assert [revision.number for revision in post.revisions.all()] == [2, 1]
    assert "Other words." in client.get(post.get_absolute_url()).text


def test_draft_is_published_by_its_status(sign_in, author, draft):
    client, url = sign_in(author), reverse("admin:blog_post_change", args=[draft.pk])
    client.post(url, typed(client.get(url), status="published"))
    draft.refresh_from_db()
    assert draft.is_published
    assert client.get(draft.get_absolute_url()).status_code == 200


def test_author_adds_an_update_with_a_quotation(sign_in, author, make_post, make_quotation, source):
    post = make_post(published_at=MARCH)
    make_quotation(post)
    client = sign_in(author)
    assert f"/admin/blog/update/add/?post={post.pk}" in client.get(f"/admin/blog/post/{post.pk}/change/").text
    url = f"/admin/blog/update/add/?post={post.pk}"
    response = client.post(url, typed(client.get(url), body="It went on.", kind="update") | quotation(source, 0))
    assert response.headers["Location"] == reverse("admin:blog_post_change", args=[post.pk])
    update = Update.objects.get()
    assert (update.post, update.author, update.number) == (post, author, 1)
    assert [(q.post, q.key) for q in update.quotations.all()] == [(post, "reuters-2")]
    assert 'id="quote-reuters-2"' in client.get(post.get_absolute_url()).text.partition('id="update-1"')[2]


def test_update_of_a_withdrawn_post_can_be_corrected(sign_in, author, make_post):
    post = make_post(published_at=MARCH)
    update = publishing.add_update(post, by=author, body="Wrong.")
    publishing.withdraw(post, by=author)
    client, url = sign_in(author), reverse("admin:blog_update_change", args=[update.pk])
    assert client.post(url, typed(client.get(url), body="Right.")).status_code == 302
    update.refresh_from_db()
    assert update.body == "Right."


def test_author_makes_a_source_on_the_spot(sign_in, author):
    url = reverse("admin:blog_source_add") + "?_to_field=id&_popup=1"
    client = sign_in(author)
    assert '<a class="related-widget-wrapper-link add-related"' in client.get("/admin/blog/post/add/").text
    response = client.post(url, {"name": "Interfax", "homepage": "https://interfax.example/", "_popup": 1})
    assert response.status_code == 200
    assert "Interfax" in response.text
    assert Source.objects.get().slug == "interfax"


def test_renamed_source_is_renamed_in_the_posts_that_quote_it(sign_in, superuser, post, make_quotation, source):
    make_quotation(post)
    client, url = sign_in(superuser), reverse("admin:blog_source_change", args=[source.pk])
    assert client.post(url, typed(client.get(url), name="Reuters News")).status_code == 302
    assert ">Reuters News</a></cite>" in client.get(post.get_absolute_url()).text


def test_page_in_another_script_is_made(sign_in, editor):
    client, url = sign_in(editor), reverse("admin:blog_page_add")
    assert client.post(url, {"title": "О нас", "slug": "о-нас", "body": "Слова."}).status_code == 302
    assert "Слова." in client.get(Page.objects.get().get_absolute_url()).text


def test_long_title_in_another_script_is_published(sign_in, author):
    client, url = sign_in(author), reverse("admin:blog_post_add")
    client.raise_request_exception = False
    assert client.post(url, typed(client.get(url), title="Щ" * 100, status="published")).status_code == 302
    assert client.get(Post.objects.get().get_absolute_url()).status_code == 200


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
        assert "That is not its title" in client.post(url, {"post": "yes"} | wrong, follow=True).text
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


# Every page


@pytest.fixture
def one_of_each(make_post, make_quotation):
    """Make a row of every model that has a desk."""
    post = make_post(tags=[Tag.objects.create(name="Arctic")])
    make_quotation(post)
    publishing.add_update(post, by=post.author, body="More.")
    Page.objects.create(title="About", slug="about")
    SiteSettings().save()
    SiteBanner.objects.create(title="Notice", starts_at=MARCH, ends_at=timezone.now())
    Widget.objects.create(area="footer", kind="text", options={"text": "Words.", "html": "<p>Words.</p>"})


MODELS = [model for model in apps.get_models() if admin.site.is_registered(model)]
LISTED = [model for model in MODELS if model is not SiteSettings]


def test_every_model_has_a_desk():
    known = {Page, Post, Quotation, Revision, SiteSettings, Source, Tag, Update, SiteBanner, Widget, User}
    assert set(MODELS) == known


@pytest.mark.parametrize("model", LISTED, ids=lambda model: model.__name__)
def test_list_can_be_searched_and_filtered(sign_in, superuser, one_of_each, model):
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    client = sign_in(superuser)
    page = client.get(url).text
    assert 'id="searchbar"' in page
    filters = re.findall(r'<a href="(\?[^"]+)">', page.partition('id="changelist-filter"')[2])
    assert filters
    found = client.get(url, {"q": "zzz"})
    assert found.status_code == 200
    assert found.context["cl"].result_count == 0
    assert client.get(url).context["cl"].result_count > 0
    assert {client.get(url + query.replace("&amp;", "&")).status_code for query in filters} == {200}


def test_settings_of_the_site_have_no_list(sign_in, superuser, one_of_each):
    response = sign_in(superuser).get(reverse("admin:blog_sitesettings_changelist"))
    assert response.headers["Location"] == reverse("admin:blog_sitesettings_change", args=[1])


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_pages_of_the_desk_hold_no_inline_script_or_style(sign_in, superuser, one_of_each, model):
    """P11"""
    name, row = f"admin:{model._meta.app_label}_{model._meta.model_name}", model.objects.first().pk
    pages = [(reverse(f"{name}_{page}", args=[row]), {}) for page in ("change", "history", "delete")]
    pages += [(reverse(f"{name}_changelist"), {"q": "a"}), (reverse(f"{name}_add"), {"kind": "text"})]
    pages += [(reverse(f"{name}_add"), {}), (reverse(f"{name}_add"), {"_popup": 1}), (reverse("admin:index"), {})]
    client = sign_in(superuser)
    for url, query in pages:
        text = client.get(url, query, follow=True).text
        assert "<html" in text
        assert re.findall(r"<script(?![^>]*\ssrc=)[^>]*>|<[^>]*\s(?:style|on\w+)=|<style|javascript:", text) == []


def test_signing_in_and_out_holds_no_inline_script_or_style(client, author):
    """P11"""
    login, index = client.get(reverse("admin:login")), reverse("admin:index")
    client.force_login(author)
    pages = [login, client.get(index), client.get(reverse("admin:password_change")), client.post("/admin/logout/")]
    for page in pages:
        assert page.status_code == 200
        assert re.findall(r"<script(?![^>]*\ssrc=)[^>]*>|<[^>]*\s(?:style|on\w+)=|<style", page.text) == []
