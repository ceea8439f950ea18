from datetime import timedelta
from itertools import islice

from django.core.management.base import BaseCommand
from django.utils import timezone
from rich.console import Console
from rich.progress import track

from evidence import checking


class Command(BaseCommand):
    help = "Follow the links of published posts that were not followed lately. Can be stopped and run again."

    def add_arguments(self, parser):
        parser.add_argument("--days", type=int, default=30, help="Follow again what was followed so many days ago.")
        parser.add_argument("--posts", type=int, default=200, help="So many posts at most.")

    def handle(self, *, days, posts, **options):
        due = list(islice(checking.find_due(before=timezone.now() - timedelta(days=days)), posts))
        dead = 0
        for post in track(due, "Following links", console=Console(file=self.stderr, stderr=True)):
            for check in checking.check(post):
                dead += 1
                self.stdout.write(f"{post}: {check.link}: {check.reason}")
        self.stdout.write(f"{len(due)} posts, {dead} dead links.")
