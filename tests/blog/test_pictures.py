"""P15: uploaded pictures are what they claim to be, and say nothing about where they were taken."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import ExifTags, Image

from blog import pictures, publishing
from blog.models import Post

POSITION = "GPS-CANARY"


def draw(kind="JPEG", size=(60, 40), mode="RGB", **options):
    """Return a picture as the bytes of a file."""
    file = BytesIO()
    Image.new(mode, size, 200).save(file, kind, **options)
    return file.getvalue()


def exif(**tags):
    """Return position, camera and orientation as cameras write them."""
    data = Image.Exif()
    data[ExifTags.Base.Make] = POSITION
    data[ExifTags.Base.Orientation] = tags.get("orientation", 1)
    data.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
    return data


@pytest.fixture
def upload(sign_in, author, post):
    """Send the form of a post with a file as its picture; return the answer."""

    def send(content, name="picture.jpg", **fields):
        form = {"title": post.title, "slug": post.slug, "body": "Some words.", "status": "draft"}
        form |= {"lead_image_alt": "A bridge.", "lead_image_credit": "A. Weiss"} | fields
        form |= {f"{prefix}-{name}_FORMS": 0 for prefix in ("quotations", "updates") for name in ("TOTAL", "INITIAL")}
        file = SimpleUploadedFile(name, content)
        return sign_in(author).post(reverse("admin:blog_post_add"), form | {"lead_image": file})

    return send


def newest():
    return Post.objects.latest("pk")


def stored(post):
    """Return the bytes of a post's picture."""
    with post.lead_image.open() as file:
        return file.read()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_picture_is_shown_above_the_text_with_its_credit(client, upload, kind):
    assert upload(draw(kind)).status_code == 302
    post = newest()
    page = client.get(post.get_preview_url()).text
    assert f'<img src="{post.lead_image.url}" alt="A bridge." width="60" height="40">' in page
    assert "<figcaption>A. Weiss</figcaption>" in page
    picture = client.get(post.lead_image.url)
    assert b"".join(picture) == stored(post)
    picture.close()
    assert (picture.status_code, picture.headers["Content-Type"]) == (200, "image/webp")
    assert "immutable" in picture.headers["Cache-Control"]
    assert picture.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_stored_picture_says_nothing_of_where_it_was_taken(upload, kind):
    upload(draw(kind, exif=exif()))
    picture = stored(newest())
    assert POSITION.encode() not in picture
    assert not Image.open(BytesIO(picture)).getexif()


def test_picture_taken_on_its_side_stands_upright(upload):
    upload(draw(exif=exif(orientation=6)))
    assert (newest().lead_image_width, newest().lead_image_height) == (40, 60)


def test_large_picture_is_made_smaller(upload):
    upload(draw(size=(4000, 1000)))
    assert (newest().lead_image_width, newest().lead_image_height) == (1440, 360)


def test_transparency_is_kept(upload):
    upload(draw("PNG", mode="RGBA"), name="picture.png")
    assert Image.open(BytesIO(stored(newest()))).mode == "RGBA"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("picture.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("picture.jpg", b"<html><script>alert(1)</script></html>"),
        ("picture.jpg", draw()[:200]),
        ("picture.gif", draw("GIF")),
        ("picture.html", draw()),
    ],
)
def test_what_is_no_picture_is_refused(upload, post, name, content):
    before = Post.objects.count()
    response = upload(content, name=name)
    assert response.status_code == 200
    assert response.context["adminform"].form.errors["lead_image"]
    assert Post.objects.count() == before


def test_picture_with_too_many_pixels_is_refused(upload, monkeypatch):
    monkeypatch.setattr(pictures, "PIXELS_ALLOWED", 1000)
    assert pictures.TOO_MANY_PIXELS in upload(draw()).text


def test_picture_needs_to_be_described(upload):
    response = upload(draw(), lead_image_alt="")
    assert response.context["adminform"].form.errors["lead_image_alt"] == [
        "Say what the picture shows, for those who cannot see it."
    ]


@pytest.mark.parametrize(
    "path", ["", "../config/settings.py", "%2e%2e/config/settings.py", "pictures/", "pictures/no.webp"]
)
def test_no_other_file_is_given_out(client, path, db):
    assert client.get(f"/media/{path}").status_code == 404


def test_picture_is_part_of_the_record_and_restored(upload, author):
    """P7"""
    upload(draw())
    post = newest()
    then = post.revisions.get()
    name = post.lead_image.name
    assert f'lead_image: "{name}"' in then.text
    Post.objects.filter(pk=post.pk).update(lead_image="", lead_image_alt="", lead_image_credit="")
    publishing.record(post, by=author)
    publishing.restore(then, by=author)
    assert (newest().lead_image.name, newest().lead_image_alt) == (name, "A bridge.")


def test_revision_is_restored_although_its_picture_is_gone(upload, author):
    """P7"""
    upload(draw())
    post = newest()
    post.lead_image.storage.delete(post.lead_image.name)
    publishing.restore(post.revisions.get(), by=author)
    assert newest().lead_image.name == ""
