"""What differs between installations: read from the environment or .env, and refused in words if it cannot be right."""

from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

# A secret may also come from a file: SECRET_KEY_FILE=/run/secrets/key.
env = environ.FileAwareEnv()
env.read_env(BASE_DIR / ".env")


def read_flag(name, *, default):
    """Return a setting that is on or off."""
    value = env.str(name, default=str(default)).lower()
    if value not in {"true", "false", "on", "off", "yes", "no", "1", "0"}:
        raise ImproperlyConfigured(f"{name} is {value!r}; it must be true or false.")
    return value in {"true", "on", "yes", "1"}


def read_secret_key():
    """Return the key that signs what the site gives out."""
    try:
        key = env.str("SECRET_KEY", default="")
    except OSError as error:
        raise ImproperlyConfigured(f"SECRET_KEY_FILE cannot be read: {error}.") from error
    if not key:
        raise ImproperlyConfigured(
            "SECRET_KEY is not set: give it in the environment or in .env (`make .env` writes one)."
        )
    if len(key) < 50 or len(set(key)) < 5 or key.startswith("django-insecure"):
        raise ImproperlyConfigured("SECRET_KEY is too weak: give at least 50 characters, made at random.")
    return key


def read_site_url():
    """Return the parts of the address of the site, and its host as browsers send it."""
    value = env.str("SITE_URL", default="http://127.0.0.1:8000")
    try:
        parts = urlsplit(value)
        host = _as_browsers_send(parts.hostname or "")
        is_right = parts.scheme in {"http", "https"} and host and parts.path in {"", "/"} and parts.port != 0
    except ValueError:
        is_right = False
    if not is_right:
        raise ImproperlyConfigured(f"SITE_URL is {value!r}; it must be like https://blog.example.org, without a path.")
    netloc = f"{host}:{parts.port}" if parts.port else host
    return parts._replace(netloc=netloc), host


def _as_browsers_send(host):
    """Return a host name as it stands in a request: IPv6 in brackets, other scripts in their ASCII form."""
    return f"[{host}]" if ":" in host else host.encode("idna").decode()


def read_database():
    """Return where and how the database is asked."""
    address = env.str("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}")
    if not address.startswith(("sqlite://", "postgresql://", "postgres://")):
        raise ImproperlyConfigured("DATABASE_URL must begin with sqlite:// or postgresql://.")
    try:
        database = env.db_url_config(address)
    except ValueError:  # says too much: the password
        database = {}
    if not database.get("NAME"):
        raise ImproperlyConfigured("DATABASE_URL cannot be read; signs such as / in a password are written as %2F.")
    if "sqlite" in database["ENGINE"]:
        # Writers wait for one another instead of failing, readers never wait, and what was saved survives a power cut.
        if database["NAME"] != ":memory:":
            database["NAME"] = str(BASE_DIR / database["NAME"])
        database["CONN_MAX_AGE"] = None
        database["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        }
    else:
        database.setdefault("OPTIONS", {})["pool"] = {"timeout": 5}
        database["CONN_HEALTH_CHECKS"] = True
    return database


def read_mailer():
    """Return how mail is sent."""
    address = env.str("EMAIL_URL", default="consolemail://")
    try:
        parts = env.email_url_config(address)
    except (ImproperlyConfigured, ValueError):  # says too much: the password
        raise ImproperlyConfigured(
            "EMAIL_URL cannot be read; it must be like smtp+tls://user:password@mail.example.org:587, "
            "with signs such as / in a password written as %2F."
        ) from None
    names = {
        "EMAIL_HOST": "host",
        "EMAIL_PORT": "port",
        "EMAIL_HOST_USER": "username",
        "EMAIL_HOST_PASSWORD": "password",
        "EMAIL_USE_TLS": "use_tls",
        "EMAIL_USE_SSL": "use_ssl",
    }
    options = {names[name]: value for name, value in parts.items() if name in names and value}
    return {"BACKEND": parts["EMAIL_BACKEND"], "OPTIONS": options | ({"timeout": 10} if options else {})}


def read_tasks():
    """Return who runs tasks: a thread of the serving process, or a worker that finds them in the database."""
    backends = {"thread": "config.tasks.ThreadBackend", "database": "django_tasks_db.DatabaseBackend"}
    name = env.str("TASKS", default="thread")
    if name not in backends:
        raise ImproperlyConfigured(f"TASKS is {name!r}; it must be thread or database.")
    return {"BACKEND": backends[name]}


def read_storage():
    """Return where uploaded files are kept: in MEDIA_ROOT, or in a bucket, from which the site hands them on."""
    bucket = env.str("S3_BUCKET", default="")
    if not bucket:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    if find_spec("storages") is None or find_spec("boto3") is None:
        raise ImproperlyConfigured("S3_BUCKET is set, but requirements/s3.txt is not installed.")
    options = {
        "bucket_name": bucket,
        "access_key": env.str("S3_ACCESS_KEY", default=None),
        "secret_key": env.str("S3_SECRET_KEY", default=None),
        "region_name": env.str("S3_REGION", default=None),
        "endpoint_url": env.str("S3_ENDPOINT", default=None),
        "signature_version": "s3v4",
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
