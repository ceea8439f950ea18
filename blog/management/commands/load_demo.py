from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from blog.models import Post
from people.models import User


class Command(BaseCommand):
    help = "Load the demo content of every app that brings some. Only into a site without posts."

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-empty", action="store_true", help="Where there are posts or people, do nothing and say nothing."
        )

    def handle(self, *, if_empty, **options):
        if if_empty and (Post.objects.exists() or User.objects.exists()):
            return
        if Post.objects.exists():
            raise CommandError("This site has posts already; the demo content is for an empty one.")
        with transaction.atomic():
            for app in apps.get_app_configs():
                if find_spec(f"{app.name}.demo"):
                    import_module(f"{app.name}.demo").load()
        self.stdout.write("The demo content is loaded.")
