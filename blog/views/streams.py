from django.http import Http404
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.views.generic import ListView

from blog import paging


class StreamView(ListView):
    """A long list in pages that are found by key. Subclasses choose the rows, their order, and give it a heading."""

    order_by = "-published_at"
    allow_empty = True

    def get(self, request, *args, **kwargs):
        self.order = paging.Order.by(self.order_by)
        self.rows = self.get_queryset()
        try:
            number = request.GET.get("page") or "1"
            if number != "1":
                return self._redirect_to(after=self._find_key(number))
            key = {name: request.GET.get(name, "") for name in ("after", "before")}
            page = paging.turn_to(self.rows, self.order, size=self.get_page_size(), **key)
        except paging.NoSuchPage as missing:
            raise Http404("There is no such page.") from missing
        if request.GET.get("before") and page.is_first:
            return self._redirect_to()
        if not page.rows and not self.allow_empty:
            raise Http404("Nothing has been published here.")
        self.object_list = page.rows
        return self.render_to_response(self.get_context_data(page=page))

    def get_page_size(self):
        return self.request.site.posts_per_page

    def _find_key(self, number):
        """Return the key of a page that an address names by its number."""
        if not (number.isascii() and number.isdecimal() and len(number) < 10 and int(number) > 1):
            raise paging.NoSuchPage(number)
        return paging.find_key(self.rows, self.order, size=self.get_page_size(), number=int(number))

    def _redirect_to(self, **key):
        return redirect(f"{self.request.path}?{urlencode(key)}" if key else self.request.path)
