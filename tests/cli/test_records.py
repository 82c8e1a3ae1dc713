"""`openmso import`, `export` and `networks`, as the role that owns nothing, over a database of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from openmso.netfile.queries import read
from tests.cli.conftest import NETWORKS
from tests.cli.installations import Installation

EXAMPLE = Path(__file__).parents[2] / "examples" / "med-spa-group" / "network.yaml"

pytestmark = pytest.mark.django_db  # asks for the server of the tests


@pytest.fixture(scope="module")
def spa(installed: Installation) -> Installation:
    """The example network is in the database as `spa`."""
    said = installed("import", EXAMPLE, "--network", "spa", "--yes")
    assert said.code == 0, said
    assert said.out.splitlines()[-1] == f"spa is what {EXAMPLE} says"
    return installed


def changed(folder: Path, old: str, new: str) -> Path:
    """The example with one text replaced."""
    text = EXAMPLE.read_text(encoding="utf-8")
    assert old in text
    path = folder / "changed.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
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
    revised = changed(tmp_path, "name: Gulf & Plains Aesthetics", "name: Plains & Gulf")
    declined = spa("import", revised, "--network", "spa", typed="n\n")
    assert declined.code == 1
    assert "name changed" in declined.out
    assert "nothing was changed" in declined.out
    assert "Gulf & Plains" in spa("networks").out
    accepted = spa("import", revised, "--network", "spa", "--why", "a new name", typed="y\n")
    assert accepted.code == 0
    assert "Plains & Gulf" in spa("networks").out
    assert spa("import", EXAMPLE, "--network", "spa", "--yes").code == 0


def test_whoever_answers_nothing_changes_nothing(spa: Installation, tmp_path: Path) -> None:
    revised = changed(tmp_path, "name: Gulf & Plains Aesthetics", "name: Plains & Gulf")
    assert spa("import", revised, "--network", "spa").code == 1
    assert "Gulf & Plains" in spa("networks").out


def test_records_come_change_and_go_by_name(spa: Installation) -> None:
    said = spa("import", NETWORKS / "clinic.yaml", "--network", "clinic", "--yes")
    assert said.code == 0
    listed = [line for line in said.out.splitlines() if line.startswith("  + ")]
    assert said.out.startswith(f"{len(listed)} records added; ")
    assert any(line.startswith("  + person rosa: ") for line in listed)


def test_problems_of_the_file_are_all_shown_and_no_network_is_founded(spa: Installation) -> None:
    said = spa("import", NETWORKS / "broken.yaml", "--network", "broken", "--yes")
    assert (said.code, "broken.yaml cannot be used: 3 problems" in said.err) == (2, True)
    assert "broken" not in spa("networks").out


@pytest.mark.parametrize("slug", ["", "Spa", "a b", "-x", "é"])
def test_a_short_name_is_made_of_plain_signs(spa: Installation, slug: str) -> None:
    said = spa("import", EXAMPLE, "--network", slug, "--yes")
    assert (said.code, "is no short name" in said.err) == (2, True)


def test_what_the_tables_refuse_changes_nothing(spa: Installation, tmp_path: Path) -> None:
    path = tmp_path / "long.yaml"
    text = (NETWORKS / "clinic.yaml").read_text(encoding="utf-8")
    path.write_text(text.replace("Rosa", f"Rosa {'x' * 400}"), encoding="utf-8")
    said = spa("import", path, "--network", "long", "--yes")
    assert said.code == 2
    assert "the database refuses this; nothing was changed" in said.err
    assert "value too long" in said.err
    assert "Traceback" not in said.err


def test_a_network_that_is_not_there_is_not_exported(spa: Installation) -> None:
    said = spa("export", "nope")
    assert (said.code, said.err) == (
        2,
        "openmso: there is no network 'nope' in the database; see: openmso networks\n",
    )


def test_founding_and_listing_take_the_owner_and_importing_into_a_network_does_not(
    spa: Installation, tmp_path: Path
) -> None:
    assert spa("networks", OPENMSO_OWNER_URL="").code == 2
    said = spa("import", EXAMPLE, "--network", "new", "--yes", OPENMSO_OWNER_URL="")
    assert (said.code, "set OPENMSO_OWNER_URL" in said.err) == (2, True)
    revised = changed(tmp_path, "name: Gulf & Plains Aesthetics", "name: Plains & Gulf")
    for path in (revised, EXAMPLE):
        assert spa("import", path, "--network", "spa", "--yes", OPENMSO_OWNER_URL="").code == 0


@pytest.mark.parametrize("command", ["outlook", "reliance"])
def test_commands_answer_from_the_database_as_from_the_file(spa: Installation, command: str) -> None:
    from_file = spa(command, EXAMPLE, "--on", "2026-03-02", "--json")
    from_records = spa(command, "db:spa", "--on", "2026-03-02", "--json", OPENMSO_OWNER_URL="")
    assert from_file.code == 0

    def plain(said: str) -> str:
        """Without the line of the file that a record was read from, which the database does not keep."""
        return "\n".join(line for line in said.splitlines() if '"source"' not in line and '"read' not in line)

    assert plain(from_records.out) == plain(from_file.out)
