"""Content by the thousand: one text, rendered once, under many titles."""

from datetime import UTC, datetime, timedelta

from django.db import connection

from banners.models import SiteBanner
from blog import publishing
from blog.models import Post, Quotation, Source, Tag, Update
from people.models import User
from sidebar.models import Widget

PARAGRAPH = "The committee met in the [morning](https://www.example.org/) and *rose* in the evening. " * 6
BODY = "\n\n".join(
    [PARAGRAPH] * 10 + ["> Nothing is agreed.\n>\n> — A speaker, [Source 0](https://www.example.org/), 2011-05-04"]
)
START = datetime(2001, 1, 1, 12, tzinfo=UTC)
WIDGETS = [("recent_posts", {"count": 5}), ("recent_updates", {"count": 5}), ("recent_quotations", {"count": 5}), ("tags", {}), ("archive", {})]  # fmt: skip


def fill(posts):
    """Add content until there are `posts` posts: each with 2 tags, every third with 2 updates, each with a quotation."""
    author = User.objects.filter(username="bench").first() or _start()
    first = Post.objects.count()
    pattern = Post.objects.order_by("pk").first()
    tags, source = list(Tag.objects.order_by("pk")), Source.objects.order_by("pk").first()
    new = [_post(number, author, pattern) for number in range(first, posts)]
    Post.objects.bulk_create(new, batch_size=500)
    Post.tags.through.objects.bulk_create(
        [Post.tags.through(post=post, tag=tags[(post.pk + n) % len(tags)]) for post in new for n in (0, 1)],
        batch_size=1000,
    )
    updates = [
        Update(post=post, author=author, number=number, body="More.", body_html=pattern.body_html, published_at=post.published_at + timedelta(days=number))
        for post in new[::3]
        for number in (1, 2)
    ]  # fmt: skip
    Update.objects.bulk_create(updates, batch_size=500)
    Quotation.objects.bulk_create(
        [Quotation(post=post, source=source, key="q", text="Words.", text_html="<p>Words.</p>", link="https://www.example.org/") for post in new],
        batch_size=500,
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _start():
    author = User.objects.create_user("bench", public_name="A writer")
    for number in range(8):
        Tag.objects.create(name=f"Tag {number}")
    SiteBanner.objects.create(title="A notice", message="To all.", is_active=True)
    for position, (kind, options) in enumerate(WIDGETS):
        Widget.objects.create(area="footer", kind=kind, title=kind, options=options, position=position)
    post = Post.objects.create(author=author, title="Post 0", body=BODY, status="published", published_at=START)
    publishing.record(post, by=author)
    return author


def _post(number, author, pattern):
    published_at = START + timedelta(hours=28 * number)
    return Post(
        author=author,
        title=f"Post {number}",
        slug=f"post-{number}",
        summary="What it says, in a sentence.",
        body=pattern.body,
        body_html=pattern.body_html,
        status="published",
        published_at=published_at,
        updated_at=published_at,
        month=published_at.date().replace(day=1),
        preview_key=f"bench-{number}",
    )
