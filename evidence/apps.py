from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvidenceConfig(AppConfig):
    name = "evidence"
    verbose_name = _("Evidence")

    def ready(self):
        from edition.turning import turn_with

        turn_with(self.get_model("EvidenceSettings"))

        from evidence import receivers  # noqa: F401 - connects them
