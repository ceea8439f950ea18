"""Settings. What differs between installations comes from the environment (config/environment.py, .env.example)."""

from django.utils.csp import CSP

from config.environment import (
    BASE_DIR,
    env,
    read_database,
    read_flag,
    read_mailer,
    read_secret_key,
    read_site_url,
    read_storage,
)

SECRET_KEY = read_secret_key()
DEBUG = read_flag("DEBUG", default=False)
SITE_URL, _site_host = read_site_url()

# Hosts, https and its cookies all follow from the one address of the site.
_is_https = SITE_URL.scheme == "https"
_local_hosts = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = [
    *(_local_hosts if _site_host in _local_hosts else [_site_host]),
    *env.list("ALLOWED_HOSTS", default=[]),
]
# How addresses begin that are read elsewhere: in feeds, sitemaps, structured data, shared links.
SITE_ORIGIN = f"{SITE_URL.scheme}://{_site_host}{f':{SITE_URL.port}' if SITE_URL.port else ''}"
CSRF_TRUSTED_ORIGINS = [SITE_ORIGIN]
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _is_https
SECURE_HSTS_SECONDS = 31_536_000 if _is_https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _is_https and read_flag("HSTS_SUBDOMAINS", default=True)
_is_behind_proxy = read_flag("BEHIND_PROXY", default=False)
if _is_behind_proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    # Authors may show pictures of others; nothing else comes from elsewhere.
    "img-src": [CSP.SELF, "data:", "https:"],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    # Before our own: people's admin takes away some of what they register.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "edition",
    "people",
    "autosave",
    "banners",
    "sidebar",
    "pictures",
    "blog",
    "evidence",
    "transfer",
    "desk.apps.DeskConfig",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    # Templates of form fields are looked for where all others are.
    "django.forms",
]

# Widgets have their templates among the others.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "edition.middleware.EditionMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "blog.middleware.SiteMiddleware",
    "people.middleware.SecondFactorMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "blog.context_processors.frame",
            ],
        },
    },
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": read_database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Limits of attempts are counted by all processes together, and outlive them. What pages can find again is in memory.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "people_sharedcacheentry",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    "memory": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
SESSION_ENGINE = "people.sessions"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"

ALLAUTH_TRUSTED_PROXY_COUNT = int(_is_behind_proxy)
ACCOUNT_ADAPTER = "people.adapters.AccountAdapter"
ACCOUNT_USER_DISPLAY = str
ACCOUNT_EMAIL_VERIFICATION = "none"  # superusers type the addresses, and vouch for them
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105 - a class
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
# “ip” is an address (of IPv6, its network); what “key” is, people/adapters.py says.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,60/h/ip,5/5m/key",
    "login_failed_anywhere": "50/h/key",
    "reset_password": "10/h/ip,5/h/key",
}
MFA_ADAPTER = "people.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "add_webauthn": "people.forms.AddForm",
    "authenticate_webauthn": "people.forms.AuthenticateForm",
    "login_webauthn": "people.forms.LoginForm",
    "reauthenticate_webauthn": "people.forms.ReauthenticateForm",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1  # clocks of phones may be half a minute off

MAILERS = {"default": read_mailer()}
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=f"noreply@{_site_host}")

# Where `load_demo` leaves the passwords it made, for `make run` to show.
DEMO_SIGN_INS = BASE_DIR / ".demo-sign-ins"

# What readers see is in the language and time zone of SiteSettings; these are for everything without a request.
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ru", "Русский")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

# Addresses, each as host:port, of which pages may be read though they are not public. Tests serve theirs there.
FETCHABLE_ADDRESSES: list[str] = []

# Uploaded files, named by their content; they belong into every backup.
MEDIA_URL = "/media/"
MEDIA_ROOT = BASE_DIR / "media"

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "build" / "collected"
# The serif, cut at set-up by `manage.py build_type`. Without it pages use the reader's own.
TYPE_DIR = BASE_DIR / "build" / "type"
HAS_TYPE = (TYPE_DIR / "type" / "type.css").exists()
# The parts of the editor, fetched at set-up by `make`. Without them texts are written in plain fields.
PARTS_DIR = BASE_DIR / "build" / "parts"
HAS_PARTS = (PARTS_DIR / "parts" / "text-expander-element.js").exists()
STATICFILES_DIRS = [BASE_DIR / "static", *([TYPE_DIR] if HAS_TYPE else []), *([PARTS_DIR] if HAS_PARTS else [])]
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = DEBUG
_static_storage = "django.contrib.staticfiles.storage.StaticFilesStorage" if DEBUG else "config.static.StaticStorage"
STORAGES = {
    "default": read_storage(),
    "staticfiles": {"BACKEND": _static_storage},
}

# Files that nobody could want are not even received.
FILE_UPLOAD_HANDLERS = [
    "pictures.receiving.BoundedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# A body of 1 MB, percent-encoded by the browser, with its quotations; a longer one is refused with a message.
DATA_UPLOAD_MAX_MEMORY_SIZE = 32 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}, "null": {"class": "logging.NullHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # What strangers ask for in vain is no news.
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"handlers": ["null"], "propagate": False},
    },
}
