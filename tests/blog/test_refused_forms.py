"""P6: what the writing desk refuses is told in words and kept in the form."""

import pytest
from django.urls import reverse
from django.utils.html import escape

from banners.models import SiteBanner
from blog import publishing
from blog.models import Address, Page, Post, Quotation, Revision, SiteSettings, Source, Tag, Update
from edition.models import Edition
from sidebar.models import Widget
from tests.blog.moments import MARCH

NO_QUOTATIONS = {"quotations-TOTAL_FORMS": 0, "quotations-INITIAL_FORMS": 0}
KEPT = (Post, Update, Quotation, Revision, Source, Tag, Page, Address, SiteBanner, Widget)


def state():
    """Return what a refused form must leave as it is."""
    return [model.objects.count() for model in KEPT], Edition.objects.get().number


def post_form(**changes):
    texts = {"title": "The title typed", "summary": "The summary typed", "body": "The body typed"}
    return texts | NO_QUOTATIONS | {"status": "published", "slug": "", "tags": []} | changes


def quotation_form(source, /, *, index=0, **changes):
    fields = {"text": "The words typed", "source": source and source.pk, "link": "https://www.reuters.com/7"}
    fields |= {"position": 0, "key": "", "speaker": "The speaker typed"} | changes
    form = {f"quotations-{index}-{name}": value for name, value in fields.items() if value is not None}
    return form | {"quotations-TOTAL_FORMS": index + 1, "quotations-INITIAL_FORMS": 0}


def update_form(post, /, **changes):
    at = {"published_at_0": "2010-01-02", "published_at_1": "10:00:00"}
    return {"post": post.pk, "kind": "update", "body": "The body typed"} | at | NO_QUOTATIONS | changes


def banner_form(**changes):
    return {"title": "The title typed", "message": "The message typed", "tone": "notice", "priority": 0} | changes


@pytest.fixture
def refused(sign_in, request):
    """Send a form that must be refused with `message` at `field`; all that was typed stands in the form again."""

    def send(role, model, form, field, message, *, query=""):
        client = sign_in(request.getfixturevalue(role))
        client.raise_request_exception = False
        before = state()
        response = client.post(reverse(f"admin:{model}_add") + query, form)
        assert response.status_code == 200
        at_field = response.text.partition(f'id="id_{field}_error">')[2].partition("</ul>")[0]
        assert at_field
        assert escape(message) in at_field
        typed = [value for value in form.values() if isinstance(value, str) and "\0" not in value]
        assert [value[:80] for value in typed if escape(value) not in response.text] == []
        assert state() == before

    return send


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"title": ""}, "title", "This field is required."),
        ({"title": "x" * 201}, "title", "at most 200 characters"),
        ({"title": "x\0"}, "title", "Null characters are not allowed."),
        ({"summary": "x" * 601}, "summary", "at most 600 characters"),
        ({"slug": "not a slug"}, "slug", "Enter a valid"),
        (
            {"slug": "taken", "published_at_0": "2009-03-20", "published_at_1": "10:00"},
            "slug",
            "has this address already",
        ),
        ({"status": "secret"}, "status", "Select a valid choice."),
        ({"published_at_0": "soon", "published_at_1": "10:00"}, "published_at", "Enter a valid date."),
        ({"published_at_0": "0208-08-11", "published_at_1": "10:00"}, "published_at", ""),
        ({"published_at_0": "0001-01-01", "published_at_1": "00:00"}, "published_at", ""),
        ({"tags": ["999"]}, "tags", "Select a valid choice."),
        ({"body": "[quote: nobody]"}, "body", "The marker [quote: nobody] names no quotation of this text."),
        ({"body": "x" * 1_048_577}, "body", "1,048,576 bytes (1 MB) are allowed."),
        ({"body": "x\0"}, "body", "Null characters are not allowed."),
        ({"body": "> Words\n>\n> — [Reuters](https://x)"}, "body", "Quotation of Reuters: Enter a valid URL."),
        ({"body": "> Words\n>\n> — [Unheard of](https://x)"}, "body", "Unheard of: Enter a valid URL."),
    ],
    ids=lambda value: str(value)[:40],
)
def test_refused_post_comes_back_as_it_was_typed(refused, make_post, changes, field, message):
    """P6"""
    make_post(slug="taken", published_at=MARCH)
    Source.objects.create(name="Reuters")
    refused("author", "blog_post", post_form(**changes), field, message)


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"source": None}, "source", "This field is required."),
        ({"link": ""}, "link", "This field is required."),
        ({"link": "javascript:alert(1)"}, "link", "Enter a valid URL."),
        ({"text": ""}, "text", "This field is required."),
        ({"key": "not a key"}, "key", "Enter a valid"),
        ({"said_on": "once"}, "said_on", "Enter a valid date."),
        ({"position": 10**30}, "position", "Ensure this value is less than"),
    ],
    ids=str,
)
def test_refused_quotation_comes_back_as_it_was_typed(refused, source, changes, field, message):
    """P6"""
    form = post_form() | quotation_form(source, **changes)
    refused("author", "blog_post", form, f"quotations-0-{field}", message)


def test_two_quotations_of_one_key_are_refused(sign_in, author, source):
    """P6"""
    form = post_form() | quotation_form(source, key="same") | quotation_form(source, index=1, key="same")
    response = sign_in(author).post(reverse("admin:blog_post_add"), form)
    assert response.status_code == 200
    assert "duplicate" in str(response.context["errors"])
    assert not Quotation.objects.exists()


def test_key_of_the_post_is_refused_in_an_update(refused, make_post, make_quotation, source):
    """P6"""
    post = make_post(published_at=MARCH)
    make_quotation(post, key="same")
    form = update_form(post) | quotation_form(source, key="same")
    refused("author", "blog_update", form, "quotations-0-key", "has this key already")


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"body": ""}, "body", "This field is required."),
        ({"body": "[quote: nobody]"}, "body", "The marker [quote: nobody] names no quotation of this text."),
        ({"kind": "advertisement"}, "kind", "Select a valid choice."),
        ({"published_at_0": "2009-03-13"}, "published_at", "cannot be older than its post"),
        ({"post": 0}, "post", "Select a valid choice."),
        ({"post": ""}, "post", "This field is required."),
    ],
    ids=str,
)
def test_refused_update_comes_back_as_it_was_typed(refused, make_post, changes, field, message):
    """P6"""
    refused("author", "blog_update", update_form(make_post(published_at=MARCH), **changes), field, message)


def test_update_of_a_draft_is_refused(refused, draft):
    refused("author", "blog_update", update_form(draft), "post", "Only a published post can be updated.")


@pytest.mark.parametrize("slug", ["admin", "search", "2009"])
def test_page_at_an_address_of_the_site_itself_is_refused(refused, slug):
    form = {"title": "The title typed", "slug": slug, "body": "The body typed"}
    refused("editor", "blog_page", form, "slug", "belongs to a part of the site itself")


@pytest.mark.parametrize("name", ["♥", "C++", "---"])
def test_tag_of_any_name_gets_an_address(sign_in, author, post, name):
    """P19"""
    Tag.objects.create(name="C")
    assert sign_in(author).post(reverse("admin:blog_tag_add"), {"name": name, "slug": ""}).status_code == 302
    tag = Tag.objects.get(name=name)
    post.tags.add(tag)
    assert f'<h1 class="p-name">{name}</h1>' in sign_in(author).get(tag.get_absolute_url()).text


def test_tag_at_an_address_that_is_taken_is_refused(refused, db):
    Tag.objects.create(name="Arctic")
    refused("author", "blog_tag", {"name": "The North", "slug": "arctic"}, "slug", "already exists")


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"ends_at_0": "2009-03-01", "ends_at_1": "12:00"}, "ends_at", "must end after it starts"),
        ({"starts_at_0": "0001-01-01"}, "starts_at", ""),
        ({"link": "https://x.example/"}, "link_label", "A button needs both"),
        ({"link_label": "Donate"}, "link_label", "A button needs both"),
        ({"message": "x" * 1_048_577}, "message", "1,048,576 bytes (1 MB) are allowed."),
    ],
    ids=lambda value: str(value)[:40],
)
def test_refused_banner_comes_back_as_it_was_typed(refused, db, changes, field, message):
    """P6"""
    SiteSettings(time_zone="Asia/Novosibirsk").save()
    form = banner_form(starts_at_0="2009-03-02", starts_at_1="00:00")
    refused("moderator", "banners_sitebanner", form | changes, field, message)


@pytest.mark.parametrize(
    ("kind", "options", "field", "message"),
    [
        ("recent_posts", {"count": "0"}, "count", "greater than or equal to 1"),
        ("recent_posts", {"count": "21"}, "count", "less than or equal to 20"),
        ("recent_posts", {"count": "many"}, "count", "Enter a whole number."),
        ("links", {"links": "javascript:alert(1) Click"}, "links", "“javascript:alert(1)” is no web address"),
        ("text", {"text": ""}, "text", "This field is required."),
        ("text", {"text": "words", "area": "nowhere"}, "area", "Select a valid choice."),
    ],
    ids=str,
)
def test_refused_widget_comes_back_as_it_was_typed(refused, kind, options, field, message):
    """P6"""
    form = {"title": "The title typed", "area": "footer", "position": 0} | options
    refused("editor", "sidebar_widget", form, field, message, query=f"?kind={kind}")


def test_widget_of_an_unknown_kind_is_not_made(sign_in, editor):
    form = {"title": "Odd", "area": "footer", "position": 0, "count": 5}
    response = sign_in(editor).post(reverse("admin:sidebar_widget_add") + "?kind=unknown", form)
    assert response.status_code == 200
    assert "Which kind of widget?" in response.text
    assert not Widget.objects.exists()


def test_renaming_the_key_of_a_placed_quotation_is_refused(sign_in, author, post, make_quotation):
    """P6"""
    quotation = make_quotation(post)
    Post.objects.update(body="[quote: reuters]")
    publishing.record(post, by=author)
    form = {"text": "Other words typed", "source": quotation.source.pk, "link": quotation.link, "position": 0}
    before = state()
    response = sign_in(author).post(f"/admin/blog/quotation/{quotation.pk}/change/", form | {"key": "new"})
    assert response.status_code == 200
    assert "The marker [quote: reuters] names no quotation of this text." in response.text
    assert "Other words typed" in response.text
    assert state() == before
    assert Quotation.objects.get().key == "reuters"
