"""`openmso evidence` seals, and finds what was done behind the product's back."""

from __future__ import annotations

from pathlib import Path

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


def test_an_end_that_was_cut_off_and_sealed_anew_is_found_by_a_head_kept_elsewhere(
    installed: Installation, tmp_path: Path
) -> None:
    kept = tmp_path / "heads.txt"
    assert installed("import", NETWORKS / "clinic.yaml", "--network", "cut", "--yes").code == 0
    assert installed("evidence", "seal", "cut", "--head", kept).code == 0
    with psycopg.connect(installed.environment["OPENMSO_OWNER_URL"], autocommit=True) as owner:
        owner.execute("UPDATE foundation_network SET name = 'Later' WHERE slug = 'cut'")
    assert installed("evidence", "seal", "cut", "--head", kept).code == 0
    assert [line.split()[1] for line in kept.read_text().splitlines()] == ["cut", "cut"]
    holds = installed("evidence", "verify", "cut", "--head", kept)
    assert (holds.code, "2 heads that were kept are there" in holds.out) == (0, True)
    with psycopg.connect(installed.environment["OPENMSO_OWNER_URL"], autocommit=True) as owner:
        of_network = "network_id = (SELECT id FROM foundation_network WHERE slug = 'cut')"
        owner.execute(f"DELETE FROM evidence_seal WHERE number = 2 AND {of_network}")  # noqa: S608 - a constant
    gone = installed("evidence", "verify", "cut", "--head", kept)
    assert (gone.code, "cut: CUT OFF: seal 2, kept on " in gone.out, "is gone" in gone.out) == (1, True, True)
    assert installed("evidence", "seal", "cut").code == 0  # a cover: the same events, sealed at another time
    assert installed("evidence", "verify", "cut").code == 0
    covered = installed("evidence", "verify", "cut", "--head", kept)
    assert (covered.code, "is not the same" in covered.out) == (1, True)


def test_a_file_that_holds_no_heads_is_refused(installed: Installation, tmp_path: Path) -> None:
    kept = tmp_path / "heads.txt"
    kept.write_text("# heads\nnot a head\n")
    said = installed("evidence", "verify", "--head", kept)
    assert (said.code, "line 2 is no head of a chain" in said.err) == (2, True)
