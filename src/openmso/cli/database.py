"""The database behind the command line. Only the commands that come through here set Django up.

Two connections: what serves a network signs in as the role that owns nothing; migrating, raising the wall and
founding networks take the owner's.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from openmso.cli.failure import BadInputError

if TYPE_CHECKING:
    from django.db.backends.utils import CursorWrapper

    from openmso.foundation.actor import Actor

ONE_AT_A_TIME = 7_362_011
"""The key of the lock that two `openmso up` at once wait for."""

NOT_LET_IN = (
    "authentication failed",
    "pg_hba.conf",
    "does not support SSL",
    "certificate",
    "no password supplied",
)
"""What PostgreSQL says of a sign-in that it, or we, refuse."""


@contextmanager
def database() -> Iterator[None]:
    """Django, set up. Raises `BadInputError` for unsafe settings and for a database that does not answer."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openmso.web.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError, OperationalError, ProgrammingError, connections

    try:
        django.setup()
    except ImproperlyConfigured as unsafe:
        raise BadInputError(str(unsafe)) from None
    from openmso.foundation.door import PassRefusedError

    try:
        yield
    except PassRefusedError as refused:
        raise BadInputError(str(refused)) from None
    except OperationalError as silent:
        said = in_its_words(silent)
        if any(word in said for word in NOT_LET_IN):
            raise BadInputError(
                f"{place()} does not let us in; look at DATABASE_URL and OPENMSO_OWNER_URL", [said]
            ) from None
        raise BadInputError(f"{place()} does not answer; start it with: openmso up", [said]) from None
    except ProgrammingError as unready:
        raise BadInputError(
            f"{place()} is not ready; make it so with: openmso up", [in_its_words(unready)]
        ) from None
    except DatabaseError as refused:
        raise BadInputError(
            "the database refuses this; nothing was changed", [in_its_words(refused)]
        ) from None
    finally:
        connections.close_all()


def in_its_words(error: Exception) -> str:
    """What the database says, and the detail; not the statement."""
    lines = [line for line in str(error).splitlines() if line.strip()]
    return "; ".join(lines[:2])


def place() -> str:
    """Where the database is, without passwords."""
    from django.conf import settings

    if settings.EMBEDDED:
        return f"the embedded PostgreSQL in {settings.SERVER}"
    at = settings.DATABASES["default"]
    return f"PostgreSQL at {at['HOST'] or 'the local socket'}{':' if at['PORT'] else ''}{at['PORT']}, database {at['NAME']}"


def owner() -> str:
    """The connection of the owner. Raises `BadInputError` where only the login role's is known."""
    from django.conf import settings

    if settings.OWNER not in settings.DATABASES:
        raise BadInputError("this takes the owner of the database: set OPENMSO_OWNER_URL")
    return settings.OWNER


@contextmanager
def as_owner() -> Iterator[None]:
    """Within, whatever takes the product's connection takes the owner's: for founding a network and filling it at once.

    Raises `BadInputError` where only the login role's is known.
    """
    from django.db import DEFAULT_DB_ALIAS, connections

    signed_in, connections[DEFAULT_DB_ALIAS] = connections[DEFAULT_DB_ALIAS], connections[owner()]
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = signed_in


def make_ready() -> list[str]:
    """Migrate and raise the wall and the trail, over the owner's connection; the migrations that were applied."""
    from django.conf import settings
    from django.db import connections

    from openmso.evidence.actions import raise_trail
    from openmso.foundation.backup import raise_reader
    from openmso.foundation.queue import raise_queue
    from openmso.foundation.tables import make_tables
    from openmso.foundation.wall import raise_wall

    alias = owner()
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        _wants_18(cursor)
    _wants_no_powers(alias)
    applied = make_tables(alias)
    raise_wall(alias, password=str(settings.DATABASES["default"]["PASSWORD"]))
    raise_queue(alias)
    raise_trail(alias)
    raise_reader(alias)
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_AT_A_TIME])
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT openmso_network('')")
    return applied


def _wants_18(cursor: CursorWrapper) -> None:
    cursor.execute("SHOW server_version")
    version = cursor.fetchone()[0]
    if int(version.split(".")[0]) < 18:
        raise BadInputError(f"OpenMSO needs PostgreSQL 18 or later; this is {version}")


def _wants_no_powers(alias: str) -> None:
    from openmso.foundation.picture import powers

    found = powers(alias)
    if found:
        raise BadInputError(
            "roles of OpenMSO have rights over the server, which no wall holds; take them back first", found
        )


def system_of(slug: str) -> Actor:
    """The system as an actor in the network of a slug. Raises `BadInputError` if there is none."""
    from openmso.foundation.actor import system
    from openmso.foundation.networks import network_of

    network = network_of(slug)
    if network is None:
        raise BadInputError(f"there is no network {slug!r} in the database; see: openmso networks")
    return system(network, door="command line")
