"""Settings, from the environment, with defaults that are safe for one machine.

`DATABASE_URL` names any PostgreSQL 18, signed in to as `openmso_app`, who owns nothing; without it the embedded
server of `OPENMSO_HOME` is used. `OPENMSO_OWNER_URL` names the same database as its owner, for those who migrate,
raise the wall and found networks: what serves people does without it. With `OPENMSO_PRODUCTION=1` nothing starts
without a secret, allowed hosts, and a word on who ends TLS. Who can sign in, and how: `docs/access.md`.
"""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from openmso.foundation.postgres import embedded_url


class UnsafeSettingsError(ImproperlyConfigured):
    """Settings that would be unsafe, or that only suit a demonstration where production was asked for."""


FOR_LIBPQ = frozenset(
    {
        "sslmode",
        "sslrootcert",
        "sslcert",
        "sslkey",
        "sslcrl",
        "channel_binding",
        "connect_timeout",
        "target_session_attrs",
    }
)
"""What a URL may say after its `?` besides `host`: passed on as it is."""


def _database(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    said = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    host = said.pop("host", parts.hostname or "")
    if strange := sorted(said.keys() - FOR_LIBPQ):
        raise UnsafeSettingsError(
            f"a URL of the database says {', '.join(strange)}, of which nothing is known"
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "openmso",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 0,
        "OPTIONS": {"options": "-c timezone=UTC", **said},
    }


def _in_plain(one: dict[str, Any]) -> bool:
    """Whether what is said to a database could be read, or answered, by somebody on the way."""
    local = one["HOST"].startswith("/")
    return not local and one["OPTIONS"].get("sslmode") not in ("verify-ca", "verify-full")


HOME = Path(os.environ.get("OPENMSO_HOME", Path.home() / ".openmso"))
PRODUCTION = os.environ.get("OPENMSO_PRODUCTION") == "1"
DEBUG = not PRODUCTION and os.environ.get("OPENMSO_DEBUG") == "1"
SECRET_KEY = os.environ.get("OPENMSO_SECRET_KEY", "")
ALLOWED_HOSTS = [host for host in os.environ.get("OPENMSO_HOSTS", "").split(",") if host]
if PRODUCTION and (len(SECRET_KEY) < 50 or not ALLOWED_HOSTS):
    raise UnsafeSettingsError(
        "production needs OPENMSO_SECRET_KEY of 50 characters or more and OPENMSO_HOSTS, a list with commas"
    )
TLS = os.environ.get("OPENMSO_TLS", "")
"""Who ends TLS: `direct`, this process; `proxy`, one that sets X-Forwarded-Proto and X-Forwarded-For itself and strips those of strangers."""
if TLS not in ("", "direct", "proxy") or (PRODUCTION and not TLS):
    raise UnsafeSettingsError(
        "OPENMSO_TLS says who ends TLS: direct (this process) or proxy (it must set X-Forwarded-Proto and X-Forwarded-For itself)"
    )
SECRET_KEY_FALLBACKS = [one for one in os.environ.get("OPENMSO_SECRET_KEY_FALLBACKS", "").split(",") if one]
SECRET_KEY = SECRET_KEY or "only-for-one-machine-and-a-demonstration-never-for-production"
SEALING_KEYS = [one for one in os.environ.get("OPENMSO_SEALING_KEYS", "").split(",") if one] or [
    SECRET_KEY,
    *SECRET_KEY_FALLBACKS,
]
"""Under which what tells of patients is sealed: the first seals, any opens. Without their loss nothing sealed is lost, with it everything is."""
ADDRESS = os.environ.get("OPENMSO_ADDRESS", "").rstrip("/") or (
    f"https://{ALLOWED_HOSTS[0]}" if ALLOWED_HOSTS else "http://localhost:8000"
)
"""Where this installation is found, as letters say it."""
ALLOWED_HOSTS = ALLOWED_HOSTS or ["localhost", "127.0.0.1", "[::1]"]

TIMESTAMPS = os.environ.get("OPENMSO_TIMESTAMPS", "")
"""The address of an authority (RFC 3161) that says when a PDF was sealed; without one it is the machine's own word."""

LISTS = Path(os.environ.get("OPENMSO_LISTS") or HOME / "lists")
"""Where the exclusion lists are laid, as `leie-2026-11-10.csv`: the monthly job looks into the newest."""
SERVER = HOME / "postgres"
"""The data folder of the embedded server."""
EMBEDDED = not os.environ.get("DATABASE_URL")
OWNER = "owner"
"""The connection of the database's owner. It is not there where only `DATABASE_URL` is given."""

DOCUMENT_LIMIT = int(os.environ.get("OPENMSO_DOCUMENT_MB", "25")) * 1024 * 1024
"""Bytes of the largest document."""
LIST_LIMIT = int(os.environ.get("OPENMSO_LIST_MB", "64")) * 1024 * 1024
"""Bytes of the largest exclusion list that is sent over HTTP; the full list of the OIG has about 15 MB."""
SHEET_LIMIT = int(os.environ.get("OPENMSO_SHEET_MB", "8")) * 1024 * 1024
"""Bytes of the largest sheet of people, or answer of the provider registry, that is sent over HTTP."""

DATABASES = {"default": _database(os.environ.get("DATABASE_URL") or embedded_url(SERVER, "openmso_app"))}
if EMBEDDED:
    DATABASES[OWNER] = _database(embedded_url(SERVER, "postgres"))
elif os.environ.get("OPENMSO_OWNER_URL"):
    DATABASES[OWNER] = _database(os.environ["OPENMSO_OWNER_URL"])
if PRODUCTION and EMBEDDED:
    raise UnsafeSettingsError(
        "production needs DATABASE_URL: the embedded server trusts whoever is on the machine"
    )
if PRODUCTION and any(_in_plain(one) for one in DATABASES.values()):
    raise UnsafeSettingsError(
        "production needs ?sslmode=verify-full (and sslrootcert) in DATABASE_URL and OPENMSO_OWNER_URL, or a socket of the machine"
    )
if DATABASES["default"]["USER"] != "openmso_app":
    raise UnsafeSettingsError(
        f"DATABASE_URL signs in as {DATABASES['default']['USER'] or 'nobody'}; it must be openmso_app, who owns nothing "
        "(the owner is for OPENMSO_OWNER_URL)"
    )
HERE = Path(__file__).parent
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "django_htmx",  # the script of htmx
    "ninja",  # the files of the page that describes the API
    "procrastinate.contrib.django",
    "openmso.foundation",
    "openmso.evidence",
    "openmso.law",
    "openmso.structure",
    "openmso.workforce",
    "openmso.oversight",
    "openmso.matching",
    "openmso.finance",
    "openmso.care",
    "openmso.compliance",
    "openmso.insight",
    "openmso.launch",
]
MSA_GATE = "openmso.compliance.queries.agreeing.against"
"""Who is asked what stands against a management agreement before it is signed."""
MIDDLEWARE = [
    "openmso.web.middleware.strict_headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "openmso.web.middleware.Sessions",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "openmso.web.middleware.SignInFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "openmso.web.middleware.Refusals",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "openmso.web.urls"
WSGI_APPLICATION = "openmso.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "openmso.web.frame.frame",
            ],
            "builtins": [
                "django.templatetags.static",
                "openmso.web.tags.demonstration",
                "openmso.web.tags.law",
                "openmso.web.tags.shifts",
                "openmso.web.tags.words",
                "openmso.web.tags.records",
                "openmso.web.tags.pictures",
                "openmso.web.tags.drawings",
                "openmso.web.tags.gauges",
            ],
        },
    }
]
STATIC_URL = "/static/"
STATICFILES_DIRS = [HERE / "static"]
WHITENOISE_USE_FINDERS = True
AUTH_USER_MODEL = "foundation.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
"""What is sent up to this size, such as a picture of a patient, never lies on the disk in plain."""
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
ZONE = os.environ.get("OPENMSO_ZONE", "America/Chicago")
"""Whose day counts as today on pages that are about no single site."""
LANGUAGE_CODE = "en-us"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "openmso_cache",
        # Beyond this entries are thrown out before their time: nobody should get there by making up addresses.
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
}
"""In the database, so that a code used in one process is used up in all of them."""

# ---------------------------------------------------------------- cookies and transport

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_NAME = "__Host-openmso" if PRODUCTION else "openmso"
CSRF_COOKIE_NAME = "__Host-openmso-csrf" if PRODUCTION else "openmso-csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "openmso.web.views.not_from_our_page"
SESSION_COOKIE_AGE = 60 * int(os.environ.get("OPENMSO_IDLE_MINUTES", "30"))
SESSION_SAVE_EVERY_REQUEST = (
    True  # the minutes count from the last request at work (`Sessions`): who walks away is signed out
)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = False  # other names of the domain are not ours to bind
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TLS == "proxy" else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# ---------------------------------------------------------------- signing in

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "openmso.web.adapters.Users"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "openmso.web.adapters.Accounts"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if PRODUCTION else "http"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[OpenMSO] "
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_VERIFICATION = (
    "none"  # users are entered by those who seat them, and set a password by a letter to the address
)
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "30/m/ip,5/300s/key"}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if TLS == "proxy" else 0
MFA_ADAPTER = "openmso.web.adapters.Factors"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_TOTP_ISSUER = "OpenMSO"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION  # http://localhost, for one machine
MFA_WEBAUTHN_USER_VERIFICATION = (
    "required"  # a passkey is two factors: the device, and the finger or PIN on it
)
SECOND_FACTOR_REQUIRED = PRODUCTION or os.environ.get("OPENMSO_SECOND_FACTOR") == "1"
"""Whether nobody takes a seat before they have an authenticator app or a passkey."""

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_USERNAME_CALLABLE = "openmso.web.adapters.attempted_email"
AXES_CLIENT_IP_CALLABLE = "openmso.web.adapters.client_ip"
AXES_LOCKOUT_TEMPLATE = "account/locked_out.html"
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ACCESS_FAILURE_LOG = True
AXES_ACCESS_FAILURE_LOG_PER_USER_LIMIT = (
    1_000_000_000  # every attempt is kept, and the library wants a number
)
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

OIDC_ISSUER = os.environ.get("OPENMSO_OIDC_ISSUER", "").rstrip("/")
"""The organization's own identity provider (OpenID Connect). It signs in users who are entered here; it makes none."""
if PRODUCTION and OIDC_ISSUER and not OIDC_ISSUER.startswith("https://"):
    raise UnsafeSettingsError("OPENMSO_OIDC_ISSUER must begin with https:// in production")
SOCIALACCOUNT_ADAPTER = "openmso.web.adapters.Identities"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "sso",
                "name": os.environ.get("OPENMSO_OIDC_NAME", "your organization"),
                "client_id": os.environ.get("OPENMSO_OIDC_CLIENT_ID", ""),
                "secret": os.environ.get("OPENMSO_OIDC_CLIENT_SECRET", ""),
                "settings": {"server_url": OIDC_ISSUER, "fetch_userinfo": False},
            }
        ]
        if OIDC_ISSUER
        else [],
    }
}

# ---------------------------------------------------------------- letters

MAIL = urlsplit(os.environ.get("OPENMSO_SMTP_URL", ""))
LETTERS = (
    "smtp" if MAIL.hostname else "dummy" if PRODUCTION else "console"
)  # links of letters are no business of a log
EMAIL_BACKEND = f"django.core.mail.backends.{LETTERS}.EmailBackend"
EMAIL_HOST, EMAIL_PORT = MAIL.hostname or "", MAIL.port or 587
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(MAIL.username or ""), unquote(MAIL.password or "")
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL.scheme == "smtp", MAIL.scheme == "smtps"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("OPENMSO_MAIL_FROM", "openmso@localhost")
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = None
"""Only a worker needs the jobs of all rooms, and finds them; every command would start half a second later."""

# ---------------------------------------------------------------- log

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "discreet": {
            "()": "openmso.web.logs.Discreet",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "discreet"}},
    "loggers": {"django": {"handlers": ["console"], "level": "WARNING"}},
}
