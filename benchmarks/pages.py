"""Queries and milliseconds of each kind of page, from request to the last byte, in this process: `make bench`."""

from statistics import median
from time import perf_counter

from benchmarks.environment import prepare

prepare()

from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import RequestFactory  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from rich.console import Console  # noqa: E402
from rich.table import Table  # noqa: E402

from benchmarks.content import fill  # noqa: E402
from blog.feeds.formats import FORMATS  # noqa: E402
from blog.models import Post  # noqa: E402
from blog.paging import Order  # noqa: E402

SIZES = (15, 1_000, 10_000, 100_000)
RUNS = 20


def addresses():
    """Return (name, path) of each kind of page; the post is one with updates."""
    oldest = Post.objects.order_by("updated_at")[10]
    post = Post.objects.filter(updates__isnull=False).order_by("-published_at").first()
    return [
        ("front page", "/"),
        ("last page of the front", "/?before=end"),
        ("post", post.get_absolute_url()),
        ("quotation", f"{post.get_absolute_url()}quotations/q/"),
        ("tag", "/tags/tag-1/"),
        ("last page of a tag", "/tags/tag-1/?before=end"),
        ("author", "/authors/a-writer/"),
        ("year", f"/{post.month.year}/"),
        ("month", f"/{post.month:%Y/%m}/"),
        ("archive", "/archive/"),
        ("tags", "/tags/"),
        ("sources", "/sources/"),
        ("source", "/sources/source-1/"),
        ("last page of a source", "/sources/source-1/?before=end"),
        ("quotations", "/quotations/"),
        ("last page of quotations", "/quotations/?before=end"),
        ("updates", "/updates/"),
        ("last page of updates", "/updates/?before=end"),
        ("not found", "/nothing/"),
        *[(f"feed, {kind}", f"/feed.{kind}") for kind in FORMATS],
        ("last page of the feed", f"/feed.atom?after={Order('updated_at').key_of(oldest)}"),
        ("feed of a tag", "/tags/tag-1/feed.atom"),
        ("feed of a source", "/sources/source-0/feed.atom"),
        ("feed of updates", "/updates/feed.atom"),
        ("feed of a post", f"{post.get_absolute_url()}feed.atom"),
    ]


def ask(handler, path, **headers):
    """Ask for a page as a server would; return its status, headers and seconds taken."""
    answer = {}
    environ = RequestFactory(headers=headers).generic("GET", path).environ | {"HTTP_HOST": "localhost"}
    started = perf_counter()
    response = handler(environ, lambda status, head: answer.update(status=int(status[:3]), headers=dict(head)))
    b"".join(response)
    response.close()
    return answer["status"], answer["headers"], perf_counter() - started


def measure(path):
    """Return queries, milliseconds (median), and milliseconds of the answer to a reader who has the page already."""
    handler = WSGIHandler()
    _, headers, _ = ask(handler, path)
    with CaptureQueriesContext(connection) as queries:
        ask(handler, path)
    whole = median(ask(handler, path)[2] for _ in range(RUNS))
    again = {"if-none-match": headers["ETag"]} if "ETag" in headers else {}
    unchanged = median(ask(handler, path, **again)[2] for _ in range(RUNS)) if again else None
    return len(queries), whole * 1000, unchanged and unchanged * 1000


def main():
    """Print a table for each size."""
    for size in SIZES:
        fill(size)
        table = Table("page", "queries", "ms", "ms when unchanged", title=f"{size:,} posts on {connection.vendor}")
        for name, path in addresses():
            queries, whole, unchanged = measure(path)
            table.add_row(name, str(queries), f"{whole:.1f}", f"{unchanged:.1f}" if unchanged else "–")
        Console().print(table)


if __name__ == "__main__":
    main()
