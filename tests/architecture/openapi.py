"""The description of the API as it is checked in. `python -m tests.architecture.openapi` writes it anew; read the difference."""

from __future__ import annotations

import json
import os
import re
from typing import Any

from tests.architecture.tree import TESTS

KEPT = TESTS / "architecture" / "openapi.json"
SMALL = re.compile(r'\{\n *("[^"\n]+": "[^"\n]*"|"[^"\n]+": \w+)\n *\}')
"""An object of one short value, which reads better on one line."""


def described() -> dict[str, Any]:
    """The description as the product gives it."""
    from openmso.web.api import api

    told: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema()))
    return told


def text_of(told: dict[str, Any]) -> str:
    """A description as text, the same for the same description. The version of the product is not part of it."""
    told["info"]["version"] = ""
    written = json.dumps(told, indent=1, ensure_ascii=False, sort_keys=False)
    return SMALL.sub(r"{\1}", written) + "\n"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openmso.web.settings")
    import django

    django.setup()
    KEPT.write_text(text_of(described()), encoding="utf-8")
