"""`openmso up`, `down` and `status`: the database, started, made ready, stopped, looked at."""

from __future__ import annotations

import typer

from openmso.cli.failure import BadInputError


def up() -> None:
    """Start the database and make it ready: roles, tables, wall, trail. Running it again is harmless.

    Without DATABASE_URL this is an embedded PostgreSQL in OPENMSO_HOME (~/.openmso).
    """
    from openmso.cli.database import database, place

    with database():
        applied = raise_database()
        typer.echo(f"{place()} is up{f'; {len(applied)} migrations were applied' if applied else ''}")


def raise_database() -> list[str]:
    """Start the database if it is the embedded one, and make it ready; the migrations that were applied."""
    from django.conf import settings

    from openmso.cli.database import make_ready
    from openmso.foundation.postgres import DataFolderError, start

    if settings.EMBEDDED:
        try:
            start(settings.SERVER)
        except (DataFolderError, OSError) as refused:
            raise BadInputError(f"the embedded PostgreSQL cannot work: {refused}") from None
    return make_ready()


def down() -> None:
    """Stop the embedded database. What was written stays."""
    from openmso.cli.database import database, place

    with database():
        from django.conf import settings

        from openmso.foundation.postgres import stop

        if not settings.EMBEDDED:
            raise BadInputError(f"{place()} is not ours to stop")
        typer.echo(f"{place()} {'is stopped' if stop(settings.SERVER) else 'was not running'}")


def status() -> None:
    """Say where the database is, whether it answers, and whether it is ready. Leaves with 1 if not."""
    from openmso.cli.database import database, place

    with database():
        from django.db import DatabaseError, connections

        try:
            with connections["default"].cursor() as cursor:
                cursor.execute("SELECT current_setting('server_version'), current_user, openmso_network('')")
                version, role, _ = cursor.fetchone()
        except DatabaseError:
            typer.echo(f"{place()}: down or not ready; run: openmso up")
            raise typer.Exit(1) from None
        typer.echo(f"{place()}: up\nversion {version}, signed in as {role}\nmigrations: {_migrations()}")


def _migrations() -> str:
    from openmso.cli.database import owner
    from openmso.foundation.tables import pending

    try:
        missing = pending(owner())
    except BadInputError as no_owner:
        return f"not known; {no_owner.message}"
    return f"{len(missing)} are missing; run: openmso up" if missing else "all applied"
