"""What people call browsers."""

from django.utils.translation import gettext

# Browsers call themselves by the names of others too: the first that fits is the right one.
_BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "YaBrowser": "Yandex Browser",
    "Firefox": "Firefox",
    "Chrom": "Chrome",
    "Safari": "Safari",
}
_SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "Linux": "Linux",
}


def name_browser(user_agent):
    """Return what people call the browser and the system that `user_agent` stands for."""
    browser, system = (
        next((name for mark, name in names.items() if mark in user_agent), None) for names in (_BROWSERS, _SYSTEMS)
    )
    if browser and system:
        return gettext("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or gettext("Unknown browser")
