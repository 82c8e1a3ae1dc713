"""`openmso backup` and `restore`: the whole database into a file, and back, on this server or another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from openmso.cli.failure import BadInputError

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

    from openmso.foundation.backup import Migration

File = Annotated[Path, typer.Argument(metavar="FILE", help="The backup.", show_default=False)]


def backup(
    file: File,
    *,
    over: Annotated[bool, typer.Option("--over", help="Write over a file that is there.")] = False,
) -> None:
    """Write the whole database, as it is at one moment, to a file. People may go on working meanwhile.

    Takes the owner's connection. The file holds everything in plain: keep it as you keep the database.
    """
    from openmso.cli.database import database, owner

    if file.exists() and not over:
        raise BadInputError(f"{file} is there already; write over it with --over")
    with database(), _said():
        from openmso.evidence.queries import head
        from openmso.foundation.actor import system
        from openmso.foundation.backup import dump
        from openmso.foundation.networks import every_network

        alias = owner()
        heads = [(one.slug, head(system(one.id, door="command line"))) for one in every_network(using=alias)]
        dump(file, using=alias)
        for slug, last in heads:
            typer.echo(f"{slug}: head {last}")
        typer.echo(f"{len(heads)} networks are in {file}, {file.stat().st_size:,} bytes")


def restore(
    file: File,
    *,
    into: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="A new database of this name on the same server, to look at; the one in use stays as it is.",
            show_default=False,
        ),
    ] = "",
    over: Annotated[
        bool, typer.Option("--over", help="Replace the networks and accounts that are there.")
    ] = False,
) -> None:
    """Bring a backup back, all of it or nothing; raise the wall anew, and verify the history of every network.

    Replaces what the database holds, so it refuses where there are networks or accounts, unless told with --over. Leaves with 1 if a
    chain of seals is broken. A backup of an older version is brought to this one.
    """
    from openmso.cli.database import database, make_ready, owner, place

    with database(), _said():
        from openmso.foundation.backup import migrations_of
        from openmso.foundation.backup import restore as restored

        _known(migrations_of(_there(file), using=owner()))
        with _database_of(into):
            _refuse_to_replace(told=over)
            restored(file, using=owner())
            make_ready()
            broken = _verified()
            typer.echo(f"{f'database {into} of ' if into else ''}{place()} is what {file} holds")
        if broken:
            raise typer.Exit(1)


@contextmanager
def _said() -> Iterator[None]:
    from openmso.foundation.backup import BackupError, NoBackupError

    try:
        yield
    except NoBackupError as unusable:
        raise BadInputError("this is no backup that can be used", [str(unusable)]) from None
    except BackupError as failed:
        raise BadInputError("PostgreSQL refuses; nothing was changed", [str(failed)]) from None


def _there(file: Path) -> Path:
    if not file.is_file():
        raise BadInputError(f"{file} is not there")
    return file


def _known(held: frozenset[Migration]) -> None:
    """Refuse a backup of a newer version, whose tables this one would not understand."""
    from django.db.migrations.loader import MigrationLoader

    from openmso.foundation.backup import Migration

    ours = {Migration(*step) for step in MigrationLoader(None).disk_migrations}
    apps = {one.app for one in ours}
    strange = sorted(f"{one.app}.{one.name}" for one in held - ours if one.app in apps)
    if strange:
        raise BadInputError(
            "this backup is of a newer version of OpenMSO", [f"unknown here: {', '.join(strange)}"]
        )


@contextmanager
def _database_of(name: str) -> Iterator[None]:
    """The database to restore into: the one in use, or a new one beside it, which goes again if that fails."""
    from django.db import connections
    from psycopg import sql

    from openmso.cli.database import owner

    if not name:
        yield
        return
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,62}", name):
        raise BadInputError(f"{name!r} is no name for a database; write it in a-z, 0-9 and _")
    both = [connections[alias] for alias in ("default", owner())]
    before = [one.settings_dict["NAME"] for one in both]
    with connections[owner()].cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone():
            raise BadInputError(f"there is a database {name} already")
        cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    _turn(both, [name, name])
    try:
        yield
    except BaseException:
        _turn(both, before)
        with connections[owner()].cursor() as cursor:
            cursor.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))
        raise
    _turn(both, before)


def _turn(both: list[BaseDatabaseWrapper], names: list[str]) -> None:
    for one, name in zip(both, names, strict=True):
        one.close()
        one.settings_dict["NAME"] = name


def _refuse_to_replace(*, told: bool) -> None:
    from django.db import connections

    from openmso.cli.database import owner
    from openmso.foundation.models import User
    from openmso.foundation.networks import every_network

    alias = owner()
    with connections[alias].cursor() as cursor:
        tables = connections[alias].introspection.table_names(cursor)
    if not tables:
        return
    if "foundation_network" not in tables:
        raise BadInputError("the database holds tables that are not of OpenMSO; restore into another one")
    if told:
        return
    slugs = [one.slug for one in every_network(using=alias)]
    accounts = User.objects.using(alias).count()
    if slugs or accounts:
        raise BadInputError(
            f"the database holds {len(slugs)} networks and {accounts} accounts; replace them with --over, "
            "or look at the backup with --into NAME",
            slugs,
        )


def _verified() -> bool:
    """Verify every network and say so; whether a chain is broken."""
    from openmso.cli.database import owner
    from openmso.evidence.queries import verify
    from openmso.foundation.actor import system
    from openmso.foundation.networks import every_network

    broken = False
    for one in every_network(using=owner()):
        found = verify(system(one.id, door="command line"))
        broken = broken or not found.holds
        typer.echo(f"{one.slug}: {found.sentence()}")
    return broken
