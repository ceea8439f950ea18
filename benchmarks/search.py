"""Milliseconds of searches, from request to the last byte, in this process: `make bench`.

The words are made up, but as frequent as those of a language: the n-th is there 1/n times as often as the first.
"""

import random
from datetime import UTC, datetime, timedelta
from itertools import accumulate, batched, product
from statistics import median
from time import perf_counter

from benchmarks.environment import prepare

prepare()

from django.core.cache import caches  # noqa: E402
from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from rich.console import Console  # noqa: E402
from rich.table import Table  # noqa: E402

from benchmarks.pages import ask  # noqa: E402
from blog import search  # noqa: E402
from blog.models import Post, Quotation, Source, Tag, Update  # noqa: E402
from people.models import User  # noqa: E402

SIZES = (1_000, 10_000, 100_000)
RUNS = 15
START = datetime(2001, 1, 1, 12, tzinfo=UTC)

_syllables = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou"]
WORDS = ["".join(parts) for parts in [*product(_syllables, repeat=2), *product(_syllables[::2], repeat=3)]][:40_000]
_chance = random.Random(1)  # noqa: S311 - the same words each time
_chance.shuffle(WORDS)
_weights = list(accumulate(1 / rank for rank in range(1, len(WORDS) + 1)))


def say(count):
    """Return `count` words as they come."""
    return " ".join(_chance.choices(WORDS, cum_weights=_weights, k=count))


def fill(size):
    """Add posts until there are `size`: with a quotation, 2 tags, and every third with an update."""
    author, _ = User.objects.get_or_create(username="bench")
    tags = [Tag.objects.get_or_create(name=f"Tag {number}")[0] for number in range(50)]
    sources = [Source.objects.get_or_create(name=f"Source {number}")[0] for number in range(200)]
    for numbers in batched(range(Post.objects.count(), size), 1000):
        posts = Post.objects.bulk_create([make_post(number, author) for number in numbers])
        link = Post.tags.through
        link.objects.bulk_create(link(post=post, tag=tag) for post in posts for tag in _chance.sample(tags, 2))
        Update.objects.bulk_create(
            Update(post=post, number=1, author=author, body_html=f"<p>{say(60)}</p>", published_at=post.published_at)
            for post in posts[::3]
        )
        Quotation.objects.bulk_create(
            Quotation(
                post=post,
                key="q",
                text="–",
                link="https://www.example.org/",
                source=_chance.choice(sources),
                published_at=post.published_at,
            )
            for post in posts
        )


def make_post(number, author):
    """Return a post of 360 words, 40 of them quoted."""
    at = START + timedelta(hours=2 * number)
    quotation = f'<figure class="quotation" id="quote-q"><blockquote><p>{say(40)}</p></blockquote></figure>'
    return Post(
        author=author,
        title=say(6),
        summary=say(20),
        body_html=f"<p>{say(300)}</p>{quotation}",
        slug=f"post-{number}",
        status="published",
        published_at=at,
        updated_at=at,
        month=at.date().replace(day=1),
        preview_key=f"bench-{number}",
    )


def questions():
    """Return (name, query string) of each kind of search."""
    common, second, often, rare = WORDS[0], WORDS[1], WORDS[200], WORDS[20_000]
    phrase = "+".join(Post.objects.order_by("pk").first().summary.split()[:3])
    return [
        ("common word", f"q={common}"),
        ("common word, last page", f"q={common}&page=50"),
        ("word of one post in ten", f"q={often}"),
        ("rare word", f"q={rare}"),
        ("two common words", f"q={common}+{second}"),
        ("five words", "q=" + "+".join(WORDS[10:60:10])),
        ("common and rare word", f"q={common}+{rare}"),
        ("phrase of common words", f'q="{common}+{second}"'),
        ("phrase of a text", f'q="{phrase}"'),
        ("beginning of words", f"q={WORDS[0][:3]}"),
        ("common word without another", f"q={common}+-{second}"),
        ("misspelled word", f"q={often[:-2]}xx{often[-2:]}"),
        ("common word, tag and year", f"q={common}&tag=tag-7&year=2001"),
        ("tag alone", "tag=tag-7"),
        ("year alone", "year=2001"),
    ]


def measure(query):
    """Return queries and milliseconds (median, and the first, to which the cache was empty)."""
    handler = WSGIHandler()
    caches["memory"].clear()
    path = f"/search/?{query}"
    status, _, first = ask(handler, path)
    with CaptureQueriesContext(connection) as queries:
        ask(handler, path)
    whole = median(ask(handler, path)[2] for _ in range(RUNS))
    return status, len(queries), whole * 1000, first * 1000


def main():
    """Print a table for each size."""
    for size in SIZES:
        fill(size)
        started = perf_counter()
        search.index_missing()
        seconds = perf_counter() - started
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        title = f"{size:,} posts on {connection.vendor}, the last of them indexed in {seconds:.0f} s"
        table = Table("search", "status", "queries", "ms", "ms at first", title=title)
        for name, query in questions():
            status, queries, whole, first = measure(query)
            table.add_row(name, str(status), str(queries), f"{whole:.1f}", f"{first:.1f}")
        Console(width=110).print(table)


if __name__ == "__main__":
    main()
