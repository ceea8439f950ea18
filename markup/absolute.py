"""HTML that is read away from its page."""

from collections.abc import Callable
from urllib.parse import urljoin

from markup.sanitising import clean

# The attributes that hold an address.
_addresses = {"href", "src", "cite"}


def make_absolute(html: str, *, page: str) -> str:
    """Return `html` with every address in it as it is meant on the page whose absolute address is `page`.

    The result passes the allow-list of all texts once more. An address that cannot be read is left out.
    """
    return clean(html, attribute_filter=_resolving_from(page))


def _resolving_from(page: str) -> Callable[[str, str, str], str | None]:
    def resolve(_tag: str, name: str, value: str) -> str | None:
        try:
            if name == "srcset":
                return ", ".join(urljoin(page, candidate) for candidate in value.split(", "))
            return urljoin(page, value) if name in _addresses else value
        except ValueError:
            return None

    return resolve
