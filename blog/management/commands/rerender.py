from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from rich.console import Console
from rich.progress import track

from blog import publishing
from blog.models import Post
from edition import turning

# Everything besides posts that keeps HTML of its text; each renders when it is cleaned and saved.
OTHERS = ("blog.Page", "blog.SiteSettings", "banners.SiteBanner", "sidebar.Widget")


class Command(BaseCommand):
    help = "Render every text again, after the way texts are rendered has changed. Can be stopped and run again."

    def handle(self, **options):
        things = [(Post, pk) for pk in Post.objects.order_by("pk").values_list("pk", flat=True)]
        for label in OTHERS:
            if apps.is_installed(label.split(".")[0]):
                model = apps.get_model(label)
                things += [(model, pk) for pk in model.objects.order_by("pk").values_list("pk", flat=True)]
        console = Console(file=self.stderr, stderr=True)
        failed = 0
        try:
            for model, pk in track(things, "Rendering", console=console):
                failed += not self._rerender(model, pk)
        finally:
            turning.turn()
        self.stdout.write(f"{len(things) - failed} of {len(things)} texts rendered.")
        if failed:
            raise CommandError("The texts named above stay as they were. Correct them in the admin.")

    def _rerender(self, model, pk):
        """Render one thing; return whether it went well. What is wrong with it is said, that it is gone is not."""
        thing = model.objects.filter(pk=pk).first()
        if thing is None:
            return True
        try:
            with transaction.atomic():
                self._render(thing)
        except ValidationError as refusal:
            self.stderr.write(f"{thing._meta.verbose_name} {pk} “{thing}”: {' '.join(refusal.messages)}")
            return False
        return True

    def _render(self, thing):
        if isinstance(thing, Post):
            publishing.rerender(thing)
        else:
            thing.full_clean()
            rendered = [field.name for field in thing._meta.fields if field.name.endswith(("_html", "options"))]
            thing.save(update_fields=rendered)
