"""How allauth is to behave here: what limits count, what is remembered, what mails and devices call the site."""

import logging
from urllib.parse import quote, urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.urls import reverse

from people.browsers import name_browser
from people.models import SecurityEvent, User

logger = logging.getLogger(__name__)

DEVICE_COOKIE = "device"
YEAR = 365 * 24 * 60 * 60


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in that slows guessing down without letting a stranger lock the owner of an account out.

    Wrong passwords are counted by address; by account and place, where a place is an address or a browser in which the
    owner signed in before; and by account in all unknown places together. A browser that is known is asked for by a
    cookie of its own, which only these pages receive, and no stranger's attempts count against it.
    """

    def pre_authenticate(self, request, **credentials):
        super().pre_authenticate(request, **credentials)
        username = credentials["username"].lower()
        if not self._find_device(request, username) and not ratelimit.consume(
            request, action="login_failed_anywhere", key=username
        ):
            raise self.validation_error("too_many_login_attempts")

    def authentication_failed(self, request, **credentials):
        # As much work for a name that nobody has: the answer takes as long.
        user = User.objects.filter(username__iexact=credentials["username"]).first()
        SecurityEvent.objects.record(SecurityEvent.Kind.WRONG_PASSWORD, user=user, request=request)

    def post_login(self, request, user, **kwargs):
        response = super().post_login(request, user, **kwargs)
        response.set_signed_cookie(
            DEVICE_COOKIE,
            quote(user.username.lower()),
            max_age=YEAR,
            path=reverse("mfa_index"),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        return response

    def get_reset_password_from_key_url(self, key):
        """Return an address that is read elsewhere: not of the host that was asked for, but of the site."""
        return settings.SITE_ORIGIN + urlsplit(super().get_reset_password_from_key_url(key)).path

    def send_mail(self, template_prefix, email, context):
        """Send a mail; where that is impossible, what it was about goes on all the same."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError:  # everything that smtplib raises
            logger.exception("The mail %s could not be sent.", template_prefix)

    def format_email_subject(self, subject):
        return f"{self.request.site.name}: {subject}"

    def _get_login_attempts_cache_key(self, request, **credentials):
        username = credentials["username"].lower()
        return f"{self._find_device(request, username) or self.get_client_ip(request)} {username}"

    @staticmethod
    def _find_device(request, username):
        """Return what tells a browser from others in which the owner of the account signed in before, or None."""
        is_known = request.get_signed_cookie(DEVICE_COOKIE, default=None, max_age=YEAR) == quote(username)
        return request.COOKIES[DEVICE_COOKIE] if is_known else None


class SecondFactorAdapter(DefaultMFAAdapter):
    def generate_authenticator_name(self, user, type):  # noqa: A002 - allauth's name
        return name_browser(self.request.headers.get("User-Agent", ""))

    def _get_site_name(self):
        return self.request.site.name
