"""The demo's cast, with passwords made at random."""

import secrets

from django.conf import settings
from django.contrib.auth.models import Group

from people.models import User

# username, public name, role ("" for a superuser), about
_cast = [
    ("admin", "", "", ""),
    (
        "anna",
        "Anna Weiss",
        "Author",
        "Anna Weiss writes about the Caucasus, the Arctic, and what treaties leave out.",
    ),
    ("timur", "Timur Bekov", "Author", "Timur Bekov follows Central Asia, its pipelines and its elections."),
    ("daniel", "Daniel Hale", "Editor", "Daniel Hale edits this site and writes about Moscow."),
    ("mila", "Mila Orlova", "Moderator", ""),
]


def load():
    """Make the accounts that are missing, and keep their sign-ins in a file that only its owner can read."""
    lines = [_make(*person) for person in _cast if not User.objects.filter(username=person[0]).exists()]
    text = "\n".join(["Demo sign-ins for /admin/ (passwords made on this machine):", *lines])
    settings.DEMO_SIGN_INS.touch(mode=0o600)
    settings.DEMO_SIGN_INS.write_text(text + "\n")


def _make(username, public_name, role, about):
    password = secrets.token_urlsafe(9)
    user = User(username=username, public_name=public_name, about=about, is_staff=True, is_superuser=not role)
    user.set_password(password)
    user.save()
    if role:
        user.groups.add(Group.objects.get(name=role))
    return f"  {username:<8} {password:<14} {role or 'Superuser'}"
