"""What stands in the index: one row and one entry for each published post and for each page."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import batched
from unicodedata import normalize

from django.db import transaction

import markup
from blog.models import Page, Post, SearchEntry, SearchWord
from blog.search.engine import engine
from blog.search.types import ANY, GAP, Part, Row
from blog.search.words import forms_in, stem

# What surely fits into a row on PostgreSQL. The rest of a longer post is not found.
BYTES_INDEXED = 900_000
# Shorter words are not worth completing, and too short to say what was meant.
SHORTEST_WORD = 3
# So many posts are held in memory at once.
BATCH = 100
# So many words are asked for at once.
WORDS = 10_000


def index_posts(posts: Iterable[Post]) -> None:
    """Index posts anew as the database has them; take out those that nobody may read."""
    for batch in batched([post.pk for post in posts], BATCH):
        _index_batch(batch)


@transaction.atomic
def index_pages(pages: Iterable[Page]) -> None:
    """Index pages anew as the database has them."""
    keys = [page.pk for page in pages]
    SearchEntry.objects.filter(page__in=keys).defer("parts").delete()
    _add([_read_page(page) for page in Page.objects.filter(pk__in=keys)])


def index_missing() -> None:
    """Index what can be read and is not in the index, as after an upgrade from a version without one."""
    index_posts(Post.objects.published().filter(search_entry=None).only("pk"))
    index_pages(Page.objects.filter(search_entry=None).only("pk"))


def forget(entry: SearchEntry) -> None:
    """Take the row of a deleted entry out of the index."""
    engine().erase(entry.key)


@transaction.atomic
def _index_batch(keys: Iterable[int]) -> None:
    SearchEntry.objects.filter(post__in=keys).defer("parts").delete()
    _add([_read_post(post) for post in Post.objects.published().for_search().filter(pk__in=keys)])


def _add(readings: list[tuple[SearchEntry, Row]]) -> None:
    """Store entries with their rows, in which words still stand as they were written."""
    SearchEntry.objects.bulk_create(entry for entry, _ in readings)
    rows = [row for _, row in readings]
    _learn({form for row in rows for form in [*row.heading, *row.summary, *row.text]})
    engine().write([_with_stems(row) for row in rows])


def _learn(forms: set[str]) -> None:
    words = [form for form in forms if len(form) >= SHORTEST_WORD and not form.isnumeric()]
    known = (SearchWord.objects.filter(word__in=some).values_list("word", flat=True) for some in batched(words, WORDS))
    new = sorted(set(words).difference(*known))
    SearchWord.objects.bulk_create([SearchWord(word=word) for word in new], ignore_conflicts=True)
    engine().add_words(new)


def _with_stems(row: Row) -> Row:
    heading, summary, text = ([stem(form) for form in forms] for forms in (row.heading, row.summary, row.text))
    return Row(row.key, heading, summary, list(_bounded(text)), row.labels)


def _bounded(stems: Iterable[str]) -> Iterator[str]:
    """Yield stems for as long as there is room, counting what PostgreSQL needs for a new one and for a repeated one."""
    room, seen = BYTES_INDEXED, set()
    for each in stems:
        room -= 2 if each in seen else len(each.encode()) + 8
        if room < 0:
            return
        seen.add(each)
        yield each


def _read_post(post: Post) -> tuple[SearchEntry, Row]:
    quotations = {quotation.key: quotation.source for quotation in post.quotations.all()}
    names = {key: source.name for key, source in quotations.items()}
    parts = [*_read_body(post.body_html, "", "", names)]
    for update in post.updates.all():
        parts += _read_body(update.body_html, update.anchor, f"{update.kind} {update.number}", names)
    tags = post.tags.all()
    labels = {f"tag_{tag.pk}" for tag in tags} | {f"source_{source.pk}" for source in quotations.values()}
    row = Row(
        # A published post has a time.
        key=_make_key(post.published_at, post.pk),  # type: ignore[arg-type]
        heading=_forms_in([post.title, *(tag.name for tag in tags)]),
        summary=_forms_in([post.summary]),
        text=_forms_in(text for _, _, text in parts),
        labels=[ANY, f"year_{post.month:%Y}", *sorted(labels)],
    )
    return SearchEntry(key=row.key, post=post, parts=[("", "", normalize("NFC", post.summary)), *parts]), row


def _read_page(page: Page) -> tuple[SearchEntry, Row]:
    text = markup.to_text(normalize("NFC", page.body_html))
    key = _make_key(page.modified_at, page.pk, is_page=True)
    row = Row(key=key, heading=_forms_in([page.title]), summary=[], text=_forms_in([text]), labels=[ANY])
    return SearchEntry(key=key, page=page, parts=[("", "", text)]), row


def _read_body(html: str, anchor: str, label: str, names: dict[str, str]) -> Iterator[Part]:
    """Yield the parts of a body: its own text, then each quotation in it."""
    own, quotations = markup.part_quotations(normalize("NFC", html))
    yield anchor, label, markup.to_text(own)
    for key, quoted in quotations.items():
        yield f"quote-{key}", f"quotation {names.get(key, key)}", markup.to_text(quoted)


def _forms_in(texts: Iterable[str]) -> list[str]:
    return [form for text in texts for form in [*forms_in(text), GAP]]


def _make_key(at: datetime, pk: int, *, is_page: bool = False) -> int:
    """Return a number that grows with the time `at`, in seconds, and then with `pk`; pages have the odd ones."""
    return (int(at.timestamp()) << 24) + (pk % 2**23 << 1) + is_page
