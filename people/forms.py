from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms as webauthn
from allauth.usersessions.forms import ManageUserSessionsForm
from allauth.usersessions.models import UserSession
from django import forms
from django.db import DatabaseError
from django.utils.translation import gettext_lazy as _


class PasskeyMixin:
    """Whatever somebody sends as a passkey, it is at worst a wrong one. Its parsers raise all kinds of errors."""

    def full_clean(self):
        try:
            super().full_clean()
        except DatabaseError:
            raise
        except Exception:  # noqa: BLE001 - see above
            self.add_error("credential", get_adapter().validation_error("incorrect_code"))


class AuthenticateForm(PasskeyMixin, webauthn.AuthenticateWebAuthnForm):
    pass


class LoginForm(PasskeyMixin, webauthn.LoginWebAuthnForm):
    pass


class ReauthenticateForm(PasskeyMixin, webauthn.ReauthenticateWebAuthnForm):
    pass


class AddForm(PasskeyMixin, webauthn.AddWebAuthnForm):
    """Every key is made a passkey: it asks its owner for a finger, a face or a PIN, and signs in by itself."""

    name = forms.CharField(label=_("Name"), max_length=60, help_text=_("To tell your passkeys apart, such as “Phone”."))
    passwordless = forms.BooleanField(initial=True, widget=forms.HiddenInput)


class EndSessionsForm(ManageUserSessionsForm):
    """End one of the user's other sessions, or all of them where none is named."""

    session = forms.ModelChoiceField(UserSession.objects.none(), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        others = UserSession.objects.exclude(session_key=self.request.session.session_key)
        self.fields["session"].queryset = others.filter(user=self.request.user)

    def save(self, request):
        chosen = self.cleaned_data["session"]
        if chosen:
            chosen.end()
        else:
            super().save(request)
