from urllib.parse import quote, urlencode

from django.db.models.functions import Length
from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from blog.models import Address, Post
from blog.models.address import TARGETS


class FormerAddressMixin:
    """Answer an address that a thing has left with a redirect to it, and that of a withdrawn post with 410.

    What stands below the address of the thing moves and goes with it.
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
                below = quote(request.path_info.removeprefix(address.path))
                if "as-of" in request.GET:  # a citation of a day goes on naming it
                    below += f"?{urlencode({'as-of': request.GET['as-of']})}"
                response = HttpResponsePermanentRedirect(f"{address.target.get_absolute_url()}{below}")
                patch_cache_control(response, max_age=0)  # a thing may move back
                return response
            raise

    def _find_address(self, request):
        """Return the address that was asked for, or above which it lies."""
        parts = request.path_info.split("/")
        above = ["/".join(parts[:length]) + "/" for length in range(2, len(parts))]
        addresses = Address.objects.select_related(*TARGETS)
        return addresses.filter(path__in=above).order_by(Length("path").desc()).first()
