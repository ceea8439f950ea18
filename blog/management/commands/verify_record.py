from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from rich.console import Console
from rich.progress import track

from blog import proving
from blog.models import Post
from edition.turning import writing


class Command(BaseCommand):
    help = "Check that nobody changed the record behind its back: numbers, digests, and what posts say now."

    def add_arguments(self, parser):
        parser.add_argument("--post", type=int, action="append", metavar="NUMBER", help="One post; all without it.")

    def handle(self, *, post, **options):
        try:
            posts = self._choose(post)
            count = posts.count()
            broken = sum(not self._holds(each) for each in self._track(posts, count))
        except DatabaseError as error:
            raise CommandError(f"The database cannot be asked: {error}") from error
        self.stdout.write(f"{count - broken} of {count} posts hold.")
        if broken:
            raise CommandError("The record was changed where it says so above.")

    def _choose(self, numbers):
        posts = Post.objects.order_by("pk").only("title", "tag_uri")
        if not numbers:
            return posts
        for number in numbers:
            if not posts.filter(pk=number).exists():
                raise CommandError(f"There is no post {number}.")
        return posts.filter(pk__in=numbers)

    def _track(self, posts, count):
        console = Console(file=self.stderr, stderr=True)
        # All are read first: SQLite lets nobody write, as below, who is still reading what others have changed since.
        return track(list(posts), "Verifying", total=count, console=console, disable=not console.is_terminal)

    def _holds(self, post):
        """Return whether the record of a post holds, and say where it does not."""
        found = proving.find_break(post)
        if found:
            # It may have been saved or erased while it was read: look again while nobody writes.
            with writing():
                found = proving.find_break(post) if Post.objects.filter(pk=post.pk).exists() else None
        if found:
            place = f"revision {found.number}" if found.number else "record"
            self.stdout.write(f"Post {post.pk} “{post}”, {place}: {found.reason}")
        return found is None
