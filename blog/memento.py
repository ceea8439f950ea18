"""The history of a post for machines: Memento (RFC 7089), and the relations of versions (RFC 5829)."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.http import http_date

from blog.linking import absolute
from blog.models import Post, Revision

TYPE = "application/link-format"
# So many mementos are in one TimeMap.
ENTRIES = 1000

type Neighbours = dict[str, Revision | None]


def say_moment(moment: datetime) -> str:
    """Return an aware moment as HTTP has it, to the second."""
    return http_date(moment.timestamp())


def links_of_post(post: Post) -> str:
    """Return what the page of a post says of its history, as a Link header (RFC 8288)."""
    relations = {"latest-version": "post", "version-history": "history", "timegate": "timegate"}
    return ", ".join([*(_link(post, name, rel) for rel, name in relations.items()), _timemap_link(post)])


def links_of_memento(revision: Revision, neighbours: Neighbours) -> str:
    """Return what the page of a readable revision says of those around it, as a Link header."""
    post, links = revision.post, []
    for rel, name in {"original latest-version": "post", "timegate": "timegate", "version-history": "history"}.items():
        links.append(_link(post, name, rel))
    for rel, name in {"predecessor-version": "previous", "successor-version": "next"}.items():
        if neighbour := neighbours[name]:
            links.append(_link(post, "revision", rel, number=neighbour.number))
    return ", ".join([*links, _timemap_link(post), *_memento_links(revision, neighbours)])


def links_of_timegate(revision: Revision, neighbours: Neighbours) -> str:
    """Return what the TimeGate says when it leads to a readable revision, as a Link header."""
    post = revision.post
    return ", ".join([_link(post, "post", "original"), _timemap_link(post), *_memento_links(revision, neighbours)])


def compose_timemap(post: Post, mementos: list[Revision], ends: Neighbours, *, after: int) -> str:
    """Return the TimeMap of the `mementos` that follow the number `after`, in link format (RFC 6690).

    `ends` are the first and last memento of the post. One more than `ENTRIES` leads on to another TimeMap.
    """
    page, more = mementos[:ENTRIES], mementos[ENTRIES:]
    links = [_link(post, "post", "original"), _link(post, "timegate", "timegate")]
    links.append(_timemap_link(post, "self", after=after, since=page[0], until=page[-1]))
    if after:
        links.append(_timemap_link(post, since=ends["first"]))
    if more:
        links.append(_timemap_link(post, after=page[-1].number, since=more[0], until=ends["last"]))
    links += [_memento_link(memento, [end for end, one in ends.items() if one == memento]) for memento in page]
    return ",\n".join(links) + "\n"


def _memento_links(revision: Revision, neighbours: Neighbours) -> Iterator[str]:
    """Yield the links to a revision and those around it, each once."""
    rels: dict[Revision, list[str]] = {revision: []}
    for name, rel in {"first": "first", "last": "last", "previous": "prev", "next": "next"}.items():
        if memento := neighbours[name]:
            rels.setdefault(memento, []).append(rel)
    for memento, names in sorted(rels.items(), key=lambda item: item[0].number):
        yield _memento_link(memento, names)


def _memento_link(memento: Revision, rels: list[str]) -> str:
    said = {"datetime": say_moment(memento.created_at)}
    return _format(memento.get_absolute_url(), " ".join([*rels, "memento"]), said)


def _timemap_link(
    post: Post,
    rel: str = "timemap",
    *,
    after: int = 0,
    since: Revision | None = None,
    until: Revision | None = None,
) -> str:
    path = post.get_part_url("timemap") + (f"?after={after}" if after else "")
    span = {name: say_moment(at.created_at) for name, at in {"from": since, "until": until}.items() if at}
    return _format(path, rel, {"type": TYPE} | span)


def _link(post: Post, name: str, rel: str, **kwargs: int) -> str:
    return _format(post.get_part_url(name, **kwargs), rel, {})


def _format(path: str, rel: str, attributes: dict[str, str]) -> str:
    said = "".join(f'; {name}="{value}"' for name, value in ({"rel": rel} | attributes).items())
    return f"<{absolute(path)}>{said}"
