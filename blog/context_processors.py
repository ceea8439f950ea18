from django.conf import settings


def frame(request):
    """Return what base.html shows on every page: the site's settings, and whether its serif was built."""
    return {"site": getattr(request, "site", None), "has_type": settings.HAS_TYPE}
