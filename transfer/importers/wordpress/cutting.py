"""An export is cut into the elements of its channel, each to be parsed by itself.

So memory does not grow with the file, one bad element spoils no other, and neither a DTD nor the version of the format
plays a part: there is none in an element, and the prefixes are the same in all versions.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from transfer.importers.refusing import UnreadableFile
from transfer.importers.wordpress.decoding import TextReader

# In characters. WordPress itself cannot make a post that is nearly so long.
LONGEST_ELEMENT = 64 << 20

_tag = re.compile(r"<!--|<\?|<!\[CDATA\[|<!|</?([A-Za-z_][\w:.-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_ends = {"<!--": "-->", "<?": "?>", "<![CDATA[": "]]>"}


@dataclass(frozen=True)
class Fragment:
    """An element of the channel, as it stands in the file; `line` is where it begins."""

    name: str
    text: str
    line: int


def cut(reader: TextReader) -> Iterator[Fragment]:
    """Yield the elements of the channel. Raises UnreadableFile where the file is something else, or breaks off."""
    return _Cutter(reader).cut()


class _Cutter:
    """Holds what was read of the file and not yet handed out."""

    def __init__(self, reader: TextReader) -> None:
        self._reader = reader
        self._text = ""
        self._at = 0
        self._line = 1
        self._is_at_end = False

    def cut(self) -> Iterator[Fragment]:
        is_export = False
        while found := self._find(_tag, self._at):
            name, start = found[1], found.start()
            if found[0] in _ends:
                self._skip_to(_ends[found[0]])
            elif found[0] == "<!":
                raise UnreadableFile(self._say_why_not(start))
            elif name in {"rss", "channel"}:
                self._forget(found.end())
                is_export = True
                if found[0].startswith("</"):
                    return
            elif not is_export:
                raise UnreadableFile(_not_an_export(name))
            else:
                yield self._take(found)
        if not is_export:
            raise UnreadableFile(_("This is not an export of WordPress: there is no XML in it."))
        raise UnreadableFile(_("The file breaks off in line %(line)s: its end is missing.") % {"line": self._line})

    def _take(self, opening: re.Match[str]) -> Fragment:
        """Return the element that begins with a tag, after which the next one is looked for."""
        name, start = opening[1], opening.start()
        self._forget(start)
        line = self._line
        is_whole = opening[0].startswith("</") or opening[2].endswith("/")
        end = opening.end() - start if is_whole else self._find_end(name)
        text = self._text[:end]
        self._forget(end)
        return Fragment(name, text, line)

    def _find_end(self, name: str) -> int:
        """Return where the element at the beginning of the text ends; what stands in CDATA is no tag."""
        stop = re.compile(rf"<!\[CDATA\[|</{re.escape(name)}\s*>")
        at = 0
        while found := self._find(stop, at):
            if found[0] != "<![CDATA[":
                return found.end()
            closing = self._find(re.compile(r"\]\]>"), found.end())
            if not closing:
                break
            at = closing.end()
        said = {"line": self._line, "name": name}
        raise UnreadableFile(_("The file breaks off: <%(name)s>, which begins in line %(line)s, has no end.") % said)

    def _find(self, pattern: re.Pattern[str], at: int) -> re.Match[str] | None:
        """Return the first match from `at` on, after reading as much as it needs."""
        while True:
            found = pattern.search(self._text, at)
            # What matches at the very end might go on in what was not read yet.
            if self._is_at_end or (found and found.end() < len(self._text)):
                return found
            at = found.start() if found else at
            self._read_more()

    def _read_more(self) -> None:
        """Read as much again as is held already, so that an element is not looked through too often."""
        parts, size = [self._text], 0
        while not self._is_at_end and size <= len(self._text):
            block = self._reader.read()
            self._is_at_end = block is None
            parts.append(block or "")
            size += len(block or "")
        self._text = "".join(parts)
        if len(self._text) > LONGEST_ELEMENT and not self._is_at_end:
            raise UnreadableFile(_("What begins in line %(line)s is too long for an export.") % {"line": self._line})

    def _skip_to(self, end: str) -> None:
        found = self._find(re.compile(re.escape(end)), self._at)
        self._forget(found.end() if found else len(self._text))

    def _forget(self, end: int) -> None:
        self._line += self._text.count("\n", 0, end)
        self._text, self._at = self._text[end:], 0

    def _say_why_not(self, start: int) -> str:
        if self._text[start : start + 14].lower() == "<!doctype html":
            return _not_an_export("html")
        return _("The file declares a document type (DTD). No export does so, and it could do harm: it is not read.")


def _not_an_export(name: str) -> str:
    if name.lower() == "html":
        return _("This is a web page, not an export of WordPress.")
    return _("This is not an export of WordPress: it begins with <%(name)s>, not with <rss>.") % {"name": name}
