from django.apps import AppConfig


class AutosaveConfig(AppConfig):
    name = "autosave"
