from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from transfer.importers.refusing import UnreadableFile
from transfer.importers.wordpress.importing import Options, WordPressImport
from transfer.models import Import

AGAIN = "Run the same command again: it goes on where it stopped."


class Command(BaseCommand):
    help = (
        "Bring posts, pages, categories, tags and comments over from exports of WordPress (WXR). Can be stopped and "
        "run again: what is here already is brought up to date, and what was edited here is left alone."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="Exports of one site.")
        parser.add_argument("--uploads", type=Path, metavar="DIR", help="The folder wp-content/uploads of that site.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would be done, and change nothing.")
        parser.add_argument("--report", type=Path, metavar="FILE", help="Write there all that was changed or left out.")
        parser.add_argument(
            "--author",
            action="append",
            default=[],
            metavar="NAME",
            help="LOGIN=NAME: who was LOGIN there is NAME here. NAME alone: everybody else is. Can be repeated.",
        )
        parser.add_argument(
            "--as-written", action="store_true", help="Look for no updates and quotations in old posts."
        )

    def handle(self, *, files, report, **options):
        files = [self._checked(file) for file in files]
        bringing = WordPressImport(files, self._read_options(options))
        try:
            bringing.prepare()
            run = None if options["dry_run"] else self._start(files, bringing.total)
            self._run(bringing, run)
        except UnreadableFile as refusal:
            raise CommandError(str(refusal)) from refusal
        except OSError as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt as stop:
            raise CommandError("Stopped before anything was carried.") from stop
        finally:
            self._write_report(bringing, report)
        for line in bringing.report.summary():
            self.stdout.write(line)
        if not bringing.report.is_complete:
            raise CommandError("Not everything was carried. The report says what was not, and why.")

    def _checked(self, file):
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        return file

    def _read_options(self, options):
        if options["uploads"] and not options["uploads"].is_dir():
            raise CommandError(f"There is no folder {options['uploads']}.")
        pairs = [name.rpartition("=") for name in options["author"]]
        return Options(
            uploads=options["uploads"],
            authors={login: name for login, sign, name in pairs if sign},
            author=next((name for _, sign, name in pairs if not sign), ""),
            is_dry_run=options["dry_run"],
            as_written=options["as_written"],
        )

    def _start(self, files, total):
        names = ", ".join(file.name for file in files)[:300]
        return Import.objects.create(source=names, format="wordpress", total=total)

    def _run(self, bringing, run):
        console = Console(file=self.stderr, stderr=True)
        columns = [TextColumn("Importing"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}/s")]
        with Progress(*columns, TimeRemainingColumn(), console=console) as progress:
            task = progress.add_task("", total=bringing.total, rate="–")

            def advance(number):
                progress.advance(task, number)
                progress.update(task, rate=f"{progress.tasks[0].speed or 0:.0f}")
                if run:
                    run.advance(number)

            try:
                bringing.run(advance)
            except (KeyboardInterrupt, DatabaseError, OSError) as stop:
                done, why = progress.tasks[0].completed, "Stopped" if isinstance(stop, KeyboardInterrupt) else stop
                bringing.report.say(f"{why} after {done:.0f} of {bringing.total} entries.", is_failure=True)
                self._finish(run, bringing, Import.State.STOPPED)
                raise CommandError(f"{why} after {done:.0f} of {bringing.total} entries. {AGAIN}") from stop
        self._finish(run, bringing, Import.State.DONE)

    def _finish(self, run, bringing, state):
        if run:
            run.finish(state, bringing.report.compose())

    def _write_report(self, bringing, path):
        if path:
            path.write_text(bringing.report.compose())
