"""The copies that stand beside links which died or changed: `{link: [address of the copy, moment in ISO 8601]}`."""

from datetime import datetime

from django.template.defaultfilters import date as format_date
from django.utils import timezone
from django.utils.translation import gettext

from markup import Version


def read_versions(archived):
    """Return `{link: markup.Version}` of what a post has stored; days are those of the active time zone."""
    return {link: _read(address, datetime.fromisoformat(at)) for link, (address, at) in archived.items()}


def _read(address, at):
    label = gettext("archived copy, %(day)s") % {"day": format_date(timezone.localtime(at), "j E Y")}
    return Version(address, at, label)
