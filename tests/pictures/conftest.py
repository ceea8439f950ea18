import pytest
from django.urls import reverse

from pictures.models import Picture
from tests.pictures.files import uploaded


@pytest.fixture
def upload(sign_in, author):
    """Upload a file as the script of a text does, signed in as an author unless told otherwise; return the answer."""

    def send(content=None, name="picture.jpg", *, by=None):
        return sign_in(by or author).post(reverse("admin:pictures_picture_upload"), {"file": uploaded(content, name)})

    return send


@pytest.fixture
def picture(upload):
    """Return a picture of the library with all its files, uploaded by the author."""
    return Picture.objects.get(pk=upload().json()["id"])
