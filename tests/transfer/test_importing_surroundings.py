"""Pictures and menus come over from WordPress with the posts."""

import pytest
from django.core.management import call_command

from blog.models import Post
from pictures.models import Picture
from sidebar.models import Widget
from tests.pictures.files import draw
from tests.transfer.exports import attachment, export, item, menu_item

pytestmark = pytest.mark.django_db
URL = "https://old.example/wp-content/uploads/2009/03/bridge"
THUMBNAIL = "<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>9</wp:meta_value></wp:postmeta>"


@pytest.fixture
def bring(tmp_path, capsys):
    """Import an export, with a folder of uploads in which there is one picture; return what was said."""
    uploads = tmp_path / "uploads"
    (uploads / "2009/03").mkdir(parents=True)
    (uploads / "2009/03/bridge.jpg").write_bytes(draw(size=(600, 400)))
    (tmp_path / "secret.jpg").write_bytes(draw(size=(30, 30)))

    def bring_text(text, *arguments, with_uploads=True):
        (tmp_path / "export.xml").write_text(text)
        more = ["--uploads", str(uploads)] if with_uploads else []
        call_command("import_wordpress", str(tmp_path / "export.xml"), *more, *arguments)
        return capsys.readouterr().out

    return bring_text


@pytest.mark.parametrize("address", [f"{URL}.jpg", f"{URL}-300x200.jpg", f"http:{URL[6:]}.jpg?w=300"])
def test_picture_is_shown_from_the_library(bring, address):
    said = bring(export(item(1, content=f'<img src="{address}" alt="A bridge">'), attachment(9, "2009/03/bridge.jpg")))
    assert "1 attachment: added" in said
    assert Post.objects.get().body == f"![A bridge]({Picture.objects.get().url})"
    assert Post.objects.get().picture_uses.count() == 1


def test_featured_picture_stands_above_the_text(bring):
    bring(export(item(1, more=THUMBNAIL), attachment(9, "2009/03/bridge.jpg")))
    post = Post.objects.get()
    assert (post.lead_image, post.lead_image_alt) == (Picture.objects.get(), "File 9")


def test_picture_is_left_where_it_is_without_the_uploads(bring):
    content = f'<img src="{URL}.jpg" alt="A bridge">'
    said = bring(export(item(1, content=content), attachment(9, "2009/03/bridge.jpg")), with_uploads=False)
    assert Post.objects.get().body == f"![A bridge]({URL}.jpg)"
    assert "1 left behind: pictures" in said


@pytest.mark.parametrize("file", ["../secret.jpg", "2009/../../secret.jpg", "2009/03/none.jpg"])
def test_no_file_outside_of_the_uploads_is_touched(bring, file):
    """P16"""
    assert "There is no file" in bring(export(item(1), attachment(9, file)))
    assert not Picture.objects.exists()


def test_gallery_shows_its_pictures(bring):
    content = 'Before.\n\n[gallery ids="9,10"]\n\nAfter.'
    bring(export(item(1, content=content), attachment(9, "2009/03/bridge.jpg"), attachment(10, "a.jpg")))
    before, first, second, after = Post.objects.get().body.split("\n\n")
    assert (before, after) == ("Before.", "After.")
    assert first == f"![File 9]({Picture.objects.get().url})"
    assert second == "![File 10](https://old.example/wp-content/uploads/a.jpg)"


def test_pictures_are_brought_once(bring):
    text = export(item(1), attachment(9, "2009/03/bridge.jpg"))
    bring(text)
    assert "1 attachment: here already, unchanged" in bring(text)


def test_menu_becomes_a_hidden_widget_with_links(bring, settings):
    settings.SITE_ORIGIN = "https://new.example"
    entries = [
        menu_item(20, "Elsewhere", type="custom", url="https://www.example.org/"),
        menu_item(21, "", position=2, type="post_type", object="post", object_id="1"),
        menu_item(22, "Odd", position=3, type="custom", url="javascript:alert(1)"),
    ]
    text = export(item(1), *entries)
    bring(text)
    bring(text)
    widget = Widget.objects.get()
    assert (widget.title, widget.is_visible) == ("Main menu", False)
    assert widget.options["links"] == "https://www.example.org/ Elsewhere\nhttps://new.example/2009/03/post-1/ A title"
