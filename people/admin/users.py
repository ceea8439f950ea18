from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.contrib.admin.options import ActionLocation
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group
from django.db.models import Exists, OuterRef
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from autosave.admin import KeepingAdmin
from people.models import SECOND_FACTORS, User
from people.roles import name_role

# The roles are part of the program (people/roles.py): users are given them, nobody edits them.
admin.site.unregister(Group)


@admin.register(User)
class PersonAdmin(KeepingAdmin, UserAdmin):
    form = UserChangeForm
    list_display = ("username", "public_name", "roles", "has_second_factor", "is_active", "last_login")
    list_filter = ("groups", "is_active", "is_superuser")
    search_fields = ("username", "public_name", "email", "slug")
    ordering = ("username",)
    actions = ("remove_second_factor",)
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

    @admin.display(description=_("second factor"), boolean=True, ordering="has_second_factor")
    def has_second_factor(self, user):
        return user.has_second_factor

    def get_queryset(self, request):
        factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=SECOND_FACTORS)
        users = super().get_queryset(request).prefetch_related("groups")
        return users.annotate(has_second_factor=Exists(factors))

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

    @admin.action(
        description=_("Remove the second factor, and sign out everywhere"),
        permissions=["change"],
        location=ActionLocation.CHANGE_FORM,
    )
    def remove_second_factor(self, request, queryset):
        for user in queryset:
            user.forget_second_factor()
            self.log_change(request, user, gettext("Removed the second factor."))
            said = gettext("%(user)s has no second factor any more, and signs in with the password alone.")
            self.message_user(request, said % {"user": user}, messages.SUCCESS)
