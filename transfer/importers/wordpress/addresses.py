"""At which addresses something was read at the origin."""

from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from transfer.importers.wordpress.reading import Item, Term

_of_kinds = {"category": ("cat", "category"), "post_tag": ("", "tag")}


def addresses_of_item(item: Item, site: str) -> list[str]:
    """Return the paths, with queries, at which a post or page was read: its link, and its number."""
    numbered = "page_id" if item.kind == "page" else "p"
    queries = [f"/?{name}={item.number}" for name in dict.fromkeys((numbered, "p"))] if item.number else []
    return _below(site, [item.link, item.guid, *queries])


def addresses_of_term(term: Term, parents: Iterable[str], site: str) -> list[str]:
    """Return the paths at which the posts of a category or tag were listed; `parents` are those above it."""
    if not term.slug:
        return []
    query, folder = _of_kinds[term.taxonomy]
    queries = [f"/?{query}={term.number}"] if query and term.number else []
    queries += [f"/?tag={term.slug}"] if term.taxonomy == "post_tag" else [f"/?category_name={term.slug}"]
    paths = [f"/{folder}/{term.slug}/", f"/{folder}/{'/'.join([*parents, term.slug])}/"]
    return _below(site, [*paths, *queries])


def addresses_of_author(login: str, number: str, site: str) -> list[str]:
    """Return the paths at which the posts of an author were listed."""
    numbered = [f"/?author={number}"] if number else []
    return _below(site, [f"/author/{login.lower()}/", *numbered, f"/?author_name={login}"])


def _below(site: str, addresses: Iterable[str]) -> list[str]:
    """Return paths on this site: where the origin lay in a folder, with that and without it."""
    host, folder = urlsplit(site).netloc.removeprefix("www."), urlsplit(site).path.rstrip("/")
    found: dict[str, None] = {}
    for address in filter(None, addresses):
        try:
            parts = urlsplit(address)
        except ValueError:
            continue
        if parts.netloc.removeprefix("www.") not in {"", host}:
            continue
        path = unquote(parts.path) or "/"
        inside = path.removeprefix(folder) or "/"
        query = f"?{unquote(parts.query)}" if parts.query else ""
        for each in (inside, folder + inside):
            if query or each.strip("/"):
                found[each + query] = None
    return list(found)
