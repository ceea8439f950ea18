from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from blog.models import Address, Post


class FormerAddressMixin:
    """Answer an address that a thing has left with a redirect to it, and that of a withdrawn post with 410."""

    def get_former_path(self):
        """Return the decoded path under which the thing may be remembered."""
        return self.request.path_info

    def get_moved_url(self, target):
        """Return where what was asked for is now."""
        return target.get_absolute_url()

    def get(self, request, *args, **kwargs):
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            address = self._find_address()
            if address is None:
                raise
            if address.post and address.post.status == Post.Status.WITHDRAWN:
                return render(request, "410.html", status=410)
            if address.is_left and address.can_be_read:
                response = HttpResponsePermanentRedirect(self.get_moved_url(address.target))
                patch_cache_control(response, max_age=0)  # a thing may move back
                return response
            raise

    def _find_address(self):
        addresses = Address.objects.select_related("post", "page", "tag", "author")
        return addresses.filter(path=self.get_former_path()).first()
