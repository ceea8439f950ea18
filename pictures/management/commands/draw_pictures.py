from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import track

from edition import turning
from pictures import storing
from pictures.models import Picture


class Command(BaseCommand):
    help = "Draw the pictures that were not drawn in all their widths yet. Can be stopped and run again."

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="Draw all again, after the way they are drawn changed.")

    def handle(self, *, all, **options):  # noqa: A002 - the option's name
        pictures = Picture.objects.all() if all else Picture.objects.filter(widths=[])
        keys = list(pictures.order_by("pk").values_list("pk", flat=True))
        failed = 0
        try:
            for pk in track(keys, "Drawing", console=Console(file=self.stderr, stderr=True)):
                failed += not self._draw(pk)
        finally:
            turning.turn()
        self.stdout.write(f"{len(keys) - failed} of {len(keys)} pictures drawn.")
        if failed:
            raise CommandError("The pictures named above stay as they were.")

    def _draw(self, pk):
        """Draw one picture; return whether it went well. What is wrong with it is said, that it is gone is not."""
        picture = Picture.objects.filter(pk=pk).first()
        if picture is None:
            return True
        try:
            storing.redraw(picture)
        except (ValidationError, OSError) as refusal:
            reason = " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)
            self.stderr.write(f"picture {pk} “{picture}”: {reason}")
            return False
        return True
