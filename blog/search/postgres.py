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
    # Weights are those of D, C, B, A. Labels are C.
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT key, ts_rank('{0.1, 0, 0.4, 1}', vector, %s::tsquery, 1) FROM blog_search_index
            WHERE key IN (SELECT key FROM blog_search_index WHERE vector @@ %s::tsquery ORDER BY key DESC LIMIT %s)
            ORDER BY key DESC""",
            [" | ".join(map(_term, query.wanted)), _expression(query), limit],
        )
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


def _expression(query: Query) -> str:
    wanted = [*map(_term, query.wanted), *(f"'{label}'" for label in query.labels)] or [f"'{ANY}'"]
    unwanted = [f"!{_term(term)}" for term in query.unwanted]
    return " & ".join([*wanted, *unwanted])


def _term(term: Term) -> str:
    choices = [" <-> ".join(f"'{stem}'" for stem in term.stems), *(f"'{stem}'" for stem in sorted(term.others))]
    if term.prefix:
        choices.append(f"'{term.prefix}':*")
    return f"({' | '.join(choices)})"
