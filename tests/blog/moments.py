"""The moments of the tests."""

from datetime import UTC, datetime, timedelta

NOON = datetime(2008, 8, 8, 12, tzinfo=UTC)
MARCH = datetime(2009, 3, 14, 9, 26, tzinfo=UTC)
APRIL = datetime(2009, 4, 15, 10, 0, tzinfo=UTC)
DAY = timedelta(days=1)
