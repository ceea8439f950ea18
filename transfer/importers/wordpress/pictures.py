"""Pictures of the origin come into the library, and texts show them from there."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pictures import storing
from pictures.models import Picture
from transfer.importers.reporting import ADDED, REFUSED, UNCHANGED, Report
from transfer.importers.wordpress.attachments import Attachment, Attachments

ATTACHMENT = gettext_noop("attachment")

_address = re.compile(r"(?:https?:)?//[^\s\"'<>()]+\.(?:jpe?g|png|gif|webp|avif)(?:\?[^\s\"'<>()]*)?", re.IGNORECASE)
# WordPress keeps smaller copies beside each picture.
_size = re.compile(r"-(?:\d+x\d+|scaled)(?=\.\w+$)")


class Pictures:
    """Which picture of the library each attachment is."""

    def __init__(self) -> None:
        self._by_number: dict[str, Picture] = {}
        self._by_address: dict[str, str] = {}

    def __bool__(self) -> bool:
        return bool(self._by_number)

    def add(self, attachment: Attachment, picture: Picture) -> None:
        self._by_number[attachment.number] = picture
        self._by_address[_plain(attachment.url)] = picture.url

    def get(self, number: str) -> Picture | None:
        """Return the picture that the attachment of that number is here."""
        return self._by_number.get(number)

    def show(self, html: str) -> str:
        """Return HTML in which pictures that are here, in whatever size, are shown from here."""
        return _address.sub(self._replace, html) if self else html

    def _replace(self, found: re.Match[str]) -> str:
        return self._by_address.get(_plain(unescape(found[0])), found[0])


def bring_pictures(
    attachments: Attachments, uploads: Path | None, report: Report, advance: Callable[[int], None], *, is_dry_run: bool
) -> Pictures:
    """Take the files of attachments from the folder of uploads into the library, each by itself."""
    pictures = Pictures()
    for attachment in attachments:
        file = _find(attachment, uploads)
        if file and attachment.is_image and not is_dry_run:
            _bring(attachment, file, pictures, report)
        elif file and attachment.is_image:
            report.add(ATTACHMENT, attachment.title, ADDED)
        elif not attachment.is_image:
            report.leave(_("attachments that are no pictures: texts lead to them where they were"))
        elif uploads:
            report.say(_("There is no file for the picture %s; texts show it from where it was.") % attachment.url)
            report.leave(_("pictures without a file in the folder of uploads"))
        else:
            report.leave(_("pictures: texts show them from where they were. Give the folder of uploads to bring them"))
        advance(1)
    return pictures


def _find(attachment: Attachment, uploads: Path | None) -> Path | None:
    """Return the file of an attachment, which lies inside of the folder whatever its name says."""
    if uploads is None or not attachment.file or "\0" in attachment.file:
        return None
    path = (uploads / attachment.file.lstrip("/")).resolve()
    return path if path.is_relative_to(uploads.resolve()) and path.is_file() else None


def _bring(attachment: Attachment, path: Path, pictures: Pictures, report: Report) -> None:
    said = {"title": attachment.title[:200] or path.stem, "alt": attachment.alt[:300]}
    try:
        with path.open("rb") as file:
            picture, is_new = storing.add(File(file, name=path.name), by=None, **said)
    except ValidationError as refusal:
        report.add(ATTACHMENT, attachment.url, REFUSED, refusal.messages)
        return
    report.add(ATTACHMENT, attachment.title, ADDED if is_new else UNCHANGED)
    pictures.add(attachment, picture)


def _plain(address: str) -> str:
    """Return what is the same in all addresses of a picture."""
    path = address.partition("?")[0].partition("//")[2]
    return _size.sub("", path)
