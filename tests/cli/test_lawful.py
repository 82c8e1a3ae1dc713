"""By which law a network works, from the command line: looked at, compared, adopted."""

from __future__ import annotations

from pathlib import Path

import pytest

from openmso.law.queries import pack
from tests.cli.installations import Installation
from tests.cli.test_records import EXAMPLE

pytestmark = pytest.mark.django_db  # asks for the server of the tests

BARRED = """\
jurisdiction: TX
delegation.rule:
  neuromodulator_injection:
    RN:
      - value: {leave: prohibited}
        since: unknown
        note: "Supposed."
"""
ON = ("--on", "2026-03-02", "--days", "30")


@pytest.fixture(scope="module")
def lone(installed: Installation) -> Installation:
    """The example network is in the database as `lone`."""
    said = installed("import", EXAMPLE, "--network", "lone", "--yes")
    assert said.code == 0, said
    return installed


def test_a_network_adopts_the_installed_pack_once_and_is_then_told_nothing(lone: Installation) -> None:
    before = lone("outlook", "db:lone", *ON)
    assert f"note: no law pack is adopted; the installed one ({pack().version}) is used" in before.err
    assert (
        lone("law", "adopt", "lone", "--why", "reviewed").out == f"lone works by law pack {pack().version}\n"
    )
    assert "note:" not in lone("outlook", "db:lone", *ON).err
    again = lone("law", "adopt", "lone", "--why", "again")
    assert (again.code, "is adopted already" in again.err) == (2, True)
    shown = lone("law", "of", "lone").out
    assert pack().digest in shown
    assert "adopted on" in shown


def test_the_impact_of_an_overlay_is_what_it_bars(lone: Installation, tmp_path: Path) -> None:
    path = tmp_path / "supposed.yaml"
    path.write_text(BARRED, encoding="utf-8")
    said = lone("law", "impact", "lone", "--overlay", path, *ON, "--json")
    assert said.code == 0, said
    assert said.json["law"] == 1
    assert said.json["counts"]["lost"] > 0
    changed = {(one["procedure"], one["turn"]) for one in said.json["changes"]}
    assert {procedure for procedure, _ in changed} == {"neuromodulator_injection"}
    assert "entries of law differ" in lone("law", "impact", "lone", "--overlay", path, *ON).out


def test_the_installed_pack_changes_nothing_where_it_is_used(lone: Installation) -> None:
    said = lone("law", "impact", "lone", *ON)
    assert "Nothing changes" in said.out
    assert "0 entries of law differ" in said.out


def test_an_overlay_that_cannot_be_read_is_refused_with_its_line(lone: Installation, tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(BARRED.replace("prohibited", "forbidden"), encoding="utf-8")
    said = lone("law", "impact", "lone", "--overlay", path)
    assert (said.code, ":5:" in said.err) == (2, True)
    assert lone("law", "impact", "lone", "--overlay", tmp_path / "none.yaml").code == 2
