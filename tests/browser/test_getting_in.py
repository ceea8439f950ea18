"""Second factors as people use them; the device is Chromium's own virtual one."""

import re

import pytest
from playwright.sync_api import expect

from people.models import SignInSettings
from tests.browser.conftest import PHONE
from tests.conftest import PASSWORD
from tests.people.conftest import code_of_app


@pytest.fixture
def give_device():
    """Give a page a device that keeps passkeys, and whose owner always consents; return the session with it."""

    def give(page, **options):
        session = page.context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
        device |= {"isUserVerified": True, "automaticPresenceSimulation": True} | options
        session.send("WebAuthn.addVirtualAuthenticator", {"options": device})
        return page

    return give


def confirm(page):
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()


def test_editor_adds_the_passkey_that_is_asked_for_and_signs_in_with_it(open_desk, give_device, editor):
    SignInSettings(pk=1, second_factor="editors").save()
    page = give_device(open_desk(editor))
    expect(page.get_by_text("This site asks you for a second factor")).to_be_visible()
    page.get_by_role("link", name="Add a passkey").click()
    confirm(page)
    expect(page.get_by_label("Name")).to_have_value("Chrome on Linux")
    page.get_by_label("Name").fill("My phone")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.get_by_role("link", name="To the writing desk").click()
    expect(page.get_by_role("heading", name="Front desk")).to_be_visible()

    page.get_by_role("button", name="Log out").click()
    page.goto("/admin/blog/post/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/admin/blog/post/")

    page.goto("/account/passkeys/add/")
    page.get_by_role("link", name="Use a security key").click()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="Add a passkey")).to_be_visible()
    page.goto("/account/")
    page.get_by_role("link", name="Remove My phone").click()
    page.get_by_role("button", name="Remove the passkey").click()
    expect(page.get_by_text("This site asks you for a second factor")).to_be_visible()


def test_passkey_is_a_second_factor_after_the_password(open_desk, give_device, author):
    page = give_device(open_desk(author, "/account/passkeys/add/"))
    confirm(page)
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.get_by_role("button", name="Log out").click()
    page.get_by_label("Username").fill("anna")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="Your second factor")).to_be_visible()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="Front desk")).to_be_visible()


def test_who_does_not_consent_is_told_what_to_do(open_desk, give_device, author):
    page = give_device(open_desk(author, "/account/passkeys/add/"), isUserVerified=False)
    confirm(page)
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("That did not work.")


def test_author_sets_an_app_up_on_a_phone_and_signs_in_with_it(open_desk, author):
    page = open_desk(author, "/account/app/", viewport=PHONE)
    confirm(page)
    expect(page.get_by_role("img", name="The key for your app")).to_be_visible()
    secret = page.locator("main code").inner_text()
    page.get_by_label("Authenticator code").fill(code_of_app(secret))
    page.get_by_role("button", name="Set up the app").click()
    code = page.locator(".recovery-codes code").first.inner_text()
    assert re.fullmatch(r"\d{8}", code)

    page.get_by_role("button", name="Log out").click()
    page.get_by_label("Username").fill("anna")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("button", name="Use a passkey")).to_have_count(0)
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_text("Incorrect code.")).to_be_visible()
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="Front desk")).to_be_visible()


def test_without_scripts_the_password_still_works(open_page, author):
    page = open_page("/admin/login/?next=/account/", java_script_enabled=False)
    page.get_by_label("Username").fill(author.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()
    page.goto("/account/sessions/")
    expect(page.get_by_text("Chrome on Linux")).to_be_visible()
