from django.apps import apps

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
