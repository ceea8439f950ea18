"""The roles that come with the install: what each may do. Superusers may do everything."""

from django.utils.translation import pgettext_lazy

_writing = {
    "blog": {
        "post": "view add change",
        "update": "view add change",
        "quotation": "view add change delete",
        "source": "view add",
        "tag": "view add",
        "revision": "view",
    },
    "pictures": {"picture": "view add change"},
    "evidence": {"link": "view", "capture": "view"},
}
_editing = {
    "blog": {
        "post": "view add change edit_all",
        "update": "view add change",
        "quotation": "view add change delete",
        "source": "view add change",
        "tag": "view add change",
        "page": "view add change",
        "revision": "view seal",
    },
    "pictures": {"picture": "view add change edit_all"},
    "evidence": {"link": "view", "capture": "view"},
    "sidebar": {"widget": "view add change"},
    "admin": {"logentry": "view"},
}
_moderating = {"banners": {"sitebanner": "view add change"}}

ROLES = {"Author": _writing, "Editor": _editing, "Moderator": _moderating}
_names = {
    "Author": pgettext_lazy("role", "Author"),
    "Editor": pgettext_lazy("role", "Editor"),
    "Moderator": pgettext_lazy("role", "Moderator"),
}


def name_role(group):
    """Return what the role of `group` is called in the language of the site."""
    return str(_names.get(group.name, group.name))


def permissions_of(role, app_label):
    """Return the codenames of a role's permissions in an app."""
    models = ROLES[role].get(app_label, {})
    return {
        f"{verb}_{model}" if verb != "edit_all" else f"edit_all_{model}s"
        for model, verbs in models.items()
        for verb in verbs.split()
    }
