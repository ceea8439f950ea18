from django.utils import timezone, translation

from blog.models import SiteSettings


class SiteMiddleware:
    """Put the site's settings on the request, and answer in its language and time zone. One query."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.site = SiteSettings.load()
        with timezone.override(request.site.zone), translation.override(request.site.language):
            return self.get_response(request)
