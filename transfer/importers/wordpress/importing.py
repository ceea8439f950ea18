"""A whole export comes over: what stands beside the posts first, then the posts in batches."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import batched
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from blog.models import SiteSettings
from transfer.importers.arriving import Arrival
from transfer.importers.authors import Authors
from transfer.importers.carrying import BATCH, Carrier
from transfer.importers.refusing import UnreadableFile
from transfer.importers.reporting import Report
from transfer.importers.wordpress.arranging import CARRIED, Arranger
from transfer.importers.wordpress.menus import bring_menus
from transfer.importers.wordpress.pictures import bring_pictures
from transfer.importers.wordpress.reading import Item, Unreadable, read
from transfer.importers.wordpress.surroundings import bring_addresses_of_authors, bring_terms
from transfer.importers.wordpress.surveying import Survey, survey


@dataclass(frozen=True)
class Options:
    """What whoever imports has chosen. `authors` maps logins at the origin to usernames here."""

    uploads: Path | None = None
    authors: dict[str, str] = field(default_factory=dict)
    author: str = ""
    is_dry_run: bool = False
    as_written: bool = False


class WordPressImport:
    """One run over the files of an export. `prepare` it, then `run` it; `report` says what became of everything."""

    def __init__(self, files: Sequence[Path], options: Options, *, names: Sequence[str] = ()) -> None:
        """Take the files of one export; `names` are what they are called in the report, where that is not their own."""
        self._files, self._options = files, options
        self._names = names or [path.name for path in files]
        self.report = Report()
        self.total = 0
        self._seen: dict[str, list[str]] = {}

    def prepare(self) -> None:
        """Walk through the files once. Raises UnreadableFile where there is nothing that could be carried."""
        self._found = self._survey()
        if not self._found.total:
            raise UnreadableFile(_("There are no posts in this export."))
        self.total = self._found.total
        self._authors = Authors(self._options.authors, otherwise=self._options.author)

    def run(self, advance: Callable[[int], None]) -> None:
        """Carry all that can be carried; `advance` is told of so many items more, once they are stored."""
        with self._storing():
            bring_terms(self._found, self.report)
            bring_addresses_of_authors(self._found, self._authors)
        uploads, is_dry_run = self._options.uploads, self._options.is_dry_run
        pictures = bring_pictures(self._found.attachments, uploads, self.report, advance, is_dry_run=is_dry_run)
        zone, as_written = SiteSettings.load().zone, self._options.as_written
        arranger = Arranger(self._found, self._authors, pictures, zone, self.report, as_written=as_written)
        carrier = Carrier(self.report)
        for number, arrivals in _ahead(self._arrange(arranger, items) for items in batched(self._read_items(), BATCH)):
            with self._storing():
                carrier.carry(arrivals)
            if is_dry_run:
                carrier.forget()
            advance(number)
        with self._storing():
            bring_menus(self._found, self.report)
        for name in self._authors.made.values():
            self.report.say(_("%(name)s was added as an author who cannot sign in.") % {"name": name})

    def _survey(self) -> Survey:
        """Note what stands in the files. One that breaks off is carried as far as it goes, and that is said."""
        found = Survey()
        for path, name in zip(self._files, self._names, strict=True):
            try:
                survey(path, found)
            except UnreadableFile as refusal:
                self.report.say(f"{name}: {refusal}", is_failure=True)
                if not found.total:
                    raise
        return found

    @contextmanager
    def _storing(self) -> Iterator[None]:
        """Store what is done inside, or undo it where nothing is to be changed."""
        with transaction.atomic():
            self._authors.make(self._found.authors)
            yield
            if self._options.is_dry_run:
                transaction.set_rollback(True)

    def _read_items(self) -> Iterator[Item]:
        for path in self._files:
            with path.open("rb") as file:
                try:
                    for record in read(file):
                        if isinstance(record, Item):
                            yield record
                        elif isinstance(record, Unreadable):
                            said = {"name": record.name, "line": record.line}
                            text = _("<%(name)s> in line %(line)s cannot be read; it is left out.") % said
                            self.report.say(text, is_failure=True)
                except UnreadableFile:
                    continue  # as the survey said

    def _arrange(self, arranger: Arranger, items: Sequence[Item]) -> tuple[int, list[Arrival]]:
        """Return arrivals, and of how many items the progress speaks when they are stored."""
        arrivals = []
        for item in items:
            if item.kind in {"post", "page"} and item.status in CARRIED:
                arrivals.append(self._name_apart(arranger.arrange(item)))
            elif item.kind in {"post", "page"}:
                self.report.leave(_("posts and pages that were thrown away, or never written"))
            elif item.kind not in {"attachment", "nav_menu_item"}:
                self.report.leave(_("entries of the kind “%s”") % item.kind)
        number = sum(item.kind != "attachment" for item in items)
        return number, [arrival for arrival in arrivals if arrival]

    def _name_apart(self, arrival: Arrival) -> Arrival | None:
        """Return an arrival with a key of its own, or None where the very same stood in the files before."""
        times = self._seen.setdefault(arrival.key, [])
        if arrival.digest in times:
            self.report.leave(_("posts and pages that stand in the export twice"))
            return None
        times.append(arrival.digest)
        if len(times) == 1:
            return arrival
        arrival.notes.append(_("Another post of the export has the same number."))
        return replace(arrival, key=f"{arrival.key}#{len(times)}")


def _ahead[T](things: Iterator[T]) -> Iterator[T]:
    """Yield `things`, of which the next is made, in a thread, while one is at work with the last.

    While posts are stored, half of the time goes to waiting for their texts to be rendered in another process.
    """
    with ThreadPoolExecutor(max_workers=1) as executor:
        coming = executor.submit(next, things, None)
        while (thing := coming.result()) is not None:
            coming = executor.submit(next, things, None)
            yield thing
