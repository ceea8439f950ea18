"""What goes into the indexes, and what is asked of them. Words are stems here; a label is a mark that is no word."""

from dataclasses import dataclass, field
from typing import Protocol

# Every row bears it, so that a query for what is without a word has something to take from.
ANY = "any_"
# Stands between texts, so that no phrase runs from one into the next.
GAP = "_"

# The anchor, the label and the plain text of a part of a post. The label is its kind and which one it is, such as
# “correction 2” or “quotation Reuters”: readers are shown it in the language of the site.
Part = tuple[str, str, str]


@dataclass(frozen=True)
class Row:
    """What an index keeps under a key; the words of `heading` count most, those of `text` least."""

    key: int
    heading: list[str]
    summary: list[str]
    text: list[str]
    labels: list[str]


@dataclass(frozen=True)
class Term:
    """Words that stand one after another. With `prefix`, a word: its other forms, and what begins so, will do too."""

    stems: tuple[str, ...]
    prefix: str = ""
    others: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Query:
    """Every one of `wanted` and `labels` must be there and none of `unwanted`."""

    wanted: list[Term] = field(default_factory=list)
    unwanted: list[Term] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Return whether nothing was asked for."""
        return not (self.wanted or self.unwanted or self.labels)


class Engine(Protocol):
    """The index of one kind of database, with the words that stand in it."""

    def install(self) -> None:
        """Make what is missing of the index. Can be repeated."""

    def write(self, rows: list[Row]) -> None:
        """Add rows, each in the place of another that has its key."""

    def erase(self, key: int) -> None:
        """Take a row out, if it is there."""

    def find(self, query: Query, limit: int) -> list[tuple[int, float]]:
        """Return key and rank of the `limit` newest rows that fit, the newest first."""

    def add_words(self, words: list[str]) -> None:
        """Learn words that are new."""

    def complete(self, prefix: str, limit: int) -> list[str]:
        """Return known words that begin so, the shortest first."""

    def find_alike(self, word: str, limit: int) -> list[str]:
        """Return known words that share parts with `word`, the most alike first."""
