"""Outlines of the states for the map, as fetched at set-up; none where they were not fetched."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

KEPT = Path(__file__).parent / "static" / "kit" / "states.json"


@cache
def states() -> Mapping[str, Mapping[str, Any]]:
    """By postal code: `name`, `path` in an SVG of 975 × 610, and `at`, the middle of its largest part."""
    if not KEPT.exists():
        return {}
    found: dict[str, dict[str, Any]] = json.loads(KEPT.read_text(encoding="utf-8"))
    return found
