"""A search from the question to the results that are shown."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet
from django.utils.translation import gettext

from blog.models import Page, Post, SearchEntry, Update
from blog.search.matching import complete, find_readable
from blog.search.query import parse
from blog.search.snippets import Snippet, make_snippet
from blog.search.suggesting import correct

# So many of the newest matches are ranked; of what lies beyond readers are told that there is more.
RANKED = 500


@dataclass(frozen=True)
class Result:
    """A post or page that was found, with a snippet and the address of the part that this is from."""

    target: Post | Page
    snippet: Snippet

    @property
    def post(self) -> Post | None:
        """Return the target where it is a post."""
        return self.target if isinstance(self.target, Post) else None

    @property
    def label(self) -> str:
        """Return what the part that the snippet is from is called; nothing for a post's own text."""
        kind, _, which = self.snippet.label.partition(" ")
        if kind == "quotation":
            return gettext("Quotation: %(source)s") % {"source": which}
        return f"{Update.Kind(kind).label} {which}" if kind in Update.Kind else self.snippet.label

    def get_part_url(self) -> str:
        """Return the address of the part that the snippet is from."""
        return f"{self.target.get_absolute_url()}#{self.snippet.anchor}"


class Findings:
    """What was found: a sequence of results, the best first. Only the slices that are taken are fetched."""

    def __init__(self, text: str, labels: list[str]) -> None:
        self._text, self._labels = text, labels
        self._query = complete(parse(text, labels))
        self.is_question = not self._query.is_empty
        found = find_readable(self._query, RANKED + 1) if self.is_question else []
        self.has_more = len(found) > RANKED
        # The newest come first already, and sorting leaves those of one rank in their order.
        self._keys = [key for key, _ in sorted(found[:RANKED], key=lambda each: -each[1])]

    def __len__(self) -> int:
        return len(self._keys)

    def __getitem__(self, wanted: slice) -> list[Result]:
        keys = self._keys[wanted]
        entries = SearchEntry.objects.for_results().in_bulk(keys)
        return [Result(entries[key].target, make_snippet(entries[key].parts, self._query)) for key in keys]

    def choose(self, posts: QuerySet[Post]) -> QuerySet[Post]:
        """Return those of `posts` that were found."""
        return posts.filter(search_entry__in=self._keys)

    @cached_property
    def suggestion(self) -> str:
        """Return the text with typing errors corrected, if that finds something that can be read, or an empty text."""
        corrected = correct(self._text)
        found = corrected and find_readable(parse(corrected, self._labels), limit=10)
        return corrected if found else ""
