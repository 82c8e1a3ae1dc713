"""`openmso serve` and `make demo`: as a newcomer starts them, on a machine where nothing is there yet."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from openmso.foundation.rules.sides import Post
from openmso.launch.actions import PASSWORD
from tests.cli.installations import PROGRAM, Installation
from tests.cli.serving import Visitor, openmso, serving

pytestmark = pytest.mark.django_db  # asks for the server of the tests

ROOT = Path(__file__).parents[2]


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder with a short path that the server's own user can reach."""
    made = Path(tempfile.mkdtemp(prefix="mso-"))
    made.chmod(0o755)
    yield made
    Installation({"OPENMSO_HOME": str(made)})("down")
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def script(home: Path) -> dict[str, str]:
    """The environment of `make demo`: `openmso` is on the path."""
    tool = home / "bin" / "openmso"
    tool.parent.mkdir()
    tool.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{PROGRAM}" "$@"\n')
    tool.chmod(0o755)
    return {"OPENMSO_HOME": str(home), "PATH": f"{tool.parent}:{os.environ['PATH']}", "PORT": "0", "CI": ""}


def test_a_newcomer_starts_the_demo_reads_the_api_signs_in_and_stops_it(
    home: Path, script: dict[str, str]
) -> None:
    demo = str(ROOT / "scripts" / "demo.sh")
    with serving([demo], {**script, "SERVE": "1"}) as first:
        said = "\n".join(first.lines)
        assert "demo is there: 6 sites" in said
        assert all(f"{post.value.replace('_', '-')}@demo.example" in said for post in Post)
        status, page = Visitor(first.at).get("/api/v1/docs")
        assert (status, "swagger" in page.lower()) == (200, True)
        assert f"{first.at}/api/v1/docs" in said
        status, text = Visitor(first.at).get("/api/v1/openapi.json")
        assert (status, json.loads(text)["info"]["title"]) == (200, "OpenMSO")
        _sees_her_seat(first.at)
        assert first.ends_in_peace()
    assert Installation({"OPENMSO_HOME": str(home)})("status").code == 1  # the database is stopped, too
    started = time.monotonic()
    with serving([demo], {**script, "SERVE": "1"}) as second:
        took = time.monotonic() - started
        assert "demo is there already" in "\n".join(second.lines)
        _sees_her_seat(second.at)
        assert second.ends_in_peace()
    assert took < 60  # on two idle cores it is below ten, which no test on a busy machine can ask


def _sees_her_seat(at: str) -> None:
    nurse = Visitor(at)
    status, page = nurse.post("/accounts/login/", login="rn@demo.example", password=PASSWORD)
    assert (status, "Cedar Lantern Clinics" in page) == (200, True)
    stranger = Visitor(at)
    status, page = stranger.post("/accounts/login/", login="rn@demo.example", password=PASSWORD[::-1])
    assert "Cedar Lantern Clinics" not in page


@pytest.mark.parametrize("how", [{"SERVE": "0"}, {"CI": "true"}, {}], ids=["asked", "ci", "nobody there"])
def test_where_nobody_is_there_the_demo_comes_to_an_end_by_itself(
    home: Path, script: dict[str, str], how: dict[str, str]
) -> None:
    import subprocess

    done = subprocess.run(
        [str(ROOT / "scripts" / "demo.sh")],
        env={**script, **how, "SITES": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert (done.returncode, done.stdout.splitlines()[-1]) == (
        0,
        "not serving; to serve: make demo SERVE=1",
    ), done
    assert Installation({"OPENMSO_HOME": str(home)})("status").code == 1


def test_a_port_that_is_taken_is_refused_and_the_database_stopped_again(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        said = Installation({"OPENMSO_HOME": str(home)})("serve", "--port", port)
    assert said.code == 2
    assert f"nothing can listen on 127.0.0.1:{port}: Address already in use" in said.err
    assert "choose another port" in said.err
    assert Installation({"OPENMSO_HOME": str(home)})("status").code == 1


def test_a_server_elsewhere_is_served_and_goes_on(installed: Installation) -> None:
    with serving(openmso("serve", "--port", "0"), installed.environment) as served:
        assert Visitor(served.at).get("/accounts/login/")[0] == 200
        assert served.ends_in_peace(signal.SIGTERM)
    assert installed("status").code == 0


def test_a_demonstration_is_nothing_for_production(installed: Installation) -> None:
    safe = {"OPENMSO_PRODUCTION": "1", "OPENMSO_SECRET_KEY": "k" * 60, "OPENMSO_HOSTS": "mso.example"}
    said = installed("demo", "--network", "prod", OPENMSO_TLS="proxy", **safe)
    assert (said.code, "not in production" in said.err) == (2, True)
    said = installed("serve", OPENMSO_TLS="direct", **safe)
    assert (said.code, "give --certificate and --key" in said.err) == (2, True)


def test_a_certificate_goes_with_its_key(installed: Installation, tmp_path: Path) -> None:
    pem = tmp_path / "certificate.pem"
    pem.touch()
    said = installed("serve", "--certificate", str(pem))
    assert (said.code, "go together" in said.err) == (2, True)
