"""The house of the stories: a database made by `openmso up`, and the front door served by granian, in processes of their own.

The server knows the login role's connection only.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import requests
from django.conf import settings
from psycopg import sql

from openmso.foundation.rules.sides import LOGIN_ROLE
from tests.architecture.tree import ROOT
from tests.cli.installations import Installation, login_password, url

PASSWORD = "correct horse battery staple"  # noqa: S105 - of nobody outside the tests
PEOPLE = (
    ("olga", PASSWORD, "mso_owner", "mso", ""),
    ("ada", PASSWORD, "physician_owner", "austin-pllc", "ada"),
    ("rosa", PASSWORD, "rn", "austin-pllc", "rosa"),
    ("nina", PASSWORD, "np", "austin-pllc", "nina"),
    ("mia", PASSWORD, "marketing", "mso", ""),
    ("max", PASSWORD, "billing", "mso", ""),
)


@dataclass(frozen=True)
class House:
    """Where the front door is, how its database is reached, and who sits where."""

    address: str
    environment: Mapping[str, str]
    seats: Mapping[str, str]

    def as_owner(self, statement: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        """What only the owner of the database can do or see."""
        with psycopg.connect(self.environment["OPENMSO_OWNER_URL"], autocommit=True) as owner:
            done = owner.execute(sql.SQL(statement), list(values))
            return done.fetchall() if done.description else []


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
    return port


def database(name: str, **also: str) -> Mapping[str, str]:
    """An empty database on the server of the tests, made ready with these variables, too; the variables that lead to it."""
    at = settings.DATABASES["default"]
    owner, password = str(at["USER"]), str(at["PASSWORD"] or "")
    full = f"openmso_{name}_{os.getpid()}"  # each process of the tests has its own
    with psycopg.connect(url(at, owner, password, "postgres"), autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(full)))
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(full)))
    environment = {
        "DATABASE_URL": url(at, LOGIN_ROLE, login_password(), full),
        "OPENMSO_OWNER_URL": url(at, owner, password, full),
        **also,
    }
    said = Installation(environment)("up")
    assert said.code == 0, said
    return environment


def peopled(environment: Mapping[str, str]) -> Mapping[str, str]:
    """Seat the people of the stories; their seats by name."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.stories.seed"],
        input=json.dumps(PEOPLE),
        env={**os.environ, **environment, "DJANGO_SETTINGS_MODULE": "openmso.web.settings"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seats: dict[str, str] = json.loads(done.stdout)
    return seats


@contextmanager
def served(environment: Mapping[str, str], log: Path) -> Iterator[str]:
    """The front door, served until the block ends; its address. What the server says goes to `log`."""
    port = free_port()
    clean = {name: value for name, value in os.environ.items() if name != "OPENMSO_OWNER_URL"}
    given = {name: value for name, value in environment.items() if name != "OPENMSO_OWNER_URL"}
    with log.open("wb") as out:
        server = subprocess.Popen(
            [
                str(Path(sys.executable).with_name("granian")),
                "--interface",
                "wsgi",
                "--port",
                str(port),
                "openmso.web.wsgi:application",
            ],
            env={**clean, **given},
            cwd=ROOT,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait(f"http://127.0.0.1:{port}/accounts/login/", server, log)
            yield f"http://localhost:{port}"
        finally:
            server.terminate()
            server.wait(timeout=20)


def _wait(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        assert server.poll() is None, log.read_text()
        try:
            if requests.get(address, timeout=5, allow_redirects=False).status_code:
                return
        except (requests.ConnectionError, requests.Timeout):
            time.sleep(0.2)
    raise AssertionError(log.read_text())
