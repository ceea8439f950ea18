"""Content by the thousand: one text, rendered once, under many titles."""

from datetime import UTC, datetime, timedelta

from django.db import connection

from banners.models import SiteBanner
from blog import publishing, search
from blog.models import Post, Quotation, Source, Tag, Update
from people.models import User
from sidebar.models import Widget

PARAGRAPH = "The committee met in the [morning](https://www.example.org/) and *rose* in the evening. " * 6
QUOTATION = "> Nothing is agreed.\n>\n> — A speaker, [Source 0](https://www.example.org/), 2011-05-04"
BODY = "\n\n".join([PARAGRAPH] * 10 + [QUOTATION])
START = datetime(2001, 1, 1, 12, tzinfo=UTC)
WIDGETS = ["recent_posts", "recent_updates", "recent_quotations", "tags", "archive"]


def fill(posts):
    """Add content until there are `posts` posts: each with 2 tags and a quotation, every third with 2 updates."""
    author = User.objects.filter(username="bench").first() or _start()
    pattern = Post.objects.order_by("pk").first()
    new = [_post(number, author, pattern) for number in range(Post.objects.count(), posts)]
    Post.objects.bulk_create(new, batch_size=500)
    _add_tags(new)
    _add_updates(new[::3], author, pattern)
    _add_quotations(new)
    search.index_missing()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _add_tags(posts):
    tags, link = list(Tag.objects.order_by("pk")), Post.tags.through
    links = [link(post=post, tag=tags[(post.pk + n) % len(tags)]) for post in posts for n in (0, 1)]
    link.objects.bulk_create(links, batch_size=1000)


def _add_updates(posts, author, pattern):
    shared = {"author": author, "body": "More.", "body_html": pattern.body_html}
    updates = [
        Update(post=post, number=number, published_at=post.published_at + timedelta(days=number), **shared)
        for post in posts
        for number in (1, 2)
    ]
    Update.objects.bulk_create(updates, batch_size=500)


def _add_quotations(posts):
    sources = list(Source.objects.order_by("pk"))
    shared = {"text": "Words.", "text_html": "<p>Words.</p>", "link": "https://www.example.org/"}
    quotations = [
        Quotation(
            post=post,
            key="q",
            source=sources[post.pk % len(sources)],
            published_at=post.published_at,
            **shared,
        )
        for post in posts
    ]
    Quotation.objects.bulk_create(quotations, batch_size=500)


def _start():
    author = User.objects.create_user("bench", public_name="A writer")
    for number in range(40):
        Tag.objects.create(name=f"Tag {number}")
        Source.objects.create(name=f"Source {number}", homepage="https://www.example.org/")
    SiteBanner.objects.create(title="A notice", message="To all.", is_active=True)
    for position, kind in enumerate(WIDGETS):
        Widget.objects.create(area="footer", kind=kind, title=kind, options={"count": 5}, position=position)
    post = Post.objects.create(author=author, title="Post 0", body=BODY, status="published", published_at=START)
    publishing.record(post, by=author)
    return author


def _post(number, author, pattern):
    published_at = START + timedelta(hours=2 * number)
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
