from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BannersConfig(AppConfig):
    name = "banners"
    verbose_name = _("Banners")

    def ready(self):
        from banners import receivers  # noqa: F401 - connects them
        from edition.turning import turn_with

        turn_with(self.get_model("SiteBanner"))
