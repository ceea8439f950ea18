from allauth.mfa.base.views import IndexView
from allauth.usersessions.views import ListUserSessionsView

from people.forms import EndSessionsForm
from people.models import SignInSettings


class AccountView(IndexView):
    """What protects the account of whoever is signed in."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        is_asked_for = SignInSettings.load().asks(self.request.user)
        return context | {"is_missing": is_asked_for and not context["is_mfa_enabled"]}


class SessionListView(ListUserSessionsView):
    form_class = EndSessionsForm
