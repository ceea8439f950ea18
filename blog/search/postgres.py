"""The index of PostgreSQL: a stored vector with a GIN index for the texts, and pg_trgm for the words."""

from contextlib import suppress

from django.db import DatabaseError, ProgrammingError, connection, transaction

from blog.search.types import ANY, GAP, Query, Row, Term

_table = """
    CREATE TABLE IF NOT EXISTS blog_search_index (key bigint PRIMARY KEY, vector tsvector NOT NULL);
    CREATE INDEX IF NOT EXISTS blog_search_index_vector ON blog_search_index USING gin (vector);
"""
_trigrams = """
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE INDEX IF NOT EXISTS blog_searchword_trigrams ON blog_searchword USING gin (word gin_trgm_ops);
"""

# What many posts hold is found soonest by walking back from the newest, anything else by the index. Left to itself the
# planner walks, or reads the whole table, far too often: it does not know what it costs to fetch a vector. So the
# newest posts are tried if enough of a sample fit (one in eight: 4,000 are looked at for 500), and then the index is
# asked. The index does not know which words stand side by side: it is asked for all the words of a phrase, and phrases
# are checked after that.
# Weights are those of D, C, B, A; labels are C.
_find = """
    SET LOCAL enable_seqscan = off;
    WITH newest AS MATERIALIZED (SELECT key, vector FROM blog_search_index ORDER BY key DESC LIMIT 5000),
    sample AS (SELECT vector @@ %(strict)s::tsquery AS fits FROM newest LIMIT 200),
    walked AS MATERIALIZED (
        SELECT key, vector FROM newest
        WHERE (SELECT count(*) FROM sample WHERE fits) > 25 AND vector @@ %(strict)s::tsquery
        LIMIT %(limit)s
    ),
    indexed AS (
        SELECT key, vector FROM blog_search_index
        WHERE (SELECT count(*) FROM walked) < %(limit)s AND vector @@ %(loose)s::tsquery
        ORDER BY key + 0 DESC OFFSET 0
    )
    SELECT key, ts_rank('{0.1, 0, 0.4, 1}', vector, %(words)s::tsquery, 1)
    FROM (
        (SELECT * FROM walked WHERE (SELECT count(*) FROM walked) = %(limit)s)
        UNION ALL
        (SELECT * FROM indexed WHERE vector @@ %(strict)s::tsquery LIMIT %(limit)s)
    ) AS found
"""


def install() -> None:
    """Make the tables that are missing."""
    with connection.cursor() as cursor:
        cursor.execute(_table)
        # Some hosts refuse extensions to ordinary users. Without this one typing errors are not forgiven.
        with suppress(DatabaseError), transaction.atomic():
            cursor.execute(_trigrams)


def write(rows: list[Row]) -> None:
    """Add rows, each in the place of another that has its key."""
    with connection.cursor() as cursor:
        cursor.executemany(
            """INSERT INTO blog_search_index (key, vector) VALUES (%s, %s::tsvector)
            ON CONFLICT (key) DO UPDATE SET vector = excluded.vector""",
            [(row.key, _vector(row)) for row in rows],
        )


def erase(key: int) -> None:
    """Take a row out, if it is there."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM blog_search_index WHERE key = %s", [key])


def find(query: Query, limit: int) -> list[tuple[int, float]]:
    """Return key and rank of the `limit` newest rows that fit, the newest first."""
    values: dict[str, str | int] = {
        "strict": _expression(query),
        "loose": _expression(query, is_loose=True),
        "words": " | ".join(map(_term, query.wanted)),
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(_find, values)
        cursor.nextset()
        return list(cursor.fetchall())


def add_words(words: list[str]) -> None:
    """Do nothing: the index on the table of words knows them."""


def complete(prefix: str, limit: int) -> list[str]:
    """Return known words that begin so, the shortest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word FROM blog_searchword WHERE word LIKE %s ORDER BY length(word), word LIMIT %s",
            [f"{prefix}%", limit],
        )
        return [word for (word,) in cursor.fetchall()]


def find_alike(word: str, limit: int) -> list[str]:
    """Return known words that share parts with `word`, the most alike first."""
    with suppress(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT word FROM blog_searchword WHERE word %% %s ORDER BY similarity(word, %s) DESC, word LIMIT %s",
            [word, word, limit],
        )
        return [word for (word,) in cursor.fetchall()]
    return []


def _vector(row: Row) -> str:
    """Return a row as PostgreSQL writes a vector: each word with its place and the letter of its weight."""
    words = [(word, "A") for word in row.heading]
    words += [(GAP, "A"), *((word, "B") for word in row.summary)]
    words += [(GAP, "B"), *((word, "D") for word in row.text)]
    words += [(label, "C") for label in row.labels]
    return " ".join(f"'{word}':{place}{weight}" for place, (word, weight) in enumerate(words, 1))


def _expression(query: Query, *, is_loose: bool = False) -> str:
    """Return `query` as PostgreSQL writes it; loosely, phrases are only words that are all there."""
    join = " & " if is_loose else " <-> "
    unwanted = [term for term in query.unwanted if len(term.stems) == 1 or not is_loose]
    wanted = [*(_term(term, join) for term in query.wanted), *(f"'{label}'" for label in query.labels)] or [f"'{ANY}'"]
    return " & ".join([*wanted, *(f"!{_term(term)}" for term in unwanted)])


def _term(term: Term, join: str = " <-> ") -> str:
    choices = [join.join(f"'{stem}'" for stem in term.stems), *(f"'{stem}'" for stem in sorted(term.others))]
    if term.prefix:
        choices.append(f"'{term.prefix}':*")
    return f"({' | '.join(choices)})"
