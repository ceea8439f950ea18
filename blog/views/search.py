from django import forms
from django.core.cache import caches
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.generic import ListView

from blog import search
from blog.models import Post, Source, Tag

TOO_LONG = {
    "max_length": _("That is too long to search for: %(limit_value)d characters are read, and no more."),
}
ANY = pgettext_lazy("tag, source or year", "Any")
# What a search can be narrowed to: what it is called, and what is said of a choice that is not there.
FILTERS = {
    "tag": (_("Tag"), _("Nothing that can be read here has the tag “%(value)s”.")),
    "source": (_("Source"), _("Nothing that can be read here has the source “%(value)s”.")),
    "year": (_("Year"), _("Nothing that can be read here has the year “%(value)s”.")),
}


def find_offers(edition):
    """Return what a search can be narrowed to: {field: {value: (name, key)}}; kept while the edition stands."""
    return caches["memory"].get_or_set(f"search-offers-{edition}", _find_offers)


def _find_offers():
    tags = Tag.objects.published().values_list("slug", "name", "pk")
    sources = Source.objects.published().values_list("slug", "name", "pk")
    years = {month.year for month in Post.objects.published().months()}
    return {
        "tag": {slug: (name, key) for slug, name, key in tags},
        "source": {slug: (name, key) for slug, name, key in sources},
        "year": {str(year): (year, year) for year in sorted(years, reverse=True)},
    }


class SearchForm(forms.Form):
    """What a reader asks for. Only what readers can find something under is offered."""

    q = forms.CharField(max_length=200, required=False, error_messages=TOO_LONG)

    def __init__(self, data, *, offers):
        super().__init__(data, auto_id="search-%s")
        self.offers = offers
        for name, offered in offers.items():
            label, unknown = FILTERS[name]
            choices = [("", ANY), *((value, shown) for value, (shown, _) in offered.items())]
            self.fields[name] = forms.ChoiceField(
                choices=choices, required=False, label=label, error_messages={"invalid_choice": unknown}
            )

    @property
    def filters(self):
        """Return the fields that have something to choose from."""
        return [self[name] for name, offered in self.offers.items() if offered]

    def find(self):
        """Return what is found."""
        chosen = {name: offered.get(self.cleaned_data[name], (None, None)) for name, offered in self.offers.items()}
        return search.find(self.cleaned_data["q"], **{name: key for name, (_, key) in chosen.items()})


class SearchView(ListView):
    """What holds the words asked for, the best first."""

    template_name = "blog/search.html"
    context_object_name = "results"

    def get_queryset(self):
        self.form = SearchForm(self.request.GET, offers=find_offers(self.request.edition))
        self.found = self.form.find() if self.form.is_valid() else []
        return self.found

    def get_paginate_by(self, queryset):
        return self.request.site.posts_per_page

    def get_context_data(self, **kwargs):
        query = self.form.data.get("q", "").strip()[:200]
        return super().get_context_data(form=self.form, found=self.found, query=query, **kwargs)
