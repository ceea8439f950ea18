import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.urls import reverse

from people.models import SignInSettings
from tests.conftest import PASSWORD

SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _nothing_counted(db):
    """Begin with no attempt counted."""
    cache.clear()


@pytest.fixture
def enter(client):
    """Send the sign-in form, from an address of choice; return the answer."""

    def send(username, password=PASSWORD, address="192.0.2.1", by=client, **query):
        form = {"login": username, "password": password}
        return by.post(reverse("account_login", query=query), form, REMOTE_ADDR=address)

    return send


@pytest.fixture
def with_app():
    """Give a user an authenticator app and recovery codes, as setting it up does; return the recovery codes."""

    def set_up(user):
        TOTP.activate(user, SECRET)
        return RecoveryCodes.activate(user).get_unused_codes()

    return set_up


@pytest.fixture
def demand(db):
    """Set who must have a second factor."""

    def ask(whom):
        SignInSettings(pk=1, second_factor=whom).save()

    return ask


def code_of_app(secret=SECRET):
    """Return what an authenticator app shows now."""
    counter = list(yield_hotp_counters_from_time())[1]
    return format_hotp_value(hotp_value(secret, counter))
