"""A public web archive is asked to keep copies too, where the settings want it."""

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import quote

from django.utils import timezone

from edition import turning
from evidence.following import tell_posts
from evidence.models import Capture, EvidenceSettings
from fetching import Unreadable, ask_archive

# After the last of these it is given up.
AGAIN_AFTER = [timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(days=7)]


def archive_due(*, limit: int) -> Iterator[Capture]:
    """Ask the archive about what is due, and yield each capture; nothing where the settings do not want it."""
    settings = EvidenceSettings.load()
    if not settings.asks_archive:
        return
    for capture in Capture.objects.due_for_archive()[:limit]:
        # Whoever asks at the same time finds it taken.
        is_mine = Capture.objects.filter(pk=capture.pk, archive_at=capture.archive_at)
        if is_mine.update(archive_at=timezone.now() + AGAIN_AFTER[0]):
            _ask(capture, settings.archive_address)
            yield capture


def _ask(capture: Capture, template: str) -> None:
    try:
        capture.archive_link = ask_archive(_fill_in(template, capture.link.address))
        capture.archive_at = None
    except Unreadable:
        may_try_again = capture.archive_tries < len(AGAIN_AFTER)
        capture.archive_at = timezone.now() + AGAIN_AFTER[capture.archive_tries] if may_try_again else None
        capture.archive_tries += 1
    capture.save(update_fields=["archive_link", "archive_at", "archive_tries"])
    if capture.archive_link:
        tell_posts(capture.link)
        turning.turn()


def _fill_in(template: str, link: str) -> str:
    before, _, after = template.partition("{link}")
    return before + (quote(link, safe="") if "?" in before else link) + after
