"""The addresses of a model at the desk."""

from django.urls import reverse

PAGES = ("list", "add", "change", "delete")


def urls(name, pk):
    """Return the addresses of PAGES, in their order."""
    names = {page: f"admin:{name}_{page}" for page in ("add", "change", "delete")}
    args = {"add": [], "change": [pk], "delete": [pk]}
    return [reverse(f"admin:{name}_changelist"), *[reverse(names[page], args=args[page]) for page in names]]
