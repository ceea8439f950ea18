"""Who wrote at the origin, and who that is here."""

import re
from collections.abc import Mapping

from people.models import User
from transfer.importers.refusing import UnreadableFile

_not_in_usernames = re.compile(r"[^\w.@+-]+")


class Authors:
    """Finds the users that the authors of an origin are here, and makes those that are missing.

    Nobody can sign in as one that was made: there is no password, no address for mail, and no way to the desk.
    """

    def __init__(self, mapping: Mapping[str, str], *, otherwise: str = "") -> None:
        """Take `mapping` from logins at the origin to usernames here; `otherwise` is the username for all others.

        Raises UnreadableFile for a username that nobody has.
        """
        self._slugs = {login: _slug_of(username) for login, username in mapping.items()}
        self._otherwise = _slug_of(otherwise) if otherwise else ""
        self._given = frozenset(mapping)
        self.made: dict[str, str] = {}

    def find(self, login: str) -> str:
        """Return the slug of the user that an author is here; `make` was told of all of them."""
        return self._slugs[login]

    def make(self, names: Mapping[str, str]) -> None:
        """Find or make who the authors are here; `names` are those that readers saw, by login.

        May be called again after what was made was undone.
        """
        for login, name in names.items():
            if login not in self._given:
                self._slugs[login] = self._otherwise or self._find_or_make(login, name)

    def _find_or_make(self, login: str, name: str) -> str:
        username = _not_in_usernames.sub("-", login).strip("-")[:150] or "unknown"
        user = User.objects.filter(username__iexact=username).first()
        if user is None:
            user = User(username=username, public_name=name[:150])
            user.set_unusable_password()
            user.save()
            self.made[login] = str(user)
        return user.slug


def _slug_of(username: str) -> str:
    user = User.objects.filter(username__iexact=username).first()
    if user is None:
        raise UnreadableFile(f"Nobody here is called “{username}”.")
    return user.slug
