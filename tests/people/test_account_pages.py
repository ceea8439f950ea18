"""The pages of one's own account: who reaches them, what they keep, and what goes by mail."""

import re
import smtplib

import pytest
from django.contrib.auth import get_user
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from blog.models import SiteSettings
from people.models import SecurityEvent, User
from tests.conftest import PASSWORD

NEW = "a very new password"


def addresses():
    """Yield each address of an account page, with something that nobody has where it wants something."""
    for name in {key for key in get_resolver("people.urls").reverse_dict if isinstance(key, str)}:
        for args in ([], [1], ["1", "abc-def"]):
            try:
                yield reverse(name, args=args)
            except NoReverseMatch:
                continue
            break


ADDRESSES = sorted(addresses())
# Whoever is not signed in reaches these.
OPEN = {
    "/account/inactive/", "/account/login/", "/account/password/reset/", "/account/password/reset/1-abc-def/",
    "/account/password/reset/done/", "/account/password/reset/sent/",
}  # fmt: skip


def test_every_address_is_tried():
    assert len(ADDRESSES) == 24


@pytest.fixture
def confirmed(client, enter):
    """Sign a user in who has just shown once more who this is."""

    def go_in(user):
        enter(user.username)
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        return client

    return go_in


def test_stranger_is_shown_what_strangers_need(client, db):
    """P12"""
    for path in ADDRESSES:
        # Else it is a page of somebody, or a step of a sign-in that has not begun.
        allowed = {200, 405} if path in OPEN else {302, 403}
        assert {client.get(path).status_code, client.post(path).status_code} <= allowed, path


@pytest.mark.parametrize("role", ["author", "editor", "moderator", "superuser", None])
def test_every_role_has_an_account(request, confirmed, role):
    """P12, P19"""
    user = request.getfixturevalue(role) if role else User.objects.create_user("vera", password=PASSWORD)
    client = confirmed(user)
    for path in ADDRESSES:
        assert client.get(path).status_code in {200, 302, 404}, path
    for path in ADDRESSES:
        assert client.post(path).status_code in {200, 302, 403, 404, 405}, path


@pytest.mark.parametrize("is_in", [False, True])
def test_account_pages_are_kept_nowhere_and_hold_nothing_inline(client, author, confirmed, is_in):
    """P11, P17"""
    if is_in:
        confirmed(author)
    for path in ADDRESSES:
        response = client.get(path)
        assert {"no-store", "private"} <= set(response.headers["Cache-Control"].split(", ")), path
        assert "ETag" not in response.headers
        assert "unsafe" not in response.headers["Content-Security-Policy"]
        if response.status_code == 200 and "html" in response.headers["Content-Type"]:
            assert '<meta name="robots" content="NONE,NOARCHIVE">' in response.text
            inline = r'<script(?![^>]*\s(?:src=|type="application/json"))[^>]*>|<[^>]*\s(?:style|on\w+)=|<style'
            assert re.findall(inline, response.text) == [], path


def test_robots_are_asked_to_stay_out(client, db):
    assert "Disallow: /account/" in client.get("/robots.txt").text.splitlines()


def test_account_pages_stand_on_a_site_in_russian(author, confirmed):
    SiteSettings(language="ru", name="Сибирский свет").save()
    client = confirmed(author)
    for path in ADDRESSES:
        response = client.get(path, follow=True)
        assert response.status_code in {200, 404}, path
        assert "Сибирский свет" in response.text


# Passwords


@pytest.fixture
def reachable_author(author):
    author.email = "Anna@Example.org"
    author.save()
    return author


def ask(client, email="anna@example.org"):
    return client.post(reverse("account_reset_password"), {"email": email}, follow=True)


def link_in(mail):
    return re.search(r"http://testserver(/account/\S+)", mail.body)[1]


def choose(client, link):
    page = client.get(link)
    form = {"password1": NEW, "password2": NEW}
    return client.post(page.headers["Location"], form, follow=True) if page.status_code == 302 else page


def test_forgotten_password_is_reset_by_mail(client, reachable_author, enter, mailoutbox):
    ask(client)
    mail = mailoutbox[0]
    assert (mail.to, mail.subject) == (["anna@example.org"], "Siberian Light: Choose a new password")
    assert "for the account anna." in mail.body
    assert choose(client, link_in(mail)).status_code == 200
    assert not get_user(client).is_authenticated
    enter("anna", NEW)
    assert get_user(client).is_authenticated
    assert SecurityEvent.objects.filter(kind="password_reset", user=reachable_author).count() == 1


def test_mail_leads_to_the_site_whatever_host_was_asked(client, reachable_author, settings, mailoutbox):
    """P17"""
    settings.ALLOWED_HOSTS = ["*"]
    client.post(reverse("account_reset_password"), {"email": "anna@example.org"}, headers={"host": "evil.example"})
    assert link_in(mailoutbox[0])
    assert "evil.example" not in mailoutbox[0].body


def test_link_works_once(client, reachable_author, enter, mailoutbox):
    ask(client)
    choose(client, link_in(mailoutbox[0]))
    assert "does not work any more" in choose(Client(), link_in(mailoutbox[0])).text


def test_link_dies_with_a_change_of_the_address(client, reachable_author, mailoutbox):
    ask(client)
    reachable_author.email = "else@example.org"
    reachable_author.save()
    assert "does not work any more" in choose(client, link_in(mailoutbox[0])).text
    ask(client)
    assert mailoutbox[-1].subject == "Siberian Light: There is no account with this address"


@pytest.mark.parametrize("is_active", [True, False])
def test_asking_does_not_tell_whether_there_is_an_account(client, reachable_author, mailoutbox, is_active):
    """P13"""
    reachable_author.is_active = is_active
    reachable_author.save()
    known, unknown = ask(client), ask(client, "nobody@example.org")
    assert known.redirect_chain == unknown.redirect_chain
    assert known.text == unknown.text
    assert len(mailoutbox) == 2  # as much work


def test_asking_again_and_again_is_stopped(client, reachable_author, mailoutbox):
    """P13"""
    for _ in range(8):
        ask(client)
    assert len(mailoutbox) == 5
    statuses = [ask(client, f"user{number}@example.org").status_code for number in range(10)]
    assert statuses[-1] == 429


def test_mail_that_cannot_be_sent_is_logged_and_stops_nothing(client, reachable_author, monkeypatch, caplog):
    """P19, P25"""

    def refuse(self, messages):
        raise smtplib.SMTPServerDisconnected("away")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    assert ask(client).status_code == 200
    assert "could not be sent" in caplog.text


def test_change_of_password_ends_the_other_sessions(client, reachable_author, enter, mailoutbox):
    other = Client()
    enter("anna")
    enter("anna", by=other)
    form = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    client.post(reverse("account_change_password"), form)
    assert get_user(client).is_authenticated
    assert not get_user(other).is_authenticated
    assert mailoutbox[0].to == ["anna@example.org"]
    assert SecurityEvent.objects.filter(kind="password_changed").count() == 1


def test_change_of_password_wants_the_old_one(client, author, enter):
    enter("anna")
    form = {"oldpassword": "wrong", "password1": NEW, "password2": NEW}
    client.post(reverse("account_change_password"), form)
    author.refresh_from_db()
    assert author.check_password(PASSWORD)


def test_old_page_of_the_admin_leads_to_the_new(sign_in, author):
    response = sign_in(author).get(reverse("admin:password_change"))
    assert response.headers["Location"] == reverse("account_change_password")


# Sessions

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def three_sessions(author, enter):
    """Sign the author in three times; return the clients."""
    clients = [Client(), Client(), Client(headers={"user-agent": FIREFOX})]
    for number, each in enumerate(clients):
        enter("anna", by=each, address=f"192.0.2.{number}")
    return clients


def sessions_in(page):
    return re.findall(r"<li>\s*<strong>(.+?)</strong>.*?from (\S+?)\.\s", page.text)


def test_sessions_are_listed(three_sessions):
    page = three_sessions[0].get(reverse("usersessions_list"))
    assert sessions_in(page) == [
        ("Unknown browser", "192.0.2.0"),
        ("Unknown browser", "192.0.2.1"),
        ("Firefox on Linux", "192.0.2.2"),
    ]
    assert page.text.count("This is here and now.") == 1


def test_one_session_is_ended(three_sessions):
    first = three_sessions[0]
    page = first.get(reverse("usersessions_list"))
    chosen = re.findall(r'name="session" value="(\d+)"', page.text)[0]
    first.post(reverse("usersessions_list"), {"session": chosen})
    assert [get_user(each).is_authenticated for each in three_sessions] == [True, False, True]


def test_all_others_are_ended(three_sessions):
    three_sessions[1].post(reverse("usersessions_list"))
    assert [get_user(each).is_authenticated for each in three_sessions] == [False, True, False]


def test_nobody_ends_the_session_of_another(client, moderator, three_sessions, author, enter):
    """P12"""
    enter("mila")
    for session in author.usersession_set.all():
        client.post(reverse("usersessions_list"), {"session": session.pk})
    assert all(get_user(each).is_authenticated for each in three_sessions)
    assert "Firefox" not in client.get(reverse("usersessions_list")).text


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19 Safari/604",
            "Safari on iPhone",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/150 Safari/537 Edg/150", "Edge on Windows"),
        ("Mozilla/5.0 (Linux; Android 16) AppleWebKit/537 Chrome/150 Mobile Safari/537", "Chrome on Android"),
        ("<script>alert(1)</script>", "Unknown browser"),
    ],
)
def test_browser_is_called_by_its_name(author, enter, user_agent, name):
    client = Client(headers={"user-agent": user_agent})
    enter("anna", by=client)
    assert sessions_in(client.get(reverse("usersessions_list")))[0][0] == name
