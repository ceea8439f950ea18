from allauth.mfa.adapter import get_adapter
from django.conf import settings
from django.core.cache import caches
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from people.models import SECOND_FACTORS, SignInSettings


class SecondFactorMiddleware:
    """Let whoever must have a second factor, and has none, go nowhere but to the pages where it is set up.

    So no view needs to ask. Those pages are never kept.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        account = reverse("mfa_index")
        if request.path.startswith(account):
            response = self.get_response(request)
            add_never_cache_headers(response)
            return response
        if self._is_missing(request) and request.path != reverse("admin:logout"):
            return HttpResponseRedirect(account)
        return self.get_response(request)

    @staticmethod
    def _is_missing(request):
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return False
        # Kept as long as the edition stands: saving the settings turns the page.
        rule = caches["memory"].get_or_set(f"sign-in-settings-{request.edition}", SignInSettings.load)
        return rule.asks(request.user) and not get_adapter().is_mfa_enabled(request.user, SECOND_FACTORS)
