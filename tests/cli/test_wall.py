"""`openmso wall` shows the live wall, and finds where it is not as it was kept."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from tests.cli.installations import Installation

KEPT = Path(__file__).parents[1] / "architecture" / "grants.txt"

pytestmark = pytest.mark.django_db  # asks for the server of the tests


def test_the_wall_is_shown_as_tables_by_sides(installed: Installation) -> None:
    rows = {line.split()[0]: line for line in installed("wall").out.splitlines() if line.strip()}
    assert rows["table"].split() == ["table", "business", "clinical", "auditor", "system", "app", "worker"]
    assert rows["oversight_delegation"].split("  ")[-1].strip() == "–"
    assert " ".join(rows["oversight_delegation"].split()[1:6]) == "read read, write read read,"
    assert " ".join(rows["evidence_event"].split()[1:]) == "read read read read – –"


def test_the_wall_stands_as_it_was_kept(installed: Installation) -> None:
    said = installed("wall", "--check", KEPT)
    assert (said.code, said.out) == (0, f"the wall stands as in {KEPT}\n")
    assert installed("wall", "--text").out == KEPT.read_text(encoding="utf-8")


def test_a_right_given_away_is_shown_and_taken_back_by_up(installed: Installation) -> None:
    with psycopg.connect(installed.environment["OPENMSO_OWNER_URL"], autocommit=True) as owner:
        owner.execute("GRANT UPDATE ON oversight_protocol TO openmso_business")
        owner.execute("GRANT SELECT ON foundation_user TO PUBLIC")
    said = installed("wall", "--check", KEPT)
    assert said.code == 1
    assert "+oversight_protocol         openmso_business  select update" in said.out
    assert "+foundation_user            PUBLIC            select" in said.out
    assert "PUBLIC" in installed("wall").out.splitlines()[0]
    with psycopg.connect(installed.environment["OPENMSO_OWNER_URL"], autocommit=True) as owner:
        owner.execute("REVOKE SELECT ON foundation_user FROM PUBLIC")
    assert installed("up").code == 0
    assert installed("wall", "--check", KEPT).code == 0


def test_a_picture_that_is_not_there_is_said(installed: Installation, tmp_path: Path) -> None:
    said = installed("wall", "--check", tmp_path / "none.txt")
    assert (said.code, "cannot be read" in said.err) == (2, True)
