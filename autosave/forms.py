from django import forms
from django.forms.utils import ErrorDict, ErrorList
from django.utils.translation import gettext_lazy as _

import markup

CHOOSE = _("Two writers' words stand here in ⟪one|another⟫: choose, and take the signs out.")


class ChoosingForm(forms.ModelForm):
    """A form that is not saved while a merge has left something in it to choose."""

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        for name in self.changed_data:
            if isinstance(cleaned.get(name), str) and markup.BOTH.search(cleaned[name]):
                self.add_error(name, CHOOSE)
        return cleaned


class Unsaved:
    """Mixed into a form that shows what is sent to it, and is neither checked nor saved yet."""

    def is_valid(self):
        return False

    def full_clean(self):
        self._errors, self.cleaned_data = ErrorDict(), {}


class UnsavedFormSet:
    """Mixed into a formset; the same."""

    def is_valid(self):
        return False

    def full_clean(self):
        self._errors, self._non_form_errors = [], ErrorList()


def unsaved(form_class):
    """Return a form like `form_class` that only shows what is sent to it."""
    return type(form_class)(form_class.__name__, (Unsaved, form_class), {})


def unsaved_formset(formset_class):
    """Return a formset like `formset_class` that only shows what is sent to it."""
    return type(formset_class.__name__, (UnsavedFormSet, formset_class), {"form": unsaved(formset_class.form)})
