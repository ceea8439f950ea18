from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Far enough from both ends of the calendar for every time zone.
EARLIEST, LATEST = datetime(1000, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)


def validate_moment(moment: datetime) -> None:
    """Refuse a moment that no page could show. Raises ValidationError."""
    if not is_possible(moment):
        raise ValidationError(_("Give a time between the years 1000 and 9000."))


def is_possible(moment: datetime | None) -> bool:
    """Return whether there is a moment, and one that can be shown in any time zone."""
    return moment is not None and EARLIEST <= moment <= LATEST
