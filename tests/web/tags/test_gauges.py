"""A count against its limit is told in words, and drawn."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from openmso.web.tags.gauges import gauge


@pytest.mark.parametrize(
    ("count", "limit", "told"),
    [
        (Decimal(2), Decimal(7), ("2", "7", "room", 28.6, 100.0)),
        (Decimal("7.0"), Decimal(7), ("7", "7", "full", 100.0, 100.0)),
        (Decimal("1.5"), None, ("1.5", None, "", 100.0, None)),
        (10, 4, ("10", "4", "over", 100.0, 40.0)),
        (0, 4, ("0", "4", "room", 0.0, 100.0)),
        (0, 0, ("0", "0", "full", 0.0, 0.0)),
    ],
)
def test_a_count_is_told_against_its_limit(count: Any, limit: Any, told: tuple[Any, ...]) -> None:
    found = gauge(count, limit, "people")
    assert (found["count"], found["limit"], found["state"], found["width"], found["mark"]) == told
