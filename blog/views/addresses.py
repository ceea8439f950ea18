from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import render

from blog.models import Address, Post


class FormerAddressMixin:
    """Answer an address that a thing has left with a redirect to it, and that of a withdrawn post with 410."""

    def get(self, request, *args, **kwargs):
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            address = (
                Address.objects.select_related("post", "page", "tag", "author").filter(path=request.path_info).first()
            )
            if address is None:
                raise
            if address.post and address.post.status == Post.Status.WITHDRAWN:
                return render(request, "410.html", status=410)
            if self._is_left(address):
                return HttpResponsePermanentRedirect(address.target.get_absolute_url())
            raise

    def _is_left(self, address):
        may_be_seen = address.post.is_published if address.post else True
        return may_be_seen and address.target.get_absolute_url() != address.path
