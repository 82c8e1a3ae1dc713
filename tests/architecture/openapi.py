"""The description of the API as it is checked in: a file for each room, and one for what they share.

`python -m tests.architecture.openapi` writes it anew; read the difference.
"""

from __future__ import annotations

import json
import os
import re
from typing import Any

from tests.architecture.tree import TESTS

KEPT = TESTS / "architecture" / "openapi"
SMALL = re.compile(r'\{\n *("[^"\n]+": "[^"\n]*"|"[^"\n]+": \w+)\n *\}')
"""An object of one short value, which reads better on one line."""


def described() -> dict[str, Any]:
    """The description as the product gives it."""
    from openmso.web.api import api

    told: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema()))
    return told


def texts_of(told: dict[str, Any]) -> dict[str, str]:
    """A description as texts by name of file. The version of the product is no part of it."""
    rooms: dict[str, dict[str, Any]] = {}
    for path, methods in told["paths"].items():
        rooms.setdefault(path.split("/")[3], {})[path] = methods
    shared = {name: part for name, part in told.items() if name != "paths"}
    shared["info"] = {name: said for name, said in told["info"].items() if name != "version"}
    parts = {"shared": shared, **rooms}
    return {f"{name}.json": _text(part) for name, part in parts.items()}


def _text(part: dict[str, Any]) -> str:
    return SMALL.sub(r"{\1}", json.dumps(part, indent=1, ensure_ascii=False)) + "\n"


def kept() -> dict[str, str]:
    """What is checked in, by name of file."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(KEPT.glob("*.json"))}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openmso.web.settings")
    import django

    django.setup()
    KEPT.mkdir(exist_ok=True)
    written = texts_of(described())
    for name in kept().keys() - written.keys():
        (KEPT / name).unlink()
    for name, text in written.items():
        (KEPT / name).write_text(text, encoding="utf-8")
