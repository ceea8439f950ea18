from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SidebarConfig(AppConfig):
    name = "sidebar"
    verbose_name = _("Sidebar")

    def ready(self):
        from edition.turning import turn_with
        from sidebar import widgets  # noqa: F401 - registers them

        turn_with(self.get_model("Widget"))
