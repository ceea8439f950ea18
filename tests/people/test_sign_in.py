"""P13: who gets in, who does not, and what the answers tell."""

import re
import time

import pytest
from django.contrib.auth import get_user
from django.test import Client
from django.urls import reverse

from people.models import User
from tests.conftest import PASSWORD

TOO_MANY = "Too many failed login attempts."
WRONG = "The username and/or password you specified are not correct."


def is_in(client):
    return get_user(client).is_authenticated


# Getting in


def test_right_password_leads_to_the_desk(client, author, enter):
    response = enter("anna")
    assert response.headers["Location"] == reverse("admin:index")
    assert client.get(reverse("admin:index")).status_code == 200


def test_name_is_found_in_any_letters(client, author, enter):
    enter("ANNA")
    assert is_in(client)


def test_stranger_is_led_to_the_sign_in_and_back(client, author, post, enter):
    page = reverse("admin:blog_post_change", args=[post.pk])
    response = client.get(page, follow=True)
    assert response.redirect_chain[-1][0] == reverse("account_login", query={"next": page})
    assert enter("anna", next=page).headers["Location"] == page


@pytest.mark.parametrize("url", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"])
def test_nobody_is_led_to_another_site(client, author, enter, url):
    """P11"""
    assert enter("anna", next=url).headers["Location"] == reverse("admin:index")
    response = client.get(reverse("admin:login", query={"next": url}))
    assert response.headers["Location"] == reverse("admin:index")


def test_who_has_no_role_is_told_so(client, make_user, enter):
    User.objects.create_user("vera", password=PASSWORD)
    enter("vera")
    response = client.get(reverse("admin:index"), follow=True)
    assert response.status_code == 403
    assert "your role does not include this page" in response.text


def test_closed_account_stays_out_even_with_the_right_password(client, author, enter):
    User.objects.update(is_active=False)
    assert enter("anna").headers["Location"] == reverse("account_inactive")
    assert not is_in(client)


def test_nobody_signs_up(client):
    form = {"username": "vera", "password1": PASSWORD, "password2": PASSWORD, "email": "vera@example.org"}
    response = client.post(reverse("account_signup"), form)
    assert response.headers["Location"] == reverse("account_login")
    assert not User.objects.exists()


def test_old_form_of_the_admin_lets_nobody_in(client, author):
    client.post(reverse("admin:login"), {"username": "anna", "password": PASSWORD})
    assert not is_in(client)


def test_signing_out_takes_a_post(client, author, enter):
    enter("anna")
    assert client.get(reverse("account_logout")).status_code == 200
    assert is_in(client)
    assert client.post(reverse("account_logout")).headers["Location"] == reverse("account_login")
    assert not is_in(client)


# What is told


def test_wrong_name_and_wrong_password_are_answered_alike(client, author, enter):
    """P13"""
    answers = [enter(name, "wrong").text.replace(name, "…") for name in ("anna", "nobody")]
    known, unknown = (re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer) for answer in answers)
    assert WRONG in known
    assert known == unknown


def test_wrong_name_takes_as_long_as_wrong_password(author, enter, settings):
    """P13"""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    settings.ACCOUNT_RATE_LIMITS = False
    author.set_password(PASSWORD)
    author.save()

    def seconds(name):
        started = time.thread_time()
        enter(name, "wrong")
        return time.thread_time() - started

    seconds("anna")
    known, unknown = ([seconds(name) for _ in range(5)] for name in ("anna", "nobody"))
    assert 0.8 < min(unknown) / min(known) < 1.25


def test_both_are_throttled_alike(author, enter):
    """P13"""
    for name in ("anna", "nobody"):
        for _ in range(5):
            assert WRONG in enter(name, "wrong", address=f"192.0.2.{len(name)}").text
        assert TOO_MANY in enter(name, "wrong", address=f"192.0.2.{len(name)}").text


# How often


def test_guessing_at_one_account_is_stopped(client, author, enter):
    """P13"""
    for _ in range(5):
        enter("anna", "wrong")
    assert TOO_MANY in enter("anna").text
    assert not is_in(client)


def test_guessing_under_other_letters_is_the_same(author, enter):
    """P13"""
    for name in ("anna", "Anna", "ANNA", "aNNa", "anNa"):
        enter(name, "wrong")
    assert TOO_MANY in enter("annA").text


def test_guessing_at_many_accounts_from_one_address_is_stopped(client, author, enter):
    """P13"""
    for number in range(10):
        enter(f"user{number}", "wrong")
    assert TOO_MANY in enter("anna").text
    assert not is_in(client)


def test_network_of_ipv6_is_one_address(client, author, enter):
    """P13"""
    for number in range(10):
        enter(f"user{number}", "wrong", address=f"2001:db8::{number}")
    assert TOO_MANY in enter("anna", address="2001:db8::ffff").text


def test_address_that_a_stranger_makes_up_does_not_count(client, author, enter, settings):
    """P13, P17"""

    def enter_by_proxy(number):
        made_up = Client(headers={"x-forwarded-for": f"203.0.113.{number}, 198.51.100.7"})
        return enter("anna", "wrong", by=made_up).text

    for is_behind_proxy in (0, 1):
        settings.ALLAUTH_TRUSTED_PROXY_COUNT = is_behind_proxy
        answers = [enter_by_proxy(number) for number in range(6)]
        assert [TOO_MANY in answer for answer in answers] == [False] * 5 + [True]


def test_stranger_does_not_lock_the_owner_out(client, author, enter):
    """P13"""
    for _ in range(9):
        enter("anna", "wrong", address="198.51.100.7", by=Client())
    assert TOO_MANY in enter("anna", address="198.51.100.7", by=Client()).text
    enter("anna")
    assert is_in(client)


@pytest.fixture
def under_attack(author, enter):
    """Let many strangers guess until the account is closed to unknown places."""
    for number in range(50):
        enter("anna", "wrong", address=f"198.51.100.{number}", by=Client())


def test_many_strangers_together_are_stopped(under_attack, enter):
    """P13"""
    stranger = Client()
    assert TOO_MANY in enter("anna", address="198.51.100.99", by=stranger).text
    assert not is_in(stranger)


def test_many_strangers_do_not_lock_a_known_browser_out(client, author, enter, request):
    """P13"""
    enter("anna")
    client.post(reverse("account_logout"))
    request.getfixturevalue("under_attack")
    enter("anna", address="203.0.113.5")  # the same browser, elsewhere
    assert is_in(client)


def test_stranger_at_the_owners_address_does_not_lock_a_known_browser_out(client, author, enter):
    """P13"""
    enter("anna")
    client.post(reverse("account_logout"))
    for _ in range(6):
        enter("anna", "wrong", by=Client())
    enter("anna")
    assert is_in(client)


def test_known_browser_may_not_guess_without_end_either(client, author, enter):
    """P13"""
    enter("anna")
    client.post(reverse("account_logout"))
    for _ in range(5):
        enter("anna", "wrong")
    assert TOO_MANY in enter("anna").text


@pytest.mark.parametrize("forge", [lambda _: "anna", lambda cookie: cookie.replace("mila", "anna")])
def test_browser_known_for_one_account_is_not_known_for_another(client, moderator, under_attack, enter, forge):
    """P13"""
    enter("mila")
    client.post(reverse("account_logout"))
    client.cookies["device"] = forge(client.cookies["device"].value)
    assert TOO_MANY in enter("anna", address="203.0.113.5").text


def test_cookie_of_a_known_browser_goes_to_account_pages_alone(client, author, enter):
    """P17"""
    cookie = enter("anna").cookies["device"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/account/", True, "Lax")
