"""The settings of tests, whatever .env says.

Loaded as a plugin, because Django's settings are read before conftest.py is.
"""

import os

os.environ |= {
    "SECRET_KEY": "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz",
    "SITE_URL": "http://testserver",
    "DEBUG": "true",  # plain names of static files; pytest-django switches the debug pages off again
    "DATABASE_URL": os.environ.get("DATABASE_URL", "sqlite://:memory:"),
}
