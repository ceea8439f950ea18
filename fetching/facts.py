"""What a page says of itself."""

import re

from trafilatura.metadata import extract_metadata
from trafilatura.utils import load_html

# What a page says of itself stands near its beginning.
CHARACTERS_READ = 500_000

_language = re.compile(r"""<html\b[^>]{0,500}?\blang\s*=\s*["']?([A-Za-z]{2,3})\b""", re.IGNORECASE)


def find_facts(link: str, text: str) -> dict[str, str]:
    """Return the fields of `fetching.PageFacts` that can be found in a page of HTML; the day as YYYY-MM-DD."""
    read = text[:CHARACTERS_READ]
    tree = load_html(read)
    found = extract_metadata(tree, default_url=link) if tree is not None else None
    spoken = _language.search(read)
    return {
        "title": (found and found.title) or "",
        "site": (found and found.sitename) or "",
        "author": _tidy((found and found.author) or ""),
        "published_on": (found and found.date) or "",
        "language": spoken[1].lower() if spoken else "",
    }


def _tidy(author: str) -> str:
    """Return names as they stand in a caption; several come parted by semicolons."""
    return ", ".join(name.strip() for name in author.split(";") if name.strip())
