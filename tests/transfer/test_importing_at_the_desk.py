"""An export is uploaded in the admin, carried by a task, and its report is shown there."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from blog.models import Post
from tests.transfer.exports import END, export, item
from transfer.models import Import

pytestmark = pytest.mark.django_db


@pytest.fixture
def upload(sign_in, superuser, django_capture_on_commit_callbacks):
    """Upload an export as a superuser does; return the page that follows."""
    client = sign_in(superuser)

    def upload_text(text, **fields):
        file = ContentFile(text.encode(), name="export.xml")
        with django_capture_on_commit_callbacks(execute=True):
            response = client.post(reverse("admin:transfer_import_add"), {"file": file} | fields)
        return client.get(response.url).content.decode()

    return upload_text


def test_upload_is_carried_and_reported(upload):
    page = upload(export(item(1), item(2, status="private")))
    assert Post.objects.count() == 2
    assert "2 of 2" in page
    assert "It was private; it is a draft now." in page
    run = Import.objects.get()
    assert (run.state, run.source, run.file.name) == ("done", "export.xml", "")


def test_upload_that_breaks_off_keeps_what_came_before(upload):
    """P8"""
    page = upload(export(item(1), item(2)).removesuffix(END)[:-50])
    assert Post.objects.count() == 1
    assert "breaks off" in page


def test_upload_of_something_else_is_refused_in_plain_words(upload):
    assert "This is a web page, not an export of WordPress." in upload("<html></html>")
    run = Import.objects.get()
    assert run.state == "stopped"
    assert run.file


def test_nobody_else_imports(sign_in, editor):
    """P12"""
    client = sign_in(editor)
    assert client.get(reverse("admin:transfer_import_add")).status_code == 403
    assert client.get(reverse("admin:transfer_import_changelist")).status_code == 403
