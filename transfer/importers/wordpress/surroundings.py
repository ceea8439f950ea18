"""What stands around the posts: categories and tags, and the addresses at which lists of posts were read."""

from blog import publishing
from blog.models import Tag
from people.models import User
from transfer.importers.authors import Authors
from transfer.importers.carrying import lead_here
from transfer.importers.reporting import ADDED, UNCHANGED, Report
from transfer.importers.wordpress.addresses import addresses_of_author, addresses_of_term
from transfer.importers.wordpress.arranging import name_of
from transfer.importers.wordpress.reading import Term
from transfer.importers.wordpress.surveying import Survey

_kinds = {"category": "category", "post_tag": "tag"}


def bring_terms(found: Survey, report: Report) -> None:
    """Make a tag of each category and tag; a category and a tag of one name are one."""
    tags = {tag.name: tag for tag in Tag.objects.all()}
    slugs = {tag.slug for tag in tags.values()}
    for term in found.terms.values():
        if term.taxonomy not in _kinds:
            continue
        name = name_of(term.name)
        state = UNCHANGED if name in tags else ADDED
        if name not in tags:
            tags[name] = _add_tag(term, name, slugs)
        report.add(_kinds[term.taxonomy], name, state)
        parents = [parent.slug for parent in _parents_of(term, found)]
        lead_here([(path, {"tag": tags[name]}) for path in addresses_of_term(term, parents, found.address)])
    _keep_hierarchy(found, tags)


def bring_addresses_of_authors(found: Survey, authors: Authors) -> None:
    """Let the addresses of the authors' lists lead to who they are here."""
    for login, number in found.author_numbers.items():
        user = User.objects.get(slug=authors.find(login))
        lead_here([(path, {"author": user}) for path in addresses_of_author(login, number, found.address)])


def _add_tag(term: Term, name: str, slugs: set[str]) -> Tag:
    tag = Tag(name=name, slug=term.slug[:60] if term.slug not in slugs else "", description=term.description)
    tag.full_clean()
    publishing.save_tag(tag)
    slugs.add(tag.slug)
    return tag


def _parents_of(term: Term, found: Survey) -> list[Term]:
    """Return the categories above one, the highest first; a circle of them ends where it began."""
    above: list[Term] = []
    while term.parent and (parent := found.terms.get((term.taxonomy, term.parent))) and parent not in above:
        above.insert(0, parent)
        term = parent
    return above


def _keep_hierarchy(found: Survey, tags: dict[str, Tag]) -> None:
    """Note of each tag to which it belongs, where nothing else is noted here."""
    for term in found.terms.values():
        above = _parents_of(term, found) if term.taxonomy == "category" else []
        tag, parent = tags.get(name_of(term.name)), tags.get(name_of(above[-1].name)) if above else None
        if tag and parent and tag.parent_id is None and tag not in _line_of(parent):
            tag.parent = parent
            publishing.save_tag(tag)


def _line_of(tag: Tag) -> list[Tag]:
    line = [tag]
    while line[-1].parent and line[-1].parent not in line:
        line.append(line[-1].parent)
    return line
