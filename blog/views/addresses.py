from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from blog.models import Address, Post
from blog.models.address import TARGETS


class FormerAddressMixin:
    """Answer an address that a thing has left with a redirect to it, and that of a withdrawn post with 410.

    A view of something that belongs to the thing says in `get_ending` what follows the thing's address in its own.
    """

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except Http404:
            address = self._find_address(request)
            if address is None:
                raise
            if address.post and address.post.status == Post.Status.WITHDRAWN:
                return render(request, "410.html", status=410)
            if address.is_left and address.can_be_read:
                response = HttpResponsePermanentRedirect(address.target.get_absolute_url() + self.get_ending())
                patch_cache_control(response, max_age=0)  # a thing may move back
                return response
            raise

    def get_ending(self):
        return ""

    def _find_address(self, request):
        addresses = Address.objects.select_related(*TARGETS)
        return addresses.filter(path=request.path_info.removesuffix(self.get_ending())).first()
