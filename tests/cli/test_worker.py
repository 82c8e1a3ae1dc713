"""`openmso worker`, run as its users run it: signed in as the role that owns nothing."""

from __future__ import annotations

import subprocess

import psycopg
import pytest

from openmso.cli import worker
from openmso.foundation.rules.sides import Side
from tests.cli.conftest import NETWORKS
from tests.cli.installations import Installation
from tests.foundation.walls import actor_of, shown

pytestmark = pytest.mark.django_db  # asks for the server of the tests


def test_a_worker_seals_what_the_business_asked_for(installed: Installation) -> None:
    assert installed("import", NETWORKS / "clinic.yaml", "--network", "worked", "--yes").code == 0
    with psycopg.connect(installed.environment["DATABASE_URL"]) as login:
        found = login.execute("SELECT openmso_network('worked')").fetchone()
        assert found is not None
        shown(login, actor_of(Side.BUSINESS, found[0]))
        login.execute("SELECT openmso_enqueue('evidence.seal', '{}', '', NULL)")
    done = installed("worker", "--until-idle", OPENMSO_OWNER_URL="")
    assert done.code == 0, done
    assert "evidence.seal" in done.err
    holds = installed("evidence", "verify", "worked")
    assert ("under 1 seals, 0 not sealed yet" in holds.out, holds.code) == (True, 0)


def test_a_worker_beside_ends_with_what_it_stood_beside(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []

    class Started:
        def __init__(self, command: list[str], **_: object) -> None:
            told.append(command[-1])

        def terminate(self) -> None:
            told.append("terminate")

        def wait(self, timeout: float) -> None:
            told.append(f"wait {timeout}")

    monkeypatch.setattr(subprocess, "Popen", Started)
    with pytest.raises(KeyboardInterrupt), worker.worker_beside():
        raise KeyboardInterrupt
    assert told == ["worker", "terminate", "wait 10"]
