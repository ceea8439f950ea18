"""What every benchmark starts from: settings as in production but for static files, and an empty, migrated database."""

import logging
import os
import tempfile
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.core.signals import request_started
from django.db import reset_queries

_folder = tempfile.TemporaryDirectory()


def prepare():
    """Set Django up on the database of DATABASE_URL, or else on a new SQLite file, and migrate it."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SECRET_KEY": "only-for-benchmarks-0123456789-abcdefghijklmnopqrstuvwxyz",
        "SITE_URL": "http://localhost",
        "DEBUG": "true",  # plain names of static files
        "DATABASE_URL": os.environ.get("DATABASE_URL", f"sqlite:///{Path(_folder.name) / 'bench.sqlite3'}"),
    }
    django.setup()
    settings.DEBUG = False
    request_started.disconnect(reset_queries)  # so that the queries of a request can be counted after it
    logging.getLogger("django.request").setLevel(logging.ERROR)
    call_command("migrate", verbosity=0)
