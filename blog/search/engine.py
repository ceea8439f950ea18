"""Which index is used: the one of the database's own kind."""

from django.db import connection

from blog.search import postgres, sqlite
from blog.search.types import Engine


def engine() -> Engine:
    """Return the module that keeps the index of this database."""
    return {"postgresql": postgres, "sqlite": sqlite}[connection.vendor]


def install() -> None:
    """Make what the index consists of, where it is missing."""
    engine().install()
