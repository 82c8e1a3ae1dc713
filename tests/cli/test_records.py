"""`openmso import`, `export` and `networks`, as the role that owns nothing, over a database of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from openmso.netfile.queries import read
from tests.cli.conftest import NETWORKS
from tests.cli.installations import Installation

CLINIC = NETWORKS / "clinic.yaml"
ROSTER = """
from datetime import UTC, datetime
from openmso.cli.database import database, system_of
with database():
    from openmso.workforce.actions import Planned, plan_shift
    nine, five = (datetime(2026, 3, 10, hour, tzinfo=UTC) for hour in (15, 23))
    plan_shift(by=system_of("rostered"), why="roster", planned=Planned("rosa", "austin", nine, five))
"""
"""Somebody is planned to work at the clinic."""
EXAMPLE = Path(__file__).parents[2] / "examples" / "med-spa-group" / "network.yaml"

pytestmark = pytest.mark.django_db  # asks for the server of the tests


@pytest.fixture(scope="module")
def spa(installed: Installation) -> Installation:
    """The example network is in the database as `spa`."""
    said = installed("import", EXAMPLE, "--network", "spa", "--yes")
    assert said.code == 0, said
    assert said.out.splitlines()[-1] == f"spa is what {EXAMPLE} says"
    return installed


def renamed(folder: Path) -> Path:
    """The clinic under another name."""
    text = CLINIC.read_text(encoding="utf-8")
    path = folder / "renamed.yaml"
    path.write_text(text.replace("name: Lumen}", "name: Anew}", 1), encoding="utf-8")
    assert path.read_text(encoding="utf-8") != text
    return path


def test_what_was_imported_is_exported_without_loss(spa: Installation, tmp_path: Path) -> None:
    given = read(EXAMPLE)
    for name in ("out.yaml", "out.json"):
        assert spa("export", "spa", tmp_path / name).code == 0
        found = read(tmp_path / name)
        assert (found.facts, found.bedside) == (given.facts, given.bedside)
    assert spa("export", "spa", "--format", "json").out == (tmp_path / "out.json").read_text(encoding="utf-8")


def test_importing_the_same_again_changes_nothing_and_asks_nothing(spa: Installation) -> None:
    said = spa("import", EXAMPLE, "--network", "spa")
    assert (said.code, said.out) == (0, f"spa is what {EXAMPLE} says already\n")


def test_a_difference_is_counted_listed_and_applied_only_after_a_yes(
    spa: Installation, tmp_path: Path
) -> None:
    founded = spa("import", CLINIC, "--network", "clinic", "--yes")
    listed = [line for line in founded.out.splitlines() if line.startswith("  + ")]
    assert founded.out.startswith(f"{len(listed)} records added; name changed")
    assert any(line.startswith("  + person rosa: ") for line in listed)
    for answer in ("n\n", ""):
        declined = spa("import", renamed(tmp_path), "--network", "clinic", typed=answer)
        assert (declined.code, declined.out.startswith("name changed\n")) == (1, True)
    assert "Anew" not in spa("networks").out
    accepted = spa("import", renamed(tmp_path), "--network", "clinic", typed="y\n", OPENMSO_OWNER_URL="")
    assert accepted.code == 0
    assert "Anew" in spa("networks").out


def test_problems_of_the_file_are_all_shown_and_no_network_is_founded(spa: Installation) -> None:
    said = spa("import", NETWORKS / "broken.yaml", "--network", "broken", "--yes")
    assert (said.code, "broken.yaml cannot be used: 3 problems" in said.err) == (2, True)
    assert "broken" not in spa("networks").out


def test_a_short_name_is_made_of_plain_signs(spa: Installation) -> None:
    said = spa("import", EXAMPLE, "--network", "The Spa", "--yes")
    assert (said.code, "is no short name" in said.err) == (2, True)


def test_what_the_tables_refuse_changes_nothing(spa: Installation, tmp_path: Path) -> None:
    path = tmp_path / "long.yaml"
    text = CLINIC.read_text(encoding="utf-8")
    path.write_text(text.replace("Rosa", f"Rosa {'x' * 400}"), encoding="utf-8")
    said = spa("import", path, "--network", "long", "--yes")
    assert said.code == 2
    assert said.err.startswith("openmso: the database refuses this; nothing was changed\n  value too long")
    assert "long" not in spa("networks").out


def test_a_network_that_is_not_there_is_not_exported(spa: Installation) -> None:
    said = spa("export", "nope")
    assert (said.code, said.err) == (
        2,
        "openmso: there is no network 'nope' in the database; see: openmso networks\n",
    )


def test_founding_and_listing_take_the_owner(spa: Installation) -> None:
    assert spa("networks", OPENMSO_OWNER_URL="").code == 2
    said = spa("import", EXAMPLE, "--network", "new", "--yes", OPENMSO_OWNER_URL="")
    assert (said.code, "set OPENMSO_OWNER_URL" in said.err) == (2, True)


def test_commands_answer_from_the_database_as_from_the_file(spa: Installation) -> None:
    asked = ("--on", "2026-03-02", "--json")
    from_file = spa("outlook", EXAMPLE, *asked)
    from_records = spa("outlook", "db:spa", *asked, OPENMSO_OWNER_URL="")
    assert from_file.code == 0
    assert without_sources(from_records.json) == without_sources(from_file.json)


def without_sources(shape: Any) -> Any:
    """Without the place in the file where each record was read, which the database does not keep."""
    if isinstance(shape, dict):
        return {name: without_sources(one) for name, one in shape.items() if name != "source"}
    return [without_sources(one) for one in shape] if isinstance(shape, list) else shape


def test_a_refused_first_import_leaves_no_network_and_the_mended_file_comes_in(
    spa: Installation, tmp_path: Path
) -> None:
    text = CLINIC.read_text(encoding="utf-8")
    path = tmp_path / "twice.yaml"
    path.write_text(text.replace("Rosa", f"Rosa {'x' * 400}"), encoding="utf-8")
    assert spa("import", path, "--network", "mended", "--yes").code == 2
    path.write_text(text, encoding="utf-8")
    said = spa("import", path, "--network", "mended", "--yes")
    assert (said.code, said.out.splitlines()[-1]) == (0, f"mended is what {path} says")


def test_people_on_a_roster_are_not_taken_away_and_it_is_said_why(spa: Installation, tmp_path: Path) -> None:
    assert spa("import", CLINIC, "--network", "rostered", "--yes").code == 0
    assert spa.python(ROSTER).code == 0
    path = tmp_path / "empty.yaml"
    path.write_text("version: 1\nnetwork:\n  name: Nobody left\n", encoding="utf-8")
    said = spa("import", path, "--network", "rostered", "--yes")
    assert (said.code, "still needed by the network's own work (workforce shift)" in said.err) == (2, True)
    assert "let it end on a day" in said.err
