from django.apps import AppConfig


class BlogConfig(AppConfig):
    name = "blog"

    def ready(self):
        from blog import receivers, widgets  # noqa: F401 - connects and registers them
        from edition.turning import turn_with

        # Posts, updates and quotations are written through `publishing`, which turns the page itself.
        for model in ("Page", "SiteSettings", "Source", "Tag"):
            turn_with(self.get_model(model))
