"""Asks for an act on the floor of a demonstration: what happens there in its own process, around what the people of a story see in the browser."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

from tests.architecture.tree import ROOT
from tests.stories.house import House

CLINIC, OVERSIGHT = "tests.stories.floor", "tests.stories.oversight_floor"
"""The modules that know the acts of a clinic's floor, and of what is watched over."""


def on_the_floor(house: House, act: str, *, floor: str = CLINIC, **told: Any) -> dict[str, Any]:
    """Do an act with what it is told; what came of it."""
    done = subprocess.run(
        [sys.executable, "-m", floor],
        input=json.dumps({"act": act, **told}),
        env={**os.environ, **house.environment, "DJANGO_SETTINGS_MODULE": "openmso.web.settings"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found
