"""Uploaded files in a bucket: the site hands them on, so that addresses do not change and the bucket stays closed."""

import boto3
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import default_storage
from moto import mock_aws

from blog import share_images
from blog.models import SiteSettings
from config import environment
from pictures import storing
from pictures.models import Picture
from tests.pictures.files import draw


@pytest.fixture
def bucket(settings, monkeypatch):
    """Keep uploaded files in a bucket, by the settings of an operator; return the bucket."""
    for name, value in {"BUCKET": "pictures", "REGION": "eu-central-1", "ACCESS_KEY": "a", "SECRET_KEY": "s"}.items():
        monkeypatch.setenv(f"S3_{name}", value)
    with mock_aws():
        bucket = boto3.resource("s3", region_name="eu-central-1").Bucket("pictures")
        bucket.create(CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
        settings.STORAGES = settings.STORAGES | {"default": environment.read_storage()}
        yield bucket


def test_picture_is_kept_in_the_bucket_and_handed_on_by_the_site(bucket, client, upload):
    answer = upload()
    assert answer.status_code == 201
    picture = Picture.objects.get()
    kept = {file.key for file in bucket.objects.all()}
    assert kept == {picture.original.name} | {picture.get_file_name(60, ending) for ending in ("jpg", "webp", "avif")}
    assert picture.url == f"/media/pictures/{picture.key}.jpg"
    response = client.get(picture.url)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "image/jpeg")
    assert client.get("/media/pictures/none.jpg").status_code == 404
    assert client.get(f"/media/{picture.original.name}").status_code == 404


def test_original_is_kept_and_drawn_from_again(bucket, upload):
    upload()
    picture = Picture.objects.get()
    bucket.Object(picture.name).delete()
    storing.redraw(picture)
    assert default_storage.exists(picture.name)
    with picture.original.open() as file:
        assert file.read() == draw()


def test_erased_picture_leaves_the_bucket(bucket, upload, django_capture_on_commit_callbacks):
    upload()
    with django_capture_on_commit_callbacks(execute=True):
        storing.erase(Picture.objects.get())
    assert list(bucket.objects.all()) == []


def test_share_image_is_kept_there_too(bucket, db):
    card = share_images.card_of_site(SiteSettings.load())
    assert share_images.load(card) == share_images.load(card)
    assert [file.key for file in bucket.objects.all()] == [share_images.name_of(card)]


def test_bucket_without_what_speaks_to_it_is_refused_in_a_sentence(monkeypatch):
    monkeypatch.setenv("S3_BUCKET", "pictures")
    monkeypatch.setattr(environment, "find_spec", lambda _name: None)
    with pytest.raises(ImproperlyConfigured, match=r"S3_BUCKET is set, but requirements/s3\.txt is not installed\."):
        environment.read_storage()
