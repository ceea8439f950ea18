"""Search over posts with their updates and quotations, and over pages.

`find()` is the one way to ask. The index holds only what anybody may read, and each search asks again whether it may
still be read. Texts and questions become words in Python, the same for both databases, each of which has an index of
its own kind.
"""

from blog.search.engine import install
from blog.search.finding import Findings, Result
from blog.search.indexing import forget, index_missing, index_pages, index_posts

__all__ = ["Findings", "Result", "find", "forget", "index_missing", "index_pages", "index_posts", "install"]


def find(text: str, *, tag: int | None = None, source: int | None = None, year: int | None = None) -> Findings:
    """Return what holds the words of `text`; with `tag`, `source` (their keys) or `year`, only posts that have these.

    Without words, all that has these, the newest first.
    """
    filters = {"tag": tag, "source": source, "year": year}
    return Findings(text, [f"{name}_{value}" for name, value in filters.items() if value])
