from django.contrib.admin import AdminSite
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from desk.searching import SearchForm, find_places, find_rows


class Desk(AdminSite):
    """The admin, with a search over all of it."""

    index_title = _("Front desk")

    def get_urls(self):
        return [path("search/", self.admin_view(self.search_view), name="search"), *super().get_urls()]

    def search_view(self, request):
        """Show what the words in `q` find, of all that the user may see."""
        form = SearchForm(request.GET)
        words = form.cleaned_data["q"] if form.is_valid() else ""
        context = {
            **self.each_context(request),
            "title": gettext("Search"),
            "form": form,
            "words": words,
            "places": find_places(self.get_app_list(request), words),
            "groups": find_rows(self, request, words),
        }
        return TemplateResponse(request, "admin/search.html", context)
