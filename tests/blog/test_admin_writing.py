"""The writing desk: what an author and an editor write there, through its own forms."""

from datetime import timedelta

import html5lib
from django.urls import reverse
from django.utils import timezone

from blog import publishing
from blog.models import Page, Post, Quotation, Source, Tag, Update
from tests.blog.moments import MARCH


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
