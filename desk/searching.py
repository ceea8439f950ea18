"""Search over all that is registered at a desk: each admin finds its own rows, as it does for its list.

An admin whose rows are many and seldom looked for says `has_quick_search = False`.
"""

from dataclasses import dataclass

from django import forms
from django.contrib.admin.utils import quote
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

# So many rows of a kind are shown; whoever wants all follows the link to the list.
SHOWN = 6


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Search the writing desk"), max_length=200, required=False)


@dataclass(frozen=True)
class Found:
    """The name of a row, or of a place at the desk, and where it is."""

    name: str
    url: str


@dataclass(frozen=True)
class Group:
    """Rows of one kind, and the list that has all of them."""

    name: str
    rows: list[Found]
    list_url: str
    has_more: bool


def find_places(app_list, words):
    """Return the lists and the empty forms whose names hold `words`; all of them where there are none."""
    models = [model for app in app_list for model in app["models"]]
    places = [Found(capfirst(model["name"]), model["admin_url"]) for model in models if model["admin_url"]]
    places += [
        Found(gettext("Add %(name)s") % {"name": model["model"]._meta.verbose_name}, model["add_url"])
        for model in models
        if model["add_url"]
    ]
    return [place for place in places if words.casefold() in place.name.casefold()]


def find_rows(site, request, words):
    """Return a group for each kind of which there are rows with `words` that the user may see."""
    groups = [_find_in(admin, request, words) for admin in site._registry.values()] if words else []  # noqa: SLF001
    return [group for group in groups if group and group.rows]


def _find_in(admin, request, words):
    is_searched = getattr(admin, "has_quick_search", True) and admin.get_search_fields(request)
    if not is_searched or not admin.has_view_or_change_permission(request):
        return None
    related = admin.get_list_select_related(request)
    queryset = admin.get_queryset(request).order_by(*admin.get_ordering(request))
    queryset = queryset.select_related(*related) if related else queryset
    found, may_repeat = admin.get_search_results(request, queryset, words)
    rows = list((found.distinct() if may_repeat else found)[: SHOWN + 1])
    name = f"{admin.admin_site.name}:{admin.opts.app_label}_{admin.opts.model_name}"
    return Group(
        name=capfirst(admin.opts.verbose_name_plural),
        rows=[Found(str(row), reverse(f"{name}_change", args=[quote(row.pk)])) for row in rows[:SHOWN]],
        list_url=reverse(f"{name}_changelist", query={"q": words}),
        has_more=len(rows) > SHOWN,
    )
