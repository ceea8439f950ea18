from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse

from people.models import SignInSettings

# A user has one address, on the user's page. Keys and sessions are managed by their owners; nobody else sees them.
admin.site.unregister([EmailAddress, Authenticator, UserSession])


@admin.register(SignInSettings)
class SignInSettingsAdmin(admin.ModelAdmin):
    """One row: the list leads straight to it."""

    def changelist_view(self, request, extra_context=None):
        if not self.has_change_permission(request):
            raise PermissionDenied
        settings, _ = SignInSettings.objects.get_or_create(pk=1)
        return HttpResponseRedirect(reverse("admin:people_signinsettings_change", args=[settings.pk]))

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
