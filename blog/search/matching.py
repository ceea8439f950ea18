"""Which entries fit a query and may be read by anybody."""

from dataclasses import replace

from blog.models import SearchEntry
from blog.search.engine import engine
from blog.search.types import Query, Term
from blog.search.words import stem

# So many of the words that begin like the last one are looked at for stems that do not begin so.
COMPLETIONS = 50


def find_readable(query: Query, limit: int) -> list[tuple[int, float]]:
    """Return key and rank of the newest entries that fit and may be read, `limit` at most, the newest first."""
    found = engine().find(query, limit)
    keys = SearchEntry.objects.readable().filter(key__in=[key for key, _ in found]).values_list("key", flat=True)
    readable = set(keys)
    return [(key, rank) for key, rank in found if key in readable]


def complete(query: Query) -> Query:
    """Return `query` with the other forms of its last word: “commissio” is also “commission”, whose stem is shorter."""
    return replace(query, wanted=[_complete(term) if term.prefix else term for term in query.wanted])


def _complete(term: Term) -> Term:
    stems = map(stem, engine().complete(term.prefix, COMPLETIONS))
    return replace(term, others=frozenset(each for each in stems if not each.startswith(term.prefix)))
