from django.apps import AppConfig


class SidebarConfig(AppConfig):
    name = "sidebar"

    def ready(self):
        from edition.turning import turn_with
        from sidebar import widgets  # noqa: F401 - registers them

        turn_with(self.get_model("Widget"))
