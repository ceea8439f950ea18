from datetime import date
from urllib.parse import unquote

from django.urls import reverse
from django.views.generic.detail import BaseDetailView

from blog.models import Post
from blog.views.addresses import FormerAddressMixin


class PostPartView(FormerAddressMixin, BaseDetailView):
    """Something that is made of a published post, stands below its address, and moves and goes with it."""

    def get_queryset(self):
        month = date(self.kwargs["year"], self.kwargs["month"], 1)
        return Post.objects.published().select_related("author").defer("body").filter(month=month)

    def get_former_path(self):
        where = {name: self.kwargs[name] for name in ("year", "month", "slug")}
        return unquote(reverse("blog:post", kwargs=where))

    def get_moved_url(self, target):
        part = {name: value for name, value in self.kwargs.items() if name not in {"year", "month", "slug"}}
        return target.get_part_url(self.request.resolver_match.url_name, **part)
