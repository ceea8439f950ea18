"""The pages of one's own account: allauth's views without signing up, under titles and templates of ours."""

from allauth.account import views as account
from allauth.decorators import rate_limit
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.urls import path, re_path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView

from people import views


def titled(view, title, **attributes):
    """Return `view` as the page that is called `title`."""
    return view.as_view(extra_context={"title": title}, **attributes)


# Named as allauth asks for them.
urlpatterns = [
    path("", titled(views.AccountView, _("Your account")), name="mfa_index"),
    path("sessions/", titled(views.SessionListView, _("Where you are signed in")), name="usersessions_list"),
    # Getting in and out
    path("login/", titled(account.LoginView, _("Sign in")), name="account_login"),
    path("login/second/", titled(mfa.AuthenticateView, _("Your second factor")), name="mfa_authenticate"),
    # Asking begins a session, so that is limited too.
    path(
        "login/passkey/",
        rate_limit(action="login", limit_get=True)(passkeys.LoginWebAuthnView.as_view()),
        name="mfa_login_webauthn",
    ),
    path("logout/", titled(account.LogoutView, _("Sign out")), name="account_logout"),
    path("inactive/", titled(account.AccountInactiveView, _("This account is closed")), name="account_inactive"),
    # Nobody signs up here, but allauth's mails want an address for it.
    path("signup/", RedirectView.as_view(pattern_name="account_login"), name="account_signup"),
    # Is it still you?
    path("confirm/", titled(account.ReauthenticateView, _("Is it still you?")), name="account_reauthenticate"),
    path("confirm/code/", titled(mfa.ReauthenticateView, _("Is it still you?")), name="mfa_reauthenticate"),
    path(
        "confirm/passkey/",
        titled(passkeys.ReauthenticateWebAuthnView, _("Is it still you?")),
        name="mfa_reauthenticate_webauthn",
    ),
    # Passwords
    path("password/", titled(account.PasswordChangeView, _("Change your password")), name="account_change_password"),
    path("password/set/", titled(account.PasswordSetView, _("Set a password")), name="account_set_password"),
    path("password/reset/", titled(account.PasswordResetView, _("A new password")), name="account_reset_password"),
    path(
        "password/reset/sent/",
        titled(account.PasswordResetDoneView, _("Look into your mail")),
        name="account_reset_password_done",
    ),
    re_path(
        r"^password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        titled(account.PasswordResetFromKeyView, _("A new password")),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/done/",
        titled(account.PasswordResetFromKeyDoneView, _("Your password is changed")),
        name="account_reset_password_from_key_done",
    ),
    # Second factors
    path("app/", titled(totp.ActivateTOTPView, _("Set up an authenticator app")), name="mfa_activate_totp"),
    path("app/remove/", titled(totp.DeactivateTOTPView, _("Remove the app")), name="mfa_deactivate_totp"),
    path("passkeys/add/", titled(passkeys.AddWebAuthnView, _("Add a passkey")), name="mfa_add_webauthn"),
    path(
        "passkeys/<int:pk>/remove/",
        titled(passkeys.RemoveWebAuthnView, _("Remove a passkey"), success_url=reverse_lazy("mfa_index")),
        name="mfa_remove_webauthn",
    ),
    path("codes/", titled(codes.ViewRecoveryCodesView, _("Recovery codes")), name="mfa_view_recovery_codes"),
    path("codes/download/", codes.DownloadRecoveryCodesView.as_view(), name="mfa_download_recovery_codes"),
    path("codes/new/", titled(codes.GenerateRecoveryCodesView, _("New codes")), name="mfa_generate_recovery_codes"),
]
