"""The picture above a post, and pictures in its texts."""

import re

import pytest
from django.urls import reverse
from lxml import html

from blog import document, publishing
from blog.models import Page, PictureUse, Post
from tests.blog.feeds import FORMATS, content

SIZES = "(min-width: 41rem) 38rem, 100vw"


@pytest.fixture
def save(sign_in, author):
    """Send the form of a new post; return the answer."""

    def send(**fields):
        form = {"title": "With a picture", "slug": "with", "body": "Some words.", "status": "draft"} | fields
        form |= {f"{prefix}-{name}_FORMS": 0 for prefix in ("quotations", "updates") for name in ("TOTAL", "INITIAL")}
        return sign_in(author).post(reverse("admin:blog_post_add"), form)

    return send


def srcset(picture, ending):
    return ", ".join(f"/media/{picture.get_file_name(width, ending)} {width}w" for width in picture.widths)


def shown_in(picture):
    return [use.post or use.page for use in picture.uses.order_by("pk")]


# Above the text


def test_picture_stands_above_the_text_with_its_credit(client, save, make_picture):
    picture = make_picture()
    assert save(lead_image=picture.pk, lead_image_alt="A bridge.", lead_image_credit="A. Weiss").status_code == 302
    figure = html.fromstring(client.get(Post.objects.get().get_preview_url()).text).find(".//figure")
    assert figure.findtext("figcaption") == "A. Weiss"
    assert dict(figure.find("picture//img").attrib) == {
        "src": f"/media/pictures/{picture.key}.jpg", "srcset": srcset(picture, "jpg"), "sizes": SIZES,
        "alt": "A bridge.", "width": "1440", "height": "960", "decoding": "async", "fetchpriority": "high",
    }  # fmt: skip
    assert [dict(source.attrib) for source in figure.findall("picture//source")] == [
        {"type": f"image/{kind}", "srcset": srcset(picture, kind), "sizes": SIZES} for kind in ("avif", "webp")
    ]


def test_description_and_credit_are_those_of_the_library_unless_given(save, make_picture):
    picture = make_picture(alt="A bridge.", credit="A. Weiss", licence="CC BY 4.0")
    save(lead_image=picture.pk)
    post = Post.objects.get()
    assert (post.lead_image_alt, post.lead_image_credit) == ("A bridge.", "A. Weiss, CC BY 4.0")


def test_picture_needs_to_be_described(save, make_picture):
    response = save(lead_image=make_picture().pk)
    said = ["Say what the picture shows, for those who cannot see it."]
    assert response.context["adminform"].form.errors["lead_image_alt"] == said


@pytest.mark.parametrize("number", ["0", "999", "x", "9" * 40, "-1", "²"])
def test_number_of_no_picture_is_refused(save, db, number):
    """P19"""
    assert save(lead_image=number).context["adminform"].form.errors["lead_image"]


def test_picture_is_part_of_the_record_and_restored(make_post, make_picture, author):
    """P7"""
    picture = make_picture()
    post = make_post(lead_image=picture, lead_image_alt="A bridge.", lead_image_credit="A. Weiss")
    then = post.revisions.get()
    assert document.parse(then.text).lead_image == f"pictures/{picture.key}.jpg"
    Post.objects.filter(pk=post.pk).update(lead_image=None, lead_image_alt="", lead_image_credit="")
    publishing.record(post, by=author)
    assert not PictureUse.objects.exists()
    publishing.restore(then, by=author)
    post.refresh_from_db()
    assert (post.lead_image, post.lead_image_alt, post.lead_image_credit) == (picture, "A bridge.", "A. Weiss")
    assert shown_in(picture) == [post]


def test_revision_of_before_the_library_is_restored_with_its_picture(post, make_picture, author):
    """P7: it names the file by the ending that pictures had then."""
    picture = make_picture()
    then = post.revisions.get()
    head = f'\nlead_image: "pictures/{picture.key}.webp"\nlead_image_alt: "A."'
    then.text = then.text.replace("\n---\n", f"{head}\n---\n")
    publishing.restore(then, by=author)
    post.refresh_from_db()
    assert post.lead_image == picture


def test_revision_is_restored_although_its_picture_is_gone(make_post, make_picture, author):
    """P7"""
    post = make_post(lead_image=make_picture(), lead_image_alt="A bridge.")
    then = post.revisions.get()
    Post.objects.update(lead_image=None)
    publishing.record(post, by=author)
    then.post.refresh_from_db()
    make_picture("Another")
    then.text = then.text.replace("pictures/", "pictures/0")
    publishing.restore(then, by=author)
    post.refresh_from_db()
    assert post.lead_image is None


# In texts


def test_picture_in_a_text_comes_in_all_widths(make_post, make_picture):
    picture = make_picture()
    post = make_post(body=f'![A [bridge]]({picture.url} "Gori. Photo: A. Weiss")')
    source = f'<source sizes="{SIZES}" srcset="{{1}}" type="image/{{0}}">'
    sources = "".join(source.format(kind, srcset(picture, kind)) for kind in ("avif", "webp"))
    assert post.body_html == (
        f'<figure><picture>{sources}<img alt="A [bridge]" decoding="async" height="960" '
        f'sizes="{SIZES}" src="{picture.url}" srcset="{srcset(picture, "jpg")}" width="1440" loading="lazy"></picture>'
        "<figcaption>Gori. Photo: A. Weiss</figcaption></figure>"
    )


def test_markdown_of_a_picture_says_what_the_library_says(make_post, make_picture):
    """P11"""
    picture = make_picture(alt='A ]( "bridge" \\', credit='A "W" <script>alert(1)</script>', licence="CC BY 4.0")
    figure = html.fromstring(make_post(body=picture.markdown).body_html)
    assert figure.find("picture//img").get("alt") == picture.alt
    assert figure.findtext("figcaption").startswith("A ”W” ")
    assert not figure.findall(".//script")


def test_picture_is_noted_wherever_it_is_shown(make_post, make_quotation, make_picture, author):
    """In the body, an update, a quotation and its translation, above the text; of drafts and pages too."""
    pictures = [make_picture(str(number)) for number in range(6)]
    body, update, words, translation, _, page = (f"![]({picture.url})" for picture in pictures)
    post = make_post(body=f"{body} {body}", lead_image=pictures[4], lead_image_alt="A.")
    publishing.add_update(post, by=author, body=update)
    make_quotation(post, words, translation=translation)
    about = Page.objects.create(title="About", slug="about", body=page)
    draft = make_post("Draft", status="draft", body=f"[file]({pictures[0].url})")
    assert list(map(shown_in, pictures)) == [[post, draft], [post], [post], [post], [post], [about]]
    about.body = ""
    about.save()
    assert shown_in(pictures[5]) == []


def test_picture_that_was_taken_out_is_noted_no_longer(make_post, make_picture, author):
    post = make_post(body=f"![]({make_picture().url})")
    post.body = "No more."
    post.save()
    publishing.record(post, by=author)
    assert not PictureUse.objects.exists()


def test_picture_in_a_quotation_comes_in_all_widths(post, make_quotation, make_picture):
    picture = make_picture()
    quotation = make_quotation(post, f"![A]({picture.url})")
    post.refresh_from_db()
    for text in (quotation.text_html, post.body_html):
        assert f'<source sizes="{SIZES}" srcset="{srcset(picture, "avif")}" type="image/avif">' in text


def test_picture_that_was_erased_is_shown_as_its_address(make_post, make_picture):
    picture = make_picture()
    picture.delete()
    assert make_post(body=f"![A]({picture.url})").body_html == (
        f'<p><img alt="A" src="{picture.url}" loading="lazy"></p>'
    )


@pytest.mark.parametrize("kind", FORMATS)
def test_feeds_tell_whole_addresses_of_every_width(client, make_post, make_picture, kind):
    picture = make_picture()
    make_post(body=f"![A]({picture.url})")
    text = content(client, kind)[0]
    for ending in ("avif", "webp", "jpg"):
        assert srcset(picture, ending).replace("/media/", "http://testserver/media/") in text
    assert not re.search(r'(src|srcset)="/', text)


@pytest.mark.parametrize("number", [0, 1, 3])
def test_page_costs_as_much_with_three_pictures_as_with_none(
    client, make_post, make_picture, django_assert_num_queries, number
):
    """P22: what is stored has all that is shown."""
    pictures = [make_picture(str(n), alt="A.") for n in range(number)]
    body = "\n\n".join(picture.markdown for picture in pictures)
    post = make_post(body=body, lead_image=next(iter(pictures), None), lead_image_alt="A.")
    with django_assert_num_queries(13):
        client.get(post.get_absolute_url())


@pytest.mark.parametrize("number", [1, 3])
def test_rendering_costs_as_much_with_three_pictures_as_with_one(
    make_post, make_picture, django_assert_num_queries, number
):
    """P22"""
    pictures = [make_picture(str(n)) for n in range(number)]
    post = make_post(body="\n\n".join(picture.markdown for picture in pictures))
    PictureUse.objects.all().delete()
    with django_assert_num_queries(12):
        publishing.rerender(post)
