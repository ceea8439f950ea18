"""What an import says of itself: how many of what, and a line for everything that was changed or left behind."""

from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

ADDED = gettext_noop("added")
UPDATED = gettext_noop("changed at the origin, and here now")
UNCHANGED = gettext_noop("here already, unchanged")
EDITED_HERE = gettext_noop("changed at the origin, but edited here since: left as it is")
ERASED_HERE = gettext_noop("erased here since: not brought again")
REFUSED = gettext_noop("not carried")
# These need somebody to look at them.
_open_states = {REFUSED}


class Report:
    """Gathers what is to be said, and says it in Markdown."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()
        self._left_behind: Counter[str] = Counter()
        self._items: list[tuple[str, str, str, list[str]]] = []
        self._general: list[str] = []
        self.is_complete = True

    def add(self, kind: str, title: str, state: str, notes: Iterable[str] = (), *, number: int = 1) -> None:
        """Note what became of a thing, or of a number of them."""
        self.counts[kind, state] += number
        self.is_complete &= state not in _open_states
        notes = list(notes)
        if notes or state in {EDITED_HERE, ERASED_HERE, REFUSED}:
            self._items.append((kind, title, state, notes))

    def leave(self, what: str, number: int = 1) -> None:
        """Note that something of the export is not wanted here, by its nature: it is no failure."""
        self._left_behind[what] += number

    def say(self, text: str, *, is_failure: bool = False) -> None:
        """Note something of the whole import; after a failure it is not complete."""
        self._general.append(text)
        self.is_complete &= not is_failure

    def summary(self) -> list[str]:
        """Return a line for each count."""
        lines = [f"{number} {_(kind)}: {_(state)}" for (kind, state), number in sorted(self.counts.items())]
        lines += [
            _("%(number)s left behind: %(what)s") % {"number": n, "what": w} for w, n in self._left_behind.items()
        ]
        return [*lines, *self._general]

    def compose(self) -> str:
        """Return the whole report."""
        heading = _("Report of an import")
        lines = [f"# {heading}", "", *(f"- {line}" for line in self.summary())]
        for kind, title, state, notes in self._items:
            lines += ["", f"## {title} ({_(kind)}: {_(state)})", "", *(f"- {note}" for note in notes)]
        return "\n".join(lines) + "\n"
