from django.core.management.base import BaseCommand
from rich.console import Console
from rich.progress import track

from blog.models import Post
from evidence.archiving import archive_due
from evidence.following import follow_due
from evidence.models import Link
from evidence.models.link import LOST
from evidence.noting import note_links


class Command(BaseCommand):
    help = (
        "Follow the links of published posts that are due, keep the copies that are lacking, and have the public "
        "archive asked for more where the settings want it. Run it hourly; it can be stopped and run again."
    )

    def add_arguments(self, parser):
        parser.add_argument("--links", type=int, default=500, help="So many links at most.")

    def handle(self, *, links, **options):
        # Texts that came otherwise than from the desk, and what appeared by the clock.
        # Their keys are all read first: SQLite lets nobody write who is still reading what others have changed since.
        for pk in list(Post.objects.published().values_list("pk", flat=True)):
            if post := Post.objects.filter(pk=pk).first():
                note_links(post)
        due = list(Link.objects.due()[:links])
        lost = 0
        following = track(follow_due(due), "Following links", len(due), console=Console(file=self.stderr, stderr=True))
        for link in following:
            if link.state in LOST:
                lost += 1
                self.stdout.write(f"{link}: {link.reason}")
        kept = sum(1 for capture in archive_due(limit=links) if capture.archive_link)
        self.stdout.write(f"{len(due)} links followed, {lost} dead or changed; {kept} copies in the public archive.")
