"""What the tests of the command line share."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pytest
from typer.testing import CliRunner

from tests import cast
from tests.words.conftest import labels  # noqa: F401 - a fixture, shared

NETWORKS = Path(__file__).parent / "networks"


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The standard output as JSON."""
        return json.loads(self.out)


class Run(Protocol):
    """Runs `openmso` with arguments."""

    def __call__(self, *arguments: str | Path) -> Said:
        """As typed; text that is not JSON is what a pipe would see."""
        ...


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command line under the miniature law of the cast."""
    monkeypatch.setattr("openmso.law.queries.pack", lambda: cast.LAW)
    monkeypatch.delenv("FORCE_COLOR", raising=False)

    def runs(*arguments: str | Path) -> Said:
        from openmso.cli.main import app

        result = CliRunner().invoke(app, [str(one) for one in arguments])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Said(result.exit_code, result.stdout, result.stderr)

    return runs


@pytest.fixture
def clinic() -> Path:
    """A small valid network file: Ada (MD) owns and directs, Rosa (RN) injects until Apr 12, 2026."""
    return NETWORKS / "clinic.yaml"


@pytest.fixture(scope="session")
def installed(django_db_setup: None) -> Any:  # an Installation: its module imports this one
    """A database of its own on the server of the tests, made ready by `openmso up`."""
    import psycopg
    from django.conf import settings
    from psycopg import sql

    from openmso.foundation.rules.sides import LOGIN_ROLE
    from tests.cli.installations import Installation, login_password, url

    at = settings.DATABASES["default"]
    name = f"{at['NAME']}_cli"
    owner, password = str(at["USER"]), str(at["PASSWORD"] or "")
    with psycopg.connect(url(at, owner, password, "postgres"), autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    run = Installation(
        {
            "DATABASE_URL": url(at, LOGIN_ROLE, login_password(), name),
            "OPENMSO_OWNER_URL": url(at, owner, password, name),
        }
    )
    said = run("up")
    assert said.code == 0, said
    return run
