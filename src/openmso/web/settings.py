"""Settings, from the environment, with defaults that are safe for one machine.

`DATABASE_URL` names any PostgreSQL 18, signed in to as `openmso_app`, who owns nothing; without it the embedded
server of `OPENMSO_HOME` is used. `OPENMSO_OWNER_URL` names the same database as its owner, for those who migrate,
raise the wall and found networks: what serves people does without it. With `OPENMSO_PRODUCTION=1` nothing starts
without a secret and allowed hosts of its own.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from openmso.foundation.postgres import embedded_url


class UnsafeSettingsError(ImproperlyConfigured):
    """Settings that would be unsafe, or that only suit a demonstration where production was asked for."""


def _database(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    host = parse_qs(parts.query).get("host", [parts.hostname or ""])[0]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "openmso",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 0,
        "OPTIONS": {"options": "-c timezone=UTC"},
    }


HOME = Path(os.environ.get("OPENMSO_HOME", Path.home() / ".openmso"))
PRODUCTION = os.environ.get("OPENMSO_PRODUCTION") == "1"
DEBUG = not PRODUCTION and os.environ.get("OPENMSO_DEBUG") == "1"
SECRET_KEY = os.environ.get("OPENMSO_SECRET_KEY", "")
ALLOWED_HOSTS = [host for host in os.environ.get("OPENMSO_HOSTS", "").split(",") if host]
if PRODUCTION and (len(SECRET_KEY) < 50 or not ALLOWED_HOSTS):
    raise UnsafeSettingsError(
        "production needs OPENMSO_SECRET_KEY of 50 characters or more and OPENMSO_HOSTS, a list with commas"
    )
SECRET_KEY = SECRET_KEY or "only-for-one-machine-and-a-demonstration-never-for-production"
ALLOWED_HOSTS = ALLOWED_HOSTS or ["localhost", "127.0.0.1", "[::1]"]

SERVER = HOME / "postgres"
"""The data folder of the embedded server."""
EMBEDDED = not os.environ.get("DATABASE_URL")
OWNER = "owner"
"""The connection of the database's owner. It is not there where only `DATABASE_URL` is given."""

DOCUMENT_LIMIT = int(os.environ.get("OPENMSO_DOCUMENT_MB", "25")) * 1024 * 1024
"""Bytes of the largest document."""

DATABASES = {"default": _database(os.environ.get("DATABASE_URL") or embedded_url(SERVER, "openmso_app"))}
if EMBEDDED:
    DATABASES[OWNER] = _database(embedded_url(SERVER, "postgres"))
elif os.environ.get("OPENMSO_OWNER_URL"):
    DATABASES[OWNER] = _database(os.environ["OPENMSO_OWNER_URL"])
if PRODUCTION and EMBEDDED:
    raise UnsafeSettingsError(
        "production needs DATABASE_URL: the embedded server trusts whoever is on the machine"
    )
if DATABASES["default"]["USER"] != "openmso_app":
    raise UnsafeSettingsError(
        f"DATABASE_URL signs in as {DATABASES['default']['USER'] or 'nobody'}; it must be openmso_app, who owns nothing "
        "(the owner is for OPENMSO_OWNER_URL)"
    )
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "openmso.foundation",
    "openmso.evidence",
    "openmso.structure",
    "openmso.workforce",
    "openmso.oversight",
]
AUTH_USER_MODEL = "foundation.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en-us"
