from django.views.generic.detail import BaseDetailView

from blog.models import Post
from blog.views.addresses import FormerAddressMixin


class PostPartView(FormerAddressMixin, BaseDetailView):
    """Something that is made of a published post, stands below its address, and moves and goes with it."""

    def get_queryset(self):
        return Post.objects.published().select_related("author").defer("body").filter(month=self.kwargs["month"])
