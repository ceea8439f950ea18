"""Milliseconds of the pages of a long history, from request to the last byte, in this process: `make bench`."""

from datetime import UTC, datetime, timedelta
from statistics import median
from time import process_time

from benchmarks.environment import prepare

prepare()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from rich.console import Console  # noqa: E402
from rich.table import Table  # noqa: E402

from benchmarks.search import say  # noqa: E402
from blog import publishing  # noqa: E402
from blog.models import Post, Revision  # noqa: E402
from people.models import User  # noqa: E402

RUNS = 11
WORDS, REVISIONS, CHANGES = 10_000, 1_000, 40
START = datetime(2011, 5, 4, 12, tzinfo=UTC)


def make_post(author):
    """Return a post whose last two revisions have 10,000 words, other ones in 40 places, after 998 short ones."""
    words = say(WORDS).split()
    post = Post(author=author, title="A long post", body="Short.", status="published", published_at=START)
    post.save()
    first = publishing.record(post, by=author)
    Revision.objects.bulk_create(
        Revision(post=post, number=number, text=first.text, digest=f"{number:064}", is_public=True,
                 created_at=START + timedelta(days=number))
        for number in range(2, REVISIONS - 1)
    )  # fmt: skip
    for step in range(2):
        changed = list(words)
        for place in range(0, WORDS, WORDS // CHANGES):
            changed[place] = f"{changed[place]}{step}"
        lines = [" ".join(changed[start : start + 100]) for start in range(0, WORDS, 100)]
        Post.objects.filter(pk=post.pk).update(body="\n\n".join(lines))
        publishing.record(post, by=author)
    return post


def measure(client, path):
    """Return queries and milliseconds of processor time (median, and the first)."""
    taken = []
    for _ in range(RUNS):
        started = process_time()
        response = client.get(path)
        taken.append((process_time() - started) * 1000)
        assert response.status_code == 200, path  # noqa: S101
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries), median(taken), taken[0]


def main():
    """Print a table."""
    post = make_post(User.objects.create(username="bench-history"))
    client = Client(HTTP_HOST="localhost")
    title = f"A post of {WORDS:,} words with {REVISIONS:,} revisions on {connection.vendor}"
    table = Table("", "queries", "ms", "ms at first", title=title)
    pages = {
        "the post": "post",
        "its history": "history",
        "the timemap": "timemap",
        "a revision": ("revision", {"number": REVISIONS}),
        "two compared": ("comparison", {"number": REVISIONS - 1, "other": REVISIONS}),
        "a long and a short one compared": ("comparison", {"number": 1, "other": REVISIONS}),
    }
    for name, place in pages.items():
        part, number = place if isinstance(place, tuple) else (place, {})
        queries, usual, first = measure(client, post.get_part_url(part, **number))
        table.add_row(name, str(queries), f"{usual:.0f}", f"{first:.0f}")
    Console().print(table)


if __name__ == "__main__":
    main()
