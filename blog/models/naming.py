"""Names that stay, whatever becomes of slug and domain: `tag:` URIs (RFC 4151), minted once and kept with the row."""

from datetime import UTC
from string import ascii_lowercase, digits

from django.conf import settings
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.crypto import get_random_string

LENGTH = 300

validate_tag_uri = RegexValidator(
    r"(?a)\Atag:([\w.+-]+@)?[\w.-]+,\d{4}(-\d{2}){0,2}:[\w\-.~!$&'()*+,;=:@%/?]*\Z",
    "Give a tag: URI as RFC 4151 has it, such as tag:blog.example.org,2009-03-14:posts/1.",
)


def make_tag_authority():
    """Return who may give names that nobody else gives: the host of the site, and a day on which it is ours."""
    host = settings.SITE_URL.hostname
    # The grammar has no room for the colons of IPv6, which is no address to keep a name by either.
    authority = "localhost" if ":" in host else host
    return f"tag:{authority},{timezone.now().astimezone(UTC):%Y-%m-%d}"


def make_tag_uri():
    """Return a name for a new post."""
    return f"{make_tag_authority()}:posts/{get_random_string(12, ascii_lowercase + digits)}"
