"""What a feed asks of the database does not grow with what is in it."""

import pytest
from django.db import transaction

from blog import publishing
from blog.models import Source, Tag
from people.models import User
from tests.blog.feeds import FORMATS
from tests.blog.moments import MARCH
from tests.conftest import add_post, add_quotation

FRAME = 2  # edition, settings
FEEDS = {
    "/feed": FRAME + 3,  # posts, tags, updates
    "/tags/tag-0/feed": FRAME + 4,  # tag
    "/sources/reuters/feed": FRAME + 4,
    "/authors/author-0/feed": FRAME + 4,
    "/search/feed": FRAME + 9,  # tags, sources and years on offer; words that begin so, index, what may be read
    "/updates/feed": FRAME + 2,  # updates, tags
    "/corrections/feed": FRAME + 2,
    "/2009/03/post-0/feed": FRAME + 3,  # post
}
WITH_TOMBSTONES = {"/feed", "/tags/tag-0/feed", "/sources/reuters/feed", "/authors/author-0/feed"}


@pytest.fixture(scope="module", params=[1, 3], ids=["one", "three"])
def _content(module_db, request):
    """Make so many posts, each with its author and as many tags, corrections and quotations; as many withdrawn."""
    with transaction.atomic():
        _fill(request.param)
        yield
        transaction.set_rollback(True)


def _fill(number):
    reuters = Source.objects.create(name="Reuters")
    tags = [Tag.objects.create(name=f"Tag {n}") for n in range(number)]
    for n in range(number):
        writer = User.objects.create(username=f"author-{n}")
        post = add_post("Post", slug=f"post-{n}", by=writer, tags=tags, published_at=MARCH)
        for _ in range(number):
            update = publishing.add_update(post, by=writer, body="More.", kind="correction")
            add_quotation(post, update=update, source=reuters)
        publishing.withdraw(add_post("Gone", slug=f"gone-{n}", by=writer, tags=tags, published_at=MARCH), by=writer)


@pytest.mark.parametrize("kind", FORMATS)
def test_feeds_ask_as_much_for_three_as_for_one(client, db, _content, django_assert_num_queries, kind):
    """P22"""
    for path, queries in FEEDS.items():
        asked = queries + (kind == "atom" and path in WITH_TOMBSTONES)
        with django_assert_num_queries(asked, info=path):
            assert client.get(f"{path}.{kind}", {"q": "words"}).status_code == 200
