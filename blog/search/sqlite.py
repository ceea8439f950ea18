"""The index of SQLite: FTS5 for the texts, ranked by bm25, and FTS5 with trigrams for the words."""

from django.db import connection

from blog.search.types import ANY, Query, Row, Term

# The texts come as words already: all that is not ASCII belongs to one, and so does the mark of labels.
_tables = [
    """CREATE VIRTUAL TABLE IF NOT EXISTS blog_search_index USING
    fts5(heading, summary, text, labels, tokenize = "ascii tokenchars '_'", prefix = '3 4')""",
    "CREATE VIRTUAL TABLE IF NOT EXISTS blog_search_trigrams USING fts5(word, tokenize = 'trigram')",
]


def install() -> None:
    """Make the tables that are missing."""
    with connection.cursor() as cursor:
        for table in _tables:
            cursor.execute(table)


def write(rows: list[Row]) -> None:
    """Add rows, each in the place of another that has its key."""
    values = [
        (row.key, " ".join(row.heading), " ".join(row.summary), " ".join(row.text), " ".join(row.labels))
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            "REPLACE INTO blog_search_index (rowid, heading, summary, text, labels) VALUES (%s, %s, %s, %s, %s)", values
        )


def erase(key: int) -> None:
    """Take a row out, if it is there."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM blog_search_index WHERE rowid = %s", [key])


def find(query: Query, limit: int) -> list[tuple[int, float]]:
    """Return key and rank of the `limit` newest rows that fit, the newest first."""
    # Words count a thousand times as much in the heading: bm25 takes less and less account of each repetition, and no
    # number of repetitions in the text is to outdo the heading.
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT rowid, -bm25(blog_search_index, 1000, 50, 1, 0) FROM blog_search_index
            WHERE blog_search_index MATCH %s ORDER BY rowid DESC LIMIT %s""",
            [_expression(query), limit],
        )
        return list(cursor.fetchall())


def add_words(words: list[str]) -> None:
    """Learn words that are new."""
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO blog_search_trigrams (word) VALUES (%s)", [(_padded(word),) for word in words])


def complete(prefix: str, limit: int) -> list[str]:
    """Return known words that begin so, the shortest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word FROM blog_searchword WHERE word GLOB %s ORDER BY length(word), word LIMIT %s",
            [f"{prefix}*", limit],
        )
        return [word for (word,) in cursor.fetchall()]


def find_alike(word: str, limit: int) -> list[str]:
    """Return known words that share parts with `word`, the most alike first."""
    padded = _padded(word)
    trigrams = {padded[at : at + 3] for at in range(len(padded) - 2)}
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT word FROM blog_search_trigrams WHERE blog_search_trigrams MATCH %s
            ORDER BY bm25(blog_search_trigrams) LIMIT %s""",
            [" OR ".join(f'"{trigram}"' for trigram in sorted(trigrams)), limit],
        )
        return [word.strip() for (word,) in cursor.fetchall()]


def _padded(word: str) -> str:
    """Return `word` with the margins that make its beginning and its end trigrams of their own."""
    return f"  {word} "


def _expression(query: Query) -> str:
    wanted = [*map(_term, query.wanted), *(f'"{label}"' for label in query.labels)] or [f'"{ANY}"']
    unwanted = [f"NOT {_term(term)}" for term in query.unwanted]
    return " ".join([" AND ".join(wanted), *unwanted])


def _term(term: Term) -> str:
    choices = [f'"{" ".join(term.stems)}"', *(f'"{stem}"' for stem in sorted(term.others))]
    if term.prefix:
        choices.append(f'"{term.prefix}"*')
    return f"({' OR '.join(choices)})"
