from itertools import islice

from django.core.management import call_command
from django.core.management.base import BaseCommand
from rich.console import Console
from rich.progress import track

from evidence import verifying
from evidence.models import QuotationCheck


class Command(BaseCommand):
    help = "Look for quotations in their sources and follow links, where that is due. Can be stopped and run again."

    def add_arguments(self, parser):
        parser.add_argument("--quotations", type=int, default=500, help="So many quotations at most.")

    def handle(self, *, quotations, **options):
        for post in list(islice(verifying.find_unprepared(), quotations)):
            verifying.prepare(post)
        due = QuotationCheck.objects.due()
        number, unlike = min(due.count(), quotations), 0
        looked_at = verifying.check_due(due, limit=quotations)
        console = Console(file=self.stderr, stderr=True)
        for check in track(looked_at, "Looking at sources", total=number, console=console):
            if check.refusal or check.state != check.Finding.VERBATIM:
                unlike += 1
                self.stdout.write(f"{check.post}: {check.link}: {check.get_state_display()} {check.reason}".rstrip())
        self.stdout.write(f"{number} quotations, {number - unlike} of them word for word.")
        call_command("check_links", stdout=self.stdout, stderr=self.stderr)
