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
        # Pages that are followed are looked through for quotations; what is due after that asks once more.
        call_command("check_links", stdout=self.stdout, stderr=self.stderr)
        due = QuotationCheck.objects.due()
        number = min(due.count(), quotations)
        console = Console(file=self.stderr, stderr=True)
        for check in track(verifying.check_due(due, limit=quotations), "Looking at sources", number, console=console):
            if check.refusal or check.state != check.Finding.VERBATIM:
                self.stdout.write(f"{check.post}: {check.link}: {check.get_state_display()} {check.reason}".rstrip())
        doubtful = QuotationCheck.objects.doubtful().count()
        its = "is not word for word in its source" if doubtful == 1 else "are not word for word in their sources"
        self.stdout.write(f"Of the quotations, {doubtful} {its}.")
