from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from autosave.admin import KeepingAdmin
from people.models import User
from people.roles import name_role

# The roles are part of the program (people/roles.py): users are given them, nobody edits them.
admin.site.unregister(Group)


@admin.register(User)
class PersonAdmin(KeepingAdmin, UserAdmin):
    list_display = ("username", "public_name", "roles", "is_active", "last_login")
    list_filter = ("groups", "is_active", "is_superuser")
    search_fields = ("username", "public_name", "email", "slug")
    ordering = ("username",)
    fieldsets = (
        (None, {"fields": ("username", "password", "email")}),
        (_("What readers see"), {"fields": ("public_name", "slug", "about")}),
        (_("What they may do"), {"fields": ("groups", "is_active", "is_superuser")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "fields": (
                    "username",
                    "public_name",
                    "email",
                    "usable_password",
                    "password1",
                    "password2",
                    "groups",
                )
            },
        ),
    )
    filter_horizontal = ()

    @admin.display(description=_("roles"))
    def roles(self, user):
        return gettext("Superuser") if user.is_superuser else ", ".join(map(name_role, user.groups.all()))

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if db_field.name == "groups":
            field.label_from_instance = name_role
            field.label, field.widget = _("Roles"), CheckboxSelectMultiple(choices=field.choices)
            field.help_text = _("Author: own posts. Editor: all content and the sidebar. Moderator: banners.")
        return field

    def save_related(self, request, form, formsets, change):
        """Let whoever has a role sign in to the admin, and nobody else."""
        super().save_related(request, form, formsets, change)
        user = form.instance
        user.is_staff = user.is_superuser or user.groups.exists()
        user.save(update_fields=["is_staff"])
