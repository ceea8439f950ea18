from django.apps import AppConfig
from django.db.models.signals import post_migrate


class EditionConfig(AppConfig):
    name = "edition"

    def ready(self):
        from edition import turning

        # New code may show old content differently, and every installation of new code migrates.
        post_migrate.connect(turning.turn_after_migrate, sender=self)
