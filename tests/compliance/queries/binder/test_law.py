"""Which statements are in doubt, and why."""

from __future__ import annotations

from typing import Any

import pytest

from openmso.authority.terms import Confidence
from openmso.compliance.queries.binder.law import doubt_of
from tests.compliance.worlds import says

LOW = Confidence.LOW


@pytest.mark.parametrize(
    ("more", "doubt"),
    [
        ({"confidence": Confidence.HIGH}, ""),
        ({"confidence": Confidence.MEDIUM}, ""),
        ({"confidence": LOW}, "low confidence, signed by nobody"),
        ({"confidence": LOW, "signed": "C. Counsel"}, ""),
        ({"confidence": LOW, "overlay": True}, ""),
        ({"confidence": Confidence.HIGH, "cite": ""}, "no citation is recorded"),
    ],
)
def test_doubt_is_told_where_counsel_has_not_spoken(more: dict[str, Any], doubt: str) -> None:
    assert doubt_of(says("np.authority", "restricted", **more)) == doubt
