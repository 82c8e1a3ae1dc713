"""Backup and restore of a whole database, by the programs that come with PostgreSQL.

A backup is one moment of the database, in PostgreSQL's custom format. It is read under a role that may read every row of
every network and write none; only the owner can become it, the role that signs in cannot. A restore brings everything back by
one transaction: all of it or nothing. Grants and policies are not restored but raised anew, so that they are
what this version of the software says.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from psycopg.conninfo import make_conninfo

from openmso.foundation.passes import KEYS
from openmso.foundation.postgres import program
from openmso.foundation.wall import unless_there

READER = "openmso_backup"
READABLE = f"""
DO $$ DECLARE one regclass; BEGIN
    FOR one IN SELECT oid FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND relrowsecurity
    LOOP
        EXECUTE format('DROP POLICY IF EXISTS backup ON %s', one);
        EXECUTE format('CREATE POLICY backup ON %s FOR SELECT TO {READER} USING (true)', one);
    END LOOP;
END $$
"""  # noqa: S608 - built from constants only
HIDDEN = """
SELECT relname FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND relrowsecurity
AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'backup') ORDER BY 1
"""
EMPTIED = """
BEGIN;
SET lock_timeout = '10s';
DROP SCHEMA public CASCADE;
CREATE SCHEMA public;
ALTER SCHEMA public OWNER TO pg_database_owner;
"""
LEFT_OUT = ("--no-owner", "--no-privileges", "--no-policies", "--no-comments")
"""Whose the tables are and who may do what belongs to the server that they come to."""
APPLIED = re.compile(r"^\d+\t(\w+)\t(\w+)\t", re.MULTILINE)


class BackupError(Exception):
    """A backup or a restore that did not come about, in PostgreSQL's words."""


class NoBackupError(BackupError):
    """The file is no backup of OpenMSO, or is not whole."""


@dataclass(frozen=True, slots=True)
class Migration:
    """A step of the tables: of which app, and its name."""

    app: str
    name: str


def raise_reader(using: str = DEFAULT_DB_ALIAS) -> None:
    """Make the role that reads everything for a backup, after the wall and the trail. Needs the owner's connection."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        for statement in statements():
            cursor.execute(statement)


def statements() -> Iterator[str]:
    """The SQL that makes the reader, in order; running it twice is harmless."""
    yield unless_there(f"CREATE ROLE {READER} NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS")
    yield f"GRANT {READER} TO CURRENT_USER WITH INHERIT FALSE, SET TRUE"
    yield f"GRANT USAGE ON SCHEMA public TO {READER}"
    for several in ("TABLES", "SEQUENCES"):
        yield f"REVOKE ALL ON ALL {several} IN SCHEMA public FROM {READER}"
        yield f"GRANT SELECT ON ALL {several} IN SCHEMA public TO {READER}"
    yield f"REVOKE ALL ON {KEYS} FROM {READER}"
    yield READABLE


def dump(file: Path, *, using: str) -> None:
    """Write one moment of the database to a file that only its owner may read. Raises `BackupError`.

    The file is whole or not there.
    """
    with connections[using].cursor() as cursor:
        cursor.execute(HIDDEN)
        hidden = [name for (name,) in cursor.fetchall()]
    if hidden:
        raise BackupError(f"the reader cannot see every row of {', '.join(hidden)}; run: openmso up")
    part = file.with_name(f"{file.name}.part")
    os.close(os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
    try:
        # Row security stays on: the policies of the reader let every row through. Keys are no part of a backup: whoever steals
        # one makes no passes, and who restores it signs by a secret of their own.
        how = ("-Fc", f"--role={READER}", "--enable-row-security", f"--exclude-table={KEYS}")
        _run("pg_dump", using, *how, "-f", str(part), "-d", _target(using))
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def migrations_of(file: Path, *, using: str) -> frozenset[Migration]:
    """The migrations that a backup holds. Raises `NoBackupError` if there are none of OpenMSO."""
    try:
        text = _run("pg_restore", using, "--data-only", "-t", "django_migrations", "-f", "-", str(file))
    except BackupError as unread:
        raise NoBackupError(str(unread)) from None
    found = frozenset(Migration(app, name) for app, name in APPLIED.findall(text))
    if Migration("foundation", "0001_initial") not in found:
        raise NoBackupError("it holds no network of OpenMSO")
    return found


def restore(file: Path, *, using: str) -> None:
    """Bring back what a backup holds, in the place of everything that is in the database. Raises `BackupError`.

    All of it or nothing. Nobody but the owner may do anything in it, until it is made ready again.
    """
    reader, writer = _prepared("pg_restore", using), _prepared("psql", using)
    environment = _environment(using)
    connections[using].close()
    with TemporaryFile() as said, TemporaryFile() as told:
        reading = subprocess.Popen(  # noqa: S603 - a program of PostgreSQL
            [reader, *LEFT_OUT, "-f", "-", str(file)], stdout=subprocess.PIPE, stderr=said, env=environment
        )
        writing = subprocess.Popen(  # noqa: S603 - a program of PostgreSQL
            [writer, "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", _target(using)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=told,
            env=environment,
        )
        with reading, writing:
            whole = _poured(reading, writing)
        if not whole or writing.returncode:
            raise BackupError(_worst(_text(told) or _text(said)))


def _poured(reading: subprocess.Popen[bytes], writing: subprocess.Popen[bytes]) -> bool:
    """Hand the script of one program to the other; whether all of it was there.

    The last word is ours, and is said only when the reader has come to its end: a backup that was cut off is not committed.
    """
    if reading.stdout is None or writing.stdin is None:
        return False
    with suppress(BrokenPipeError), writing.stdin as to:
        to.write(EMPTIED.encode())
        shutil.copyfileobj(reading.stdout, to)
        reading.stdout.close()
        if reading.wait():
            return False
        to.write(b"\nCOMMIT;\n")
    return True


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode(errors="replace")


def _run(tool: str, using: str, *arguments: str) -> str:
    done = subprocess.run(  # noqa: S603 - a program of PostgreSQL
        [_prepared(tool, using), *arguments],
        capture_output=True,
        text=True,
        errors="replace",
        env=_environment(using),
        check=False,
    )
    if done.returncode:
        raise BackupError(_worst(done.stderr))
    return done.stdout


def _worst(said: str) -> str:
    """What went wrong first, of everything a program said."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return next((line for line in lines if "error" in line.lower()), lines[0] if lines else "no word why")


def _parameters(using: str) -> Mapping[str, object]:
    return connections[using].get_connection_params()


def _target(using: str) -> str:
    """How a program finds the database: everything but the password, which others could read in the list of processes."""
    kept = ("host", "port", "dbname", "user")
    given = {
        name: str(value)
        for name, value in _parameters(using).items()
        if name in kept or name.startswith("ssl")
    }
    return make_conninfo("", **given)


def _environment(using: str) -> dict[str, str]:
    return {
        **os.environ,
        "PGPASSWORD": str(_parameters(using).get("password") or ""),
        "PGCLIENTENCODING": "UTF8",
    }


def _prepared(tool: str, using: str) -> str:
    """Where a program is that can talk to the server: ours, or a newer one of the system, which also knows TLS."""
    with connections[using].cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        version = int(cursor.fetchone()[0]) // 10000
    installed = shutil.which(tool)
    if installed and _version(installed) >= max(version, 18):
        return installed
    if version > 18 or str(_parameters(using).get("sslmode", "prefer")) not in ("disable", "allow", "prefer"):
        raise BackupError(
            f"this server needs {tool} of PostgreSQL {version} with TLS in the path: install its client programs"
        )
    return str(program(tool))


def _version(tool: str) -> int:
    said = subprocess.run([tool, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603 - found in the path
    found = re.search(r"\) (\d+)", said)
    return int(found[1]) if found else 0
