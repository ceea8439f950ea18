"""The socket for kinds of widget. An app brings its kinds in its `widgets.py` and registers them here."""

from django import forms
from django.utils.functional import Promise

_kinds: dict[str, "WidgetKind"] = {}


class WidgetKind:
    """A kind of widget: what it is called, what can be set, and what its template is given.

    A subclass sets `key` (kept in the database), `label`, `template_name`, and `form_class` where it has options: the
    cleaned data of that form is what is stored, so it must be JSON.
    """

    key = ""
    label: str | Promise = ""
    template_name = ""
    form_class: type[forms.Form] = forms.Form

    def get_context(self, options):
        """Return what the template needs, in a number of queries that does not depend on content."""
        return options


def register(kind):
    """Class decorator: make a WidgetKind known."""
    _kinds[kind.key] = kind()
    return kind


def get_kind(key):
    """Return the kind of that key; None when no installed app brings it."""
    return _kinds.get(key)


def get_choices():
    """Return (key, label) of every kind, by label, as form fields take them."""
    return sorted(((kind.key, kind.label) for kind in _kinds.values()), key=lambda choice: str(choice[1]))
