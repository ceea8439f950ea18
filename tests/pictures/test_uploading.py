"""P15: uploaded pictures are what they claim to be, and say nothing about where they were taken."""

from io import BytesIO

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from PIL import Image, ImageCms

from pictures import drawing, receiving
from pictures.models import Picture
from tests.pictures.files import POSITION, SVG, draw, draw_moving, exif, uploaded

KINDS = ["JPEG", "PNG", "WEBP", "AVIF"]


def shown(ending="jpg"):
    """Return the newest picture as readers get it in an encoding, at its largest."""
    picture = Picture.objects.latest("pk")
    with default_storage.open(picture.get_file_name(picture.width, ending)) as file:
        return Image.open(BytesIO(file.read()))


def everything_readers_get():
    """Return the bytes of every file below /media/pictures/."""
    return [path.read_bytes() for path in (settings.MEDIA_ROOT / "pictures").iterdir()]


# Taken in


@pytest.mark.parametrize("kind", [*KINDS, "GIF"])
def test_picture_comes_in_every_encoding(client, upload, kind):
    answer = upload(draw(kind))
    assert answer.status_code == 201
    picture = Picture.objects.get()
    for ending, media_type in (("jpg", "image/jpeg"), ("webp", "image/webp"), ("avif", "image/avif")):
        response = client.get(f"/media/{picture.get_file_name(60, ending)}")
        assert (response.status_code, response.headers["Content-Type"]) == (200, media_type)
        assert Image.open(BytesIO(response.content)).size == (60, 40)
        assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_answer_says_what_places_the_picture(upload, author):
    answer = upload(name="The_bridge at-Gori.JPG").json()
    picture = Picture.objects.get()
    assert (picture.title, picture.uploaded_by) == ("The bridge at-Gori", author)
    assert answer == {
        "id": picture.pk, "title": picture.title, "alt": "", "credit": "", "thumbnail": picture.thumbnail_url,
        "markdown": f"![](/media/pictures/{picture.key}.jpg)",
    }  # fmt: skip


def test_large_picture_comes_in_several_widths(upload):
    upload(draw(size=(4000, 1000)))
    picture = Picture.objects.get()
    assert (picture.width, picture.height, picture.widths) == (1440, 360, [480, 960, 1440])
    names = {picture.get_file_name(width, ending) for width in picture.widths for ending in drawing.ENCODINGS}
    assert {f"pictures/{name}" for name in default_storage.listdir("pictures")[1]} == names
    assert len(names) == 9


@pytest.mark.parametrize(("size", "drawn"), [((1, 9000), (1, 4320)), ((9000, 1), (1440, 1)), ((1, 1), (1, 1))])
def test_odd_shapes_are_drawn(upload, size, drawn):
    """P19"""
    assert upload(draw("PNG", size)).status_code == 201
    assert shown().size == drawn


def test_same_bytes_are_one_picture(upload, editor):
    first, second = upload(), upload(name="again.png", by=editor)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert Picture.objects.get().title == "picture"


def test_original_is_kept_byte_by_byte(upload, client):
    content = draw(exif=exif())
    upload(content)
    original = Picture.objects.get().original
    with original.open() as file:
        assert file.read() == content
    assert client.get(f"/media/{original.name}").status_code == 404


def test_name_of_the_original_cannot_be_told_from_those_that_readers_see(upload):
    upload()
    picture = Picture.objects.get()
    assert picture.key in picture.original.name
    secret = picture.original.name.partition(picture.key)[2].removesuffix(".jpg")
    assert len(secret) == 32
    assert secret not in picture.url + picture.markdown + picture.as_responsive().srcset


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_that_readers_get_says_where_it_was_taken(upload, kind):
    upload(draw(kind, exif=exif()))
    files = everything_readers_get()
    assert len(files) == 3
    for content in files:
        assert POSITION.encode() not in content
        assert not Image.open(BytesIO(content)).getexif()


# As it looks


def test_picture_taken_on_its_side_stands_upright(upload):
    upload(draw(size=(3000, 1000), exif=exif(orientation=6)))
    assert shown().size == (1000, 3000)


def test_transparency_is_kept_where_the_encoding_knows_it(upload):
    upload(draw("PNG", mode="RGBA"))
    assert (shown("webp").mode, shown("avif").mode, shown("jpg").mode) == ("RGBA", "RGBA", "RGB")
    red, green, blue = shown("jpg").getpixel((5, 5))
    assert red > 200
    assert 100 < green < 150  # white shines through
    assert 100 < blue < 150


@pytest.mark.parametrize(
    "content",
    [
        draw("PNG", mode="I;16", colour=200 * 257),
        draw("PNG", mode="L", colour=200),
        draw("PNG", mode="LA", colour=(200, 255)),
        draw("PNG", mode="RGB", colour=(200, 200, 200), transparency=(1, 2, 3)),
        draw("JPEG", mode="CMYK", colour=(55, 55, 55, 0)),
        draw("GIF", mode="L", colour=200),
    ],
    ids=["16 bits", "grey", "grey with transparency", "transparent colour", "CMYK", "GIF"],
)
def test_colours_are_those_of_the_web(upload, content):
    assert upload(content).status_code == 201
    assert all(abs(value - 200) < 4 for value in shown().convert("RGB").getpixel((5, 5)))


def test_colours_of_another_profile_are_translated(upload):
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    broken = b"no profile"
    for profile in (lab, broken):
        assert upload(draw(size=(60, 41 + len(profile) % 7), icc_profile=profile)).status_code == 201
        assert "icc_profile" not in shown().info


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP", "AVIF"])
def test_moving_picture_is_refused_with_its_reason(upload, kind):
    answer = upload(draw_moving(kind))
    assert (answer.status_code, answer.json()) == (415, {"error": drawing.MOVES})


def test_camera_file_with_a_preview_in_it_is_no_moving_picture(upload):
    assert upload(draw_moving("MPO")).status_code == 201


# Refused


@pytest.mark.parametrize("name", ["picture.svg", "picture.png"])
def test_svg_is_refused_with_its_reason(upload, name):
    """P11"""
    answer = upload(SVG, name=name)
    assert (answer.status_code, answer.json()) == (415, {"error": drawing.SVG})
    assert not Picture.objects.exists()


@pytest.mark.parametrize(
    "content",
    [
        b"<html><script>alert(1)</script></html>",
        b"GIF89a/*<svg/onload=alert(1)>*/=1;",
        draw()[:200],
        draw("PNG")[:60],
        draw("WEBP")[:40],
        draw("AVIF")[:200],
        draw("TIFF"),
        draw("BMP"),
        b"%!PS-Adobe-3.0 EPSF-3.0",
        b"\x89PNG\r\n\x1a\n" + b"\0" * 500,
        b"RIFF\xff\xff\xff\xffWEBPVP8L" + b"\xff" * 60,
    ],
)
def test_what_is_no_picture_is_refused(upload, content):
    answer = upload(content)
    assert answer.status_code == 415
    assert set(answer.json()) == {"error"}
    assert not Picture.objects.exists()
    assert not default_storage.exists("pictures")


def test_program_behind_a_picture_stays_behind(upload):
    """P11: what readers get is drawn from the pixels."""
    upload(draw() + b"<script>alert(1)</script>")
    assert not any(b"<script" in content for content in everything_readers_get())


def test_file_name_is_never_part_of_an_address(upload):
    """P11"""
    answer = upload(name='"><script>alert(1)</script>.html').json()
    assert answer["title"] == "script alert 1 script" or "<" not in answer["title"]
    assert "script" not in answer["markdown"]


@pytest.mark.parametrize(
    "name", ["a\0b.jpg", "\ud800.jpg".encode("utf-8", "replace").decode(), "…", "é" * 300 + ".jpg", "  .jpg"]
)
def test_odd_file_names_are_no_fault(upload, name):
    """P19"""
    assert upload(name=name).status_code == 201


def test_picture_with_too_many_pixels_is_not_even_decoded(upload, monkeypatch):
    monkeypatch.setattr(drawing, "PIXELS_ALLOWED", 1000)
    monkeypatch.delattr(Image.Image, "thumbnail")
    answer = upload(draw())
    assert (answer.status_code, answer.json()) == (413, {"error": drawing.TOO_MANY_PIXELS})


def test_decompression_bomb_is_refused(upload):
    answer = upload(draw("PNG", (20_000, 20_000), "1", colour=1))
    assert answer.status_code in {413, 415}


def test_file_that_is_too_large_is_refused(upload, monkeypatch):
    monkeypatch.setattr(drawing, "BYTES_ALLOWED", 100)
    assert (upload().status_code, upload().json()) == (413, {"error": drawing.TOO_LARGE})


def test_request_larger_than_any_upload_is_not_received(upload, client, monkeypatch):
    """P19"""
    monkeypatch.setattr(receiving, "BYTES_ALLOWED", 100)
    assert upload().status_code == 400
    assert not Picture.objects.exists()


def test_request_without_a_file_is_refused(sign_in, author):
    answer = sign_in(author).post(reverse("admin:pictures_picture_upload"))
    assert (answer.status_code, answer.json()) == (400, {"error": "No file came with the request."})


def test_only_whoever_may_uploads(client, sign_in, moderator, author):
    """P12"""
    url = reverse("admin:pictures_picture_upload")
    for sender in (client, sign_in(moderator)):
        answer = sender.post(url, {"file": uploaded()})
        assert answer.status_code == 403
        assert answer.json()["error"].startswith("You are not signed in")
    assert sign_in(author).get(url).status_code == 405
    assert not Picture.objects.exists()


def test_form_of_another_site_uploads_nothing(author, client_that_checks):
    """P12"""
    client_that_checks.force_login(author)
    answer = client_that_checks.post(reverse("admin:pictures_picture_upload"), {"file": uploaded()})
    assert answer.status_code == 403
    assert not Picture.objects.exists()


@pytest.fixture
def client_that_checks():
    """Return a client whose forms need the token of the site."""
    return Client(enforce_csrf_checks=True)


# Given out


@pytest.mark.parametrize(
    "path",
    [
        "", "../config/settings.py", "%2e%2e/config/settings.py", "pictures/", "pictures/no.webp", "originals/x.jpg",
        "pictures/no.html", "pictures/no.svg", "pictures/../originals/x.jpg", "pictures/%00.jpg",
        f"pictures/{'x' * 300}.jpg", "pictures/%D1%8F.jpg", "pictures/%FF.jpg", "share/no.png",
    ],
)  # fmt: skip
def test_no_other_file_is_given_out(client, path, db):
    assert client.get(f"/media/{path}").status_code == 404


def test_whoever_has_a_picture_is_not_sent_it_again(client, picture):
    etag = client.get(picture.url).headers["ETag"]
    assert client.get(picture.url, headers={"If-None-Match": etag}).status_code == 304
