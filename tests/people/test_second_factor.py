"""What stands beside the password: that it is asked for, cannot be gone around, and can be lost."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from blog.models import Post
from people.models import SecurityEvent
from tests.conftest import PASSWORD
from tests.people.conftest import code_of_app

Kind = SecurityEvent.Kind


def is_in(client):
    return get_user(client).is_authenticated


def send_code(client, code):
    return client.post(reverse("mfa_authenticate"), {"code": code})


def confirm(client):
    """Show once more who one is."""
    return client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


# Signing in with one


def test_password_alone_does_not_let_in(client, author, with_app, enter):
    with_app(author)
    assert enter("anna").headers["Location"] == reverse("mfa_authenticate")
    assert not is_in(client)
    assert client.get(reverse("admin:index")).status_code == 302


def test_code_of_the_app_lets_in_to_where_one_was_going(client, author, with_app, enter):
    with_app(author)
    enter("anna", next=reverse("admin:blog_post_changelist"))
    assert send_code(client, code_of_app()).headers["Location"] == reverse("admin:blog_post_changelist")
    assert is_in(client)


def test_code_of_the_app_works_once(client, author, with_app, enter):
    with_app(author)
    code = code_of_app()
    enter("anna")
    send_code(client, code)
    other = Client()
    enter("anna", by=other)
    assert "Incorrect code" in send_code(other, code).text
    assert not is_in(other)


def test_recovery_code_lets_in_once(client, author, with_app, enter):
    code = with_app(author)[0]
    enter("anna")
    send_code(client, code)
    assert is_in(client)
    other = Client()
    enter("anna", by=other)
    send_code(other, code)
    assert not is_in(other)


def test_guessing_codes_is_stopped(client, author, with_app, enter):
    """P13"""
    with_app(author)
    enter("anna")
    for _ in range(5):
        assert "Incorrect code" in send_code(client, "000000").text
    assert "Too many" in send_code(client, code_of_app()).text
    assert not is_in(client)


def test_code_without_the_password_is_of_no_use(client, author, with_app):
    with_app(author)
    assert send_code(client, code_of_app()).headers["Location"] == reverse("account_login")
    assert not is_in(client)


def test_new_password_by_mail_does_not_go_around_it(client, author, with_app, enter, mailoutbox):
    with_app(author)
    author.email = "anna@example.org"
    author.save()
    client.post(reverse("account_reset_password"), {"email": "anna@example.org"})
    link = re.search(r"http://testserver(/\S+)", mailoutbox[0].body)[1]
    page = client.get(link).headers["Location"]
    client.post(page, {"password1": "a very new password", "password2": "a very new password"})
    assert not is_in(client)
    assert enter("anna", "a very new password").headers["Location"] == reverse("mfa_authenticate")


# Having to have one


ROLES = {"author": False, "moderator": False, "editor": True, "superuser": True}
PAGES = [
    "/",
    "/admin/",
    "/admin/blog/post/",
    "/admin/login/",
    "/admin/password_change/",
    "/search/?q=x",
    "/admin/jsi18n/",
]


@pytest.mark.parametrize("role", ROLES)
def test_editors_and_above_are_led_to_set_one_up(sign_in, request, post, demand, role):
    """P12"""
    demand("editors")
    client = sign_in(request.getfixturevalue(role))
    account = reverse("mfa_index")
    led = [client.get(page).headers.get("Location") == account for page in [*PAGES, post.get_absolute_url()]]
    assert set(led) == {ROLES[role]}
    assert ("This site asks you for a second factor" in client.get(account).text) is ROLES[role]


def test_everybody_may_be_asked(sign_in, moderator, demand):
    demand("everybody")
    assert sign_in(moderator).get(reverse("admin:index")).headers["Location"] == reverse("mfa_index")


@pytest.mark.parametrize("role", ROLES)
def test_nobody_is_asked_at_first(sign_in, request, role):
    assert sign_in(request.getfixturevalue(role)).get(reverse("admin:index")).status_code == 200


def test_who_must_have_one_changes_nothing_without(sign_in, editor, draft, demand):
    """P12"""
    demand("editors")
    form = {"action": "publish_now", "_selected_action": draft.pk}
    response = sign_in(editor).post(reverse("admin:blog_post_changelist"), form)
    assert response.headers["Location"] == reverse("mfa_index")
    assert Post.objects.get().status == "draft"


def test_recovery_codes_alone_do_not_count(sign_in, editor, with_app, demand):
    """P12"""
    demand("editors")
    with_app(editor)
    assert sign_in(editor).get(reverse("admin:index")).status_code == 200
    Authenticator.objects.exclude(type="recovery_codes").delete()
    assert sign_in(editor).get(reverse("admin:index")).headers["Location"] == reverse("mfa_index")


def test_demand_holds_from_the_next_click_on(sign_in, editor, demand):
    client = sign_in(editor)
    for whom, status in ("nobody", 200), ("editors", 302), ("nobody", 200):
        demand(whom)
        assert client.get(reverse("admin:index")).status_code == status


def test_who_must_have_one_can_still_sign_out(sign_in, editor, demand):
    demand("editors")
    for name in ("admin:logout", "account_logout"):
        client = sign_in(editor)
        client.post(reverse(name))
        assert not is_in(client)


def test_strangers_read_on(client, post, demand):
    demand("everybody")
    client.cookies["sessionid"] = "0123456789abcdefghijklmnopqrstuv"
    assert client.get(post.get_absolute_url()).status_code == 200


def test_page_of_a_stranger_costs_nothing_more(client, post, demand, django_assert_num_queries):
    """P22"""
    demand("everybody")
    with django_assert_num_queries(2):  # edition, settings
        client.get(reverse("blog:robots"))


# Setting one up


def test_setting_up_asks_once_more_who_one_is(sign_in, author):
    client = sign_in(author)
    for name in ("mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes"):
        response = client.get(reverse(name))
        assert response.headers["Location"] == reverse("account_reauthenticate", query={"next": reverse(name)})


def test_wrong_password_does_not_confirm(sign_in, author):
    client = sign_in(author)
    client.post(reverse("account_reauthenticate"), {"password": "wrong"})
    assert client.get(reverse("mfa_activate_totp")).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_app_is_set_up_used_and_removed(client, editor, demand, enter, mailoutbox):
    editor.email = "daniel@example.org"
    editor.save()
    demand("editors")
    enter("daniel")
    confirm(client)
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    response = client.post(reverse("mfa_activate_totp"), {"code": code_of_app(secret)}, follow=True)
    assert response.request["PATH_INFO"] == reverse("mfa_view_recovery_codes")
    assert len(re.findall(r"<li><code>\d{8}</code>", response.text)) == 10
    assert client.get(reverse("admin:index")).status_code == 200
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()
    assert client.get(reverse("admin:index")).headers["Location"] == reverse("mfa_index")
    kinds = [Kind.SIGNED_IN, Kind.CODES_ADDED, Kind.APP_ADDED, Kind.APP_REMOVED, Kind.CODES_REMOVED]
    assert sorted(SecurityEvent.objects.values_list("kind", flat=True)) == sorted(kinds)
    assert [mail.to for mail in mailoutbox] == [["daniel@example.org"]] * 2


def test_secret_of_the_app_is_nowhere_in_the_admin(sign_in, superuser, author, with_app):
    """P18"""
    codes = with_app(author)
    client = sign_in(superuser)
    for name in ("admin:people_user_change", "admin:people_user_history", "admin:people_user_delete"):
        text = client.get(reverse(name, args=[author.pk])).text
        assert not any(secret in text for secret in ("JBSWY3DPEHPK3PXP", *codes))
    assert client.get("/admin/mfa/authenticator/").status_code == 404


@pytest.mark.parametrize(
    "answer", ["", "{}", "[]", "null", '"x"', '{"id": 1}', "\x00", '{"response": {"userHandle": "MQ"}}']
)
def test_nonsense_is_no_passkey(client, author, answer):
    """P19"""
    client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})
    response = client.post(reverse("mfa_login_webauthn"), {"credential": answer}, follow=True)
    assert response.status_code == 200
    assert not is_in(client)


def test_asking_for_a_passkey_again_and_again_is_stopped(db, settings):
    """P21"""
    settings.ACCOUNT_RATE_LIMITS = {"login": "3/m/ip"}
    ask = {"path": reverse("mfa_login_webauthn"), "headers": {"accept": "application/json"}}
    assert [Client().get(**ask).status_code for _ in range(4)] == [200, 200, 200, 429]


def test_nobody_removes_the_passkey_of_another(client, author, moderator, enter):
    """P12"""
    key = Authenticator.objects.create(user=author, type="webauthn", data={"name": "Phone"})
    enter("mila")
    confirm(client)
    assert client.post(reverse("mfa_remove_webauthn", args=[key.pk])).status_code == 404
    assert Authenticator.objects.get() == key


# Losing one


def remove_from_desk(client, user):
    form = {"CHANGE_FORM-action": "remove_second_factor", "_selected_action": user.pk}
    return client.post(reverse("admin:people_user_change", args=[user.pk]), form, follow=True)


def test_superuser_helps_a_colleague_who_lost_the_device(sign_in, superuser, author, with_app, enter):
    with_app(author)
    thief, desk = Client(), sign_in(superuser)
    enter("anna", by=thief)
    send_code(thief, code_of_app())
    assert is_in(thief)
    assert "has no second factor any more" in remove_from_desk(desk, author).text
    assert not is_in(thief)
    enter("anna", by=thief)
    assert is_in(thief)
    assert str(LogEntry.objects.get()) == "Changed “Anna Weiss” — Removed the second factor."


@pytest.mark.parametrize("role", ["author", "editor", "moderator"])
def test_others_do_not_take_a_second_factor_away(sign_in, request, superuser, with_app, role):
    """P12"""
    with_app(superuser)
    remove_from_desk(sign_in(request.getfixturevalue(role)), superuser)
    assert Authenticator.objects.filter(user=superuser).count() == 2


def test_operator_who_is_locked_out_helps_himself(client, superuser, with_app, enter, capsys):
    with_app(superuser)
    call_command("remove_second_factor", "root")
    assert capsys.readouterr().out == "root signs in with the password alone.\n"
    enter("root")
    assert is_in(client)


def test_second_factor_of_nobody_is_an_error(db):
    with pytest.raises(CommandError, match="Nobody is called vera here"):
        call_command("remove_second_factor", "vera")
