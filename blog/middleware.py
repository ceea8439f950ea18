from django.utils import timezone, translation

from blog.models import SiteSettings
from blog.views.addresses import answer_elsewhere

# How WordPress names what is read below its front page.
NUMBERED = {"p", "page_id", "cat", "tag", "author", "author_name", "category_name", "attachment_id"}


class SiteMiddleware:
    """Put the site's settings on the request, and answer in its language and time zone. One query."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.site = SiteSettings.load()
        with timezone.override(request.site.zone), translation.override(request.site.language):
            return self.get_response(request)


class FormerAddressMiddleware:
    """Answer what was read at an address of another system, before the site moved here, with a redirect.

    One query more for an address that leads nowhere, and for the front page with a number behind it (`/?p=123`).
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        is_numbered = request.path_info == "/" and NUMBERED.intersection(request.GET)
        if is_numbered and (answer := answer_elsewhere(request)):
            return answer
        response = self.get_response(request)
        may_move = response.status_code == 404 and request.method in {"GET", "HEAD"}
        return (may_move and answer_elsewhere(request)) or response
