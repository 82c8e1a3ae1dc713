"""An installation of its own for the command line: a database, and `openmso` run as its users run it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urlencode, urlsplit

from tests.cli.conftest import Said

PROGRAM = "from openmso.cli.main import app; app()"
KEYS = ("DATABASE_URL", "OPENMSO_OWNER_URL", "OPENMSO_HOME", "OPENMSO_PRODUCTION", "FORCE_COLOR")


@dataclass(frozen=True)
class Installation:
    """Runs `openmso` in a process of its own, under an environment of its own."""

    environment: Mapping[str, str]

    def __call__(self, *arguments: str | Path, typed: str = "", **also: str) -> Said:
        """As typed; `typed` is what is answered to questions; an empty `also` takes a variable away."""
        return self.python(PROGRAM, *arguments, typed=typed, **also)

    def python(self, program: str, *arguments: str | Path, typed: str = "", **also: str) -> Said:
        """A program of Python under the same environment, for what no command does."""
        clean = {name: value for name, value in os.environ.items() if name not in KEYS}
        given = {name: value for name, value in {**clean, **self.environment, **also}.items() if value}
        done = subprocess.run(
            [sys.executable, "-c", program, *map(str, arguments)],
            env=given,
            input=typed,
            capture_output=True,
            text=True,
            check=False,
        )
        return Said(done.returncode, done.stdout, done.stderr)


def url(at: Mapping[str, object], user: str, password: str, database: str) -> str:
    """The URL of a database of the server that Django's settings name."""
    secret = f":{quote(password, safe='')}" if password else ""
    host, port = str(at["HOST"]), str(at["PORT"] or "")
    if host.startswith("/"):
        return f"postgresql://{user}{secret}@/{database}?{urlencode({'host': host})}"
    return f"postgresql://{user}{secret}@{host}{':' if port else ''}{port}/{database}"


def login_password() -> str:
    """The password of the role that signs in, where the server of the tests wants one."""
    return unquote(urlsplit(os.environ.get("DATABASE_URL", "")).password or "")
