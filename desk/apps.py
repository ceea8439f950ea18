from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    """Django's admin, with a writing desk as its site."""

    default_site = "desk.site.Desk"
