from django.utils import timezone


def this_second():
    """Return the present moment in whole seconds, as forms show and read it."""
    return timezone.now().replace(microsecond=0)
