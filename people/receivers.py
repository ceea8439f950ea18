from allauth.account import signals as account_signals
from allauth.mfa import signals as mfa_signals
from django.apps import apps
from django.dispatch import receiver

from people.models import SecurityEvent
from people.roles import ROLES, permissions_of


def grant_roles(app_config, using, apps=apps, **_):
    """Give each role its permissions in the app that has just migrated. Roles are code: a difference is undone."""
    try:
        group_model, permission_model = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    except LookupError:  # a project migrated to a state before auth
        return
    granted = permission_model.objects.using(using).filter(content_type__app_label=app_config.label)
    for role in ROLES:
        group, _ = group_model.objects.using(using).get_or_create(name=role)
        wanted = permissions_of(role, app_config.label)
        group.permissions.remove(*granted.exclude(codename__in=wanted))
        group.permissions.add(*granted.filter(codename__in=wanted))


@receiver(account_signals.user_logged_in)
def record_sign_in(request, user, **_):
    """Log that somebody got in."""
    SecurityEvent.objects.record(SecurityEvent.Kind.SIGNED_IN, user=user, request=request)
    SecurityEvent.objects.forget_old_failures()


@receiver([account_signals.password_changed, account_signals.password_set])
def record_change_of_password(request, user, **_):
    """Log that somebody has another password."""
    SecurityEvent.objects.record(SecurityEvent.Kind.PASSWORD_CHANGED, user=user, request=request)


@receiver(account_signals.password_reset)
def record_reset_of_password(request, user, **_):
    """Log that somebody has another password, and proved it by mail."""
    SecurityEvent.objects.record(SecurityEvent.Kind.PASSWORD_RESET, user=user, request=request)


@receiver(mfa_signals.authentication_failed)
def record_wrong_code(request, user, **_):
    """Log that somebody knew the password, but had no second factor."""
    SecurityEvent.objects.record(SecurityEvent.Kind.WRONG_CODE, user=user, request=request)


@receiver(mfa_signals.authenticator_added)
def record_added(request, user, authenticator, **_):
    """Log a new second factor."""
    SecurityEvent.objects.record(f"{authenticator.type}_added", user=user, request=request)


@receiver(mfa_signals.authenticator_removed)
def record_removed(request, user, authenticator, **_):
    """Log the loss of a second factor."""
    SecurityEvent.objects.record(f"{authenticator.type}_removed", user=user, request=request)


@receiver(mfa_signals.authenticator_reset)
def record_renewed(request, user, authenticator, **_):
    """Log new recovery codes."""
    SecurityEvent.objects.record(f"{authenticator.type}_reset", user=user, request=request)
