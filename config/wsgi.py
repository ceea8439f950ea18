"""What granian and gunicorn serve."""

import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

try:
    is_debugging = settings.DEBUG
except ImproperlyConfigured as error:
    sys.exit(str(error))

if is_debugging:
    sys.exit("DEBUG is on: a server for readers does not start with it. Use `make dev`, or unset it.")

application = get_wsgi_application()
