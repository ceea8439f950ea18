"""Menus become widgets with links, which are not shown before somebody here wants them."""

from collections import defaultdict

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from blog.linking import absolute
from blog.models import Page, Post, Tag
from sidebar.models import Area, Widget
from transfer.importers.reporting import ADDED, UNCHANGED, Report
from transfer.importers.wordpress.arranging import name_of
from transfer.importers.wordpress.reading import Item
from transfer.importers.wordpress.surveying import Survey
from transfer.models import ImportedItem

MENU = gettext_noop("menu")

_is_address = URLValidator(schemes=["http", "https"])


def bring_menus(found: Survey, report: Report) -> None:
    """Make a widget of each menu, once its posts and pages are here."""
    menus: dict[str, list[Item]] = defaultdict(list)
    for item in found.menu_items.values():
        for term in item.terms:
            menus[term.name].append(item)
    for name, items in menus.items():
        lines = [_write_line(item, found) for item in sorted(items, key=lambda item: item.position)]
        kept = list(filter(None, lines))
        if len(kept) < len(lines):
            said = {"name": name, "number": len(lines) - len(kept)}
            report.say(_("The menu “%(name)s” has entries without a web address, left out: %(number)s.") % said)
        if kept:
            _make_widget(name[:80], kept, report)


def _make_widget(title: str, lines: list[str], report: Report) -> None:
    if Widget.objects.filter(kind="links", title=title).exists():
        report.add(MENU, title, UNCHANGED)
        return
    widget = Widget(area=Area.HEADER, kind="links", title=title, is_visible=False, options={"links": "\n".join(lines)})
    widget.full_clean()
    widget.save()
    report.add(MENU, title, ADDED, [_("It is a widget with links. It is hidden: show it where you want it.")])


def _write_line(item: Item, found: Survey) -> str:
    """Return an entry as a widget has it, an address and a name; an empty text where it leads nowhere here."""
    number, kind = item.meta.get("_menu_item_object_id", ""), item.meta.get("_menu_item_type", "custom")
    thing: Post | Page | Tag | None = None
    if kind == "post_type":
        imported = (
            ImportedItem.objects.filter(key=f"{found.address}/?p={number}").select_related("post", "page").first()
        )
        thing = (imported.post or imported.page) if imported else None
    elif kind == "taxonomy":
        term = next((term for term in found.terms.values() if term.number == number), None)
        thing = Tag.objects.filter(name=name_of(term.name)).first() if term else None
    address = absolute(thing.get_absolute_url()) if thing else item.meta.get("_menu_item_url", "")
    address = f"{found.address}{address}" if address.startswith("/") else address
    name = " ".join((item.title or str(thing or address)).split())
    try:
        _is_address(address)
    except ValidationError:
        return ""
    return f"{address} {name}"
