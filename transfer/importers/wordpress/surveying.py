"""The first walk through an export: what must be known of the whole before a post can be carried."""

from dataclasses import dataclass, field
from pathlib import Path

from transfer.importers.wordpress.attachments import Attachments
from transfer.importers.wordpress.reading import Author, Item, Site, Term, read


@dataclass
class Survey:
    """What stands in the files of one export besides its posts, and how many of these there are."""

    address: str = ""
    language: str = ""
    authors: dict[str, str] = field(default_factory=dict)
    author_numbers: dict[str, str] = field(default_factory=dict)
    terms: dict[tuple[str, str], Term] = field(default_factory=dict)
    attachments: Attachments = field(default_factory=Attachments)
    menu_items: dict[str, Item] = field(default_factory=dict)
    total: int = 0


def survey(path: Path, found: Survey) -> None:
    """Add to `found` what stands in a file. Raises UnreadableFile where it breaks off, after noting all before."""
    with path.open("rb") as file:
        for record in read(file):
            _note(found, record)


def _note(found: Survey, record: object) -> None:
    match record:
        case Site(name="wp:base_blog_url" | "link", value=value) if value and not found.address:
            found.address = value.rstrip("/")
        case Site(name="wp:base_blog_url", value=value) if value:
            found.address = value.rstrip("/")
        case Site(name="language", value=value):
            found.language = value
        case Author(login=login, name=name, number=number):
            found.authors[login], found.author_numbers[login] = name, number
        case Term(taxonomy=taxonomy, slug=slug):
            found.terms[taxonomy, slug] = record
        case Item():
            _note_item(found, record)


def _note_item(found: Survey, item: Item) -> None:
    found.total += 1
    found.authors.setdefault(item.author, item.author)
    for term in item.terms:  # not every export lists all of them
        found.terms.setdefault((term.taxonomy, term.slug), term)
    if item.kind == "attachment":
        found.attachments.add(item)
    elif item.kind == "nav_menu_item":
        found.menu_items[item.number] = item
