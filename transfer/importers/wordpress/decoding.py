"""The bytes of an export become text, whatever they say that they are."""

import codecs
import re
from typing import BinaryIO

from django.utils.translation import gettext as _

from transfer.importers.refusing import UnreadableFile

BLOCK = 1 << 20

_declared = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_not_in_xml = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]+")
_archives = {b"PK\x03\x04": "zip", b"\x1f\x8b": "gzip", b"7z\xbc\xaf": "7z", b"Rar!": "rar", b"BZh": "bzip2"}


class TextReader:
    """Reads text from an opened file, in blocks: without a byte order mark and what XML does not allow.

    A file that says it is UTF-8 may still have bytes of Windows in it: they are taken for what they are. Raises
    UnreadableFile for what is evidently no XML.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._start = file.read(BLOCK)
        self._refuse_other_files()
        name, errors = _choose_encoding(self._start)
        self._decoder = codecs.getincrementaldecoder(name)(errors)

    def read(self) -> str | None:
        """Return the next block of text, which may be empty, or None at the end of the file."""
        block, self._start = self._start or self._file.read(BLOCK), b""
        text = self._decoder.decode(block, final=not block)
        return _not_in_xml.sub("", text.replace("\r\n", "\n").replace("\r", "\n")) if block or text else None

    def _refuse_other_files(self) -> None:
        if not self._start.strip():
            raise UnreadableFile(_("The file is empty."))
        kind = next((name for magic, name in _archives.items() if self._start.startswith(magic)), "")
        if kind:
            raise UnreadableFile(_("This is a %(kind)s archive. Unpack it, and give the files in it.") % {"kind": kind})


def _choose_encoding(start: bytes) -> tuple[str, str]:
    """Return how a file that begins so is to be decoded, and what is to be done with bytes that do not fit."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if start.startswith(mark):
            return name, "bytes_of_windows" if name == "utf-8-sig" else "replace"
    found = _declared.match(start)
    declared = _known(found[1].decode("ascii")) if found else ""
    if declared and declared != "utf-8" and not _is_utf_8(start):
        return declared, "replace"
    return "utf-8", "bytes_of_windows"


def _known(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return ""


def _is_utf_8(start: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(start)
    except UnicodeDecodeError:
        return False
    return True


def _take_bytes_of_windows(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("bytes_of_windows", _take_bytes_of_windows)
