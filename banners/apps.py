from django.apps import AppConfig


class BannersConfig(AppConfig):
    name = "banners"

    def ready(self):
        from banners import receivers  # noqa: F401 - connects them
        from edition.turning import turn_with

        turn_with(self.get_model("SiteBanner"))
