from itertools import batched

from django.core.management.base import BaseCommand
from django.db import transaction
from rich.console import Console
from rich.progress import Progress

from blog import search
from blog.models import Page, Post

BATCH = 100


class Command(BaseCommand):
    help = "Build the search index again, after the way texts are indexed has changed. Can be stopped and run again."

    def handle(self, **options):
        search.install()
        things = [(model, list(model.objects.order_by("pk").values_list("pk", flat=True))) for model in (Post, Page)]
        total = sum(len(keys) for _, keys in things)
        with Progress(console=Console(file=self.stderr, stderr=True)) as progress:
            task = progress.add_task("Indexing", total=total)
            for model, keys in things:
                for batch in batched(keys, BATCH):
                    self._index(model, batch)
                    progress.advance(task, len(batch))
        self.stdout.write(f"{total} posts and pages indexed.")

    @transaction.atomic
    def _index(self, model, keys):
        """Index posts or pages while nobody else changes them."""
        locked = model.objects.select_for_update().filter(pk__in=keys).order_by("pk")
        (search.index_posts if model is Post else search.index_pages)(locked)
