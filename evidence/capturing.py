"""What a link leads to is kept: the page as it was sent, in a file of the storage, and what it says, in a row."""

import hashlib
import logging
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from evidence.models import Capture, Link
from evidence.models.capture import name_file
from evidence.models.link import LONGEST
from fetching import Visit, copy_page

# Of longer pages the beginning is kept as text; the file has all.
CHARACTERS_KEPT = 500_000

logger = logging.getLogger(__name__)


def capture(link: Link) -> Visit:
    """Visit a link, keep what it leads to, and return what was found.

    Where there is no room for it, or nothing can be written, the refusal is “storage”.
    """
    try:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "page.warc.gz"
            page = copy_page(link.address, path)
            if not page.refusal:
                _note(link, page, *_store(path))
    except Exception:  # each kind of storage has its own
        logger.exception("The copy of %s could not be stored.", link.address)
        return Visit(link=link.address, refusal="storage")
    return page


def erase_file(sha256: str) -> None:
    """Delete the file of a capture that is no more."""
    default_storage.delete(name_file(sha256))


def _store(path: Path) -> tuple[str, int]:
    """Put a file into the storage, and return its digest and size."""
    with path.open("rb") as content:
        sha256 = hashlib.file_digest(content, "sha256").hexdigest()
        if not default_storage.exists(name_file(sha256)):
            default_storage.save(name_file(sha256), File(content))
    return sha256, path.stat().st_size


@transaction.atomic
def _note(link: Link, page: Visit, sha256: str, size: int) -> None:
    text = page.text[:CHARACTERS_KEPT].replace("\0", "")
    facts = page.facts
    Capture.objects.create(
        link=link,
        final_link=page.link[:LONGEST],
        captured_at=timezone.now(),
        title=facts.title[:500],
        site=facts.site[:200],
        author=facts.author[:300],
        published_on=facts.published_on,
        language=facts.language,
        media_type=page.media_type[:100],
        text=text,
        text_digest=hashlib.sha256(text.encode()).hexdigest(),
        sha256=sha256,
        size=size,
    )
    link.uses.update(is_captured=True)
