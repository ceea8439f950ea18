from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class BlogConfig(AppConfig):
    name = "blog"
    verbose_name = _("Blog")

    def ready(self):
        from edition.turning import turn_with

        # Posts, updates and quotations are written through `publishing`, which turns the page itself. Before our own
        # receivers are connected: who turns first has the search index to himself until he is done.
        for model in ("Page", "SiteSettings", "Source", "Tag"):
            turn_with(self.get_model(model))

        from blog import receivers, widgets  # noqa: F401 - connects and registers them

        post_migrate.connect(receivers.prepare_search, sender=self)
