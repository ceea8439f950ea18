from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "people"
    verbose_name = _("People")

    def ready(self):
        from edition.turning import turn_with
        from people import receivers

        turn_with(self.get_model("User"), fields=self.get_model("User").PUBLIC_FIELDS)
        turn_with(self.get_model("SignInSettings"))
        # Without a sender: an app's permissions exist only after that app has migrated.
        post_migrate.connect(receivers.grant_roles, dispatch_uid="people.grant_roles")
