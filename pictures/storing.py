"""Pictures come into the library here, and leave it. Files are written before the row that tells of them."""

import re
from functools import partial
from hashlib import sha256
from pathlib import Path

from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext

from pictures.drawing import Drawing, draw
from pictures.models import Picture

_endings = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif", "GIF": "gif"}
_not_in_titles = re.compile(r"[^\w.,-]+|_+")


def add(file: File, *, by, **said) -> tuple[Picture, bool]:
    """Return the picture that `file` is, and whether it is new: the same bytes are one picture.

    `said` is what is known about a new one. Raises ValidationError with words for whoever chose the file.
    """
    digest = _digest(file)
    known = Picture.objects.filter(key=digest[:32]).first()
    if known:
        return known, False
    drawing = draw(file)
    about = {"title": _title(file.name or ""), "uploaded_by": by, "width": drawing.width, "height": drawing.height}
    picture = Picture(key=digest[:32], widths=drawing.widths, **about | said)
    # Nobody can ask for the original by a name of which only half is known.
    picture.original.name = f"originals/{digest}.{_endings[drawing.kind]}"
    picture.full_clean(exclude=["original"], validate_unique=False)
    _keep(picture.original.name, file)
    _keep_drawing(picture, drawing)
    fields = {field.attname: getattr(picture, field.attname) for field in Picture._meta.fields if not field.unique}
    return Picture.objects.get_or_create(key=picture.key, defaults=fields)


def redraw(picture: Picture) -> None:
    """Draw a picture from its original again. Raises ValidationError, or OSError where that is gone."""
    with picture.original.open() as file:
        drawing = draw(file)
    picture.width, picture.height, picture.widths = drawing.width, drawing.height, drawing.widths
    _keep_drawing(picture, drawing)
    picture.save(update_fields=["width", "height", "widths"])


def erase(picture: Picture) -> None:
    """Delete a picture that is used nowhere, and its files once that is certain."""
    names = [str(picture.original)]
    names += [picture.get_file_name(width, ending) for width in picture.widths for ending in ("avif", "webp", "jpg")]
    picture.delete()
    for name in names:
        transaction.on_commit(partial(default_storage.delete, name), robust=True)


def _keep_drawing(picture: Picture, drawing: Drawing) -> None:
    for (width, ending), content in drawing.files.items():
        _keep(picture.get_file_name(width, ending), ContentFile(content))


def _keep(name: str, content: File) -> None:
    """Store a file under its name, in place of one that may never have been finished."""
    content.seek(0)
    default_storage.delete(name)
    default_storage.save(name, content)


def _digest(file: File) -> str:
    digest = sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def _title(name: str) -> str:
    """Return the name of a file as a title."""
    return _not_in_titles.sub(" ", Path(name).stem).strip()[:200] or gettext("Picture")
