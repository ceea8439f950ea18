"""P23: pictures of before the library become its first."""

from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from blog import publishing
from blog.models import Post, Revision
from pictures.models import Picture
from tests.pictures.files import draw

KEY = "0123456789abcdef" * 2
BEFORE = [("blog", "0010_names_to_translate"), ("pictures", None)]


@pytest.fixture
def before(transactional_db):
    """Go back to before the library; return the models of then."""
    executor = MigrationExecutor(connection)
    executor.migrate(BEFORE)
    yield MigrationExecutor(connection).loader.project_state(BEFORE[:1]).apps
    call_command("migrate", verbosity=0)


@pytest.fixture
def old_posts(before):
    """Make posts as they were: two with one picture, one with another of an odd name, one with none."""
    author = before.get_model("people", "User").objects.create(username="anna", slug="anna")
    names = [f"pictures/{KEY}.webp", f"pictures/{KEY}_x8Hd2.webp", "pictures/odd.webp", ""]
    posts = before.get_model("blog", "Post").objects
    for number, name in enumerate(names):
        posts.create(
            title=f"Post {number}", slug=f"post-{number}", author=author, status="draft", tag_uri=f"tag:{number}",
            preview_key=f"key-{number}", lead_image=name, lead_image_alt=name and "A bridge.",
            lead_image_credit=name and "A. Weiss", lead_image_width=60, lead_image_height=40,
        )  # fmt: skip
    default_storage.save(names[0], ContentFile(draw("WEBP")))


def test_pictures_of_before_are_the_first_of_the_library(old_posts):
    call_command("migrate", verbosity=0)
    first, second, odd, none = Post.objects.order_by("slug").select_related("lead_image")
    assert first.lead_image == second.lead_image
    assert (first.lead_image.key, first.lead_image.url) == (KEY, f"/media/pictures/{KEY}.webp")
    assert (odd.lead_image.url, none.lead_image) == ("/media/pictures/odd.webp", None)
    told = (first.lead_image.alt, first.lead_image.credit, str(first.lead_image.uploaded_by), first.lead_image.title)
    assert told == ("A bridge.", "A. Weiss", "anna", "Post 0")
    assert [picture.uses.count() for picture in Picture.objects.order_by("pk")] == [2, 1]


def test_revision_of_before_is_restored(old_posts):
    """P7"""
    call_command("migrate", verbosity=0)
    post = Post.objects.get(slug="post-3")
    publishing.record(post, by=post.author)
    then = post.revisions.get()
    head = f'lead_image: "pictures/{KEY}.webp"\nlead_image_alt: "A bridge."'
    Revision.objects.update(text=then.text.replace("\n---\n", f"\n{head}\n---\n"))
    publishing.restore(post.revisions.get(), by=post.author)
    post.refresh_from_db()
    assert post.lead_image.key == KEY


def test_they_are_drawn_in_all_widths_afterwards(old_posts, client):
    """P23: what cannot be drawn is said, and stays; a second run has only that to do."""
    call_command("migrate", verbosity=0)
    for said in ("1 of 2", "0 of 1"):
        out, err = StringIO(), StringIO()
        with pytest.raises(CommandError):
            call_command("draw_pictures", stdout=out, stderr=err)
        assert f"{said} pictures drawn." in out.getvalue()
        assert "Post 2" in err.getvalue()
    picture = Picture.objects.get(key=KEY)
    assert (picture.url, picture.widths) == (f"/media/pictures/{KEY}.jpg", [60])
    page = client.get(Post.objects.get(slug="post-0").get_preview_url()).text
    assert f'<source type="image/avif" srcset="/media/pictures/{KEY}-60.avif 60w"' in page
    assert client.get(f"/media/pictures/{KEY}-60.avif").status_code == 200
