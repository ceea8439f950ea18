from allauth.mfa.webauthn.forms import AddWebAuthnForm
from allauth.usersessions.forms import ManageUserSessionsForm
from allauth.usersessions.models import UserSession
from django import forms
from django.utils.translation import gettext_lazy as _


class PasskeyForm(AddWebAuthnForm):
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
