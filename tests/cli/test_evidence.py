"""`openmso evidence` seals, and finds what was done behind the product's back."""

from __future__ import annotations

import psycopg
import pytest

from tests.cli.conftest import NETWORKS
from tests.cli.installations import Installation

pytestmark = pytest.mark.django_db  # asks for the server of the tests


def test_what_was_sealed_holds_until_somebody_touches_it(installed: Installation) -> None:
    assert installed("import", NETWORKS / "clinic.yaml", "--network", "sealed", "--yes").code == 0
    sealed = installed("evidence", "seal", "sealed", OPENMSO_OWNER_URL="")
    assert sealed.code == 0
    head = sealed.out.split("head ")[1].strip()
    again = installed("evidence", "seal", "sealed")
    assert again.out == f"sealed: 0 events sealed; head {head}\n"
    holds = installed("evidence", "verify", "sealed", OPENMSO_OWNER_URL="")
    assert (holds.code, holds.out.startswith("sealed: holds: ")) == (0, True)
    assert head in holds.out
    with psycopg.connect(installed.environment["OPENMSO_OWNER_URL"], autocommit=True) as owner:
        owner.execute("UPDATE evidence_event SET after = '{}' WHERE code = 'rosa'")
    broken = installed("evidence", "verify")
    assert broken.code == 1
    assert "sealed: BROKEN at seal 1 of 1: an event is not what it was when it was sealed" in broken.out
