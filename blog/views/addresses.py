import re
from urllib.parse import quote, urlencode

from django.db.models.functions import Length
from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from blog.models import Address, Post
from blog.models.address import TARGETS

# What stood below a post elsewhere, and does not here.
_below_posts = re.compile(r"(?:feed(?:/\w+)?|trackback|amp|embed|comment-page-\d+|page/\d+|\d+)/?$")


class FormerAddressMixin:
    """Answer an address that a thing has left with a redirect to it, and that of a withdrawn post with 410.

    What stands below the address of the thing moves and goes with it.
    """

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except Http404:
            address = self._find_address(request)
            answer = address and _answer(request, address, _what_stood_below(request, address))
            if answer is None:
                raise
            return answer

    def _find_address(self, request):
        """Return the address that was asked for, or above which it lies."""
        parts = request.path_info.split("/")
        above = ["/".join(parts[:length]) + "/" for length in range(2, len(parts))]
        addresses = Address.objects.select_related(*TARGETS)
        return addresses.filter(path__in=above).order_by(Length("path").desc()).first()


def _what_stood_below(request, address):
    """Return the rest of what was asked for; a citation of a day goes on naming it."""
    day = f"?{urlencode({'as-of': request.GET['as-of']})}" if "as-of" in request.GET else ""
    return quote(request.path_info.removeprefix(address.path)) + day


def answer_elsewhere(request):
    """Return a redirect to what was read at the address of a request in another system, or None. One query."""
    path = request.path_info
    queries = [f"{path}?{name}={value}" for name, value in request.GET.items()]
    if path != "/":
        whole = [path, _below_posts.sub("", path)]
        queries += [each for one in whole for each in (one, one.removesuffix("/"), f"{one.removesuffix('/')}/")]
    longest_first = Address.objects.select_related(*TARGETS).order_by(Length("path").desc())
    # No address has a zero in it, and PostgreSQL refuses to look for one.
    asked = [each for each in queries if each.strip("/") and "\0" not in each]
    address = longest_first.filter(path__in=asked).first()
    return address and _answer(request, address)


def _answer(request, address, below=""):
    """Return the answer to a request for a former address, or None where there is nothing for readers."""
    if address.post and address.post.status == Post.Status.WITHDRAWN:
        return render(request, "410.html", status=410)
    if not address.is_left or not address.can_be_read:
        return None
    response = HttpResponsePermanentRedirect(f"{address.target.get_absolute_url()}{below}")
    patch_cache_control(response, max_age=0)  # a thing may move back
    return response
