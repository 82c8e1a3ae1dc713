"""Checking a pack tells problems and failed cases."""

from __future__ import annotations

from pathlib import Path

import pytest

from openmso.law import queries
from tests.law.conftest import NP_FILE, Draft

CASE = '- name: "full"\n  ask: np.authority\n  on: 2026-09-01\n  expect: full\n  because: "Tex. Code 1"\n'


def test_a_good_pack_is_good(draft: Draft) -> None:
    found = queries.check(draft.write("tx/cases/np.yaml", CASE).root)
    assert found.good
    assert len(found.verdicts) == 1


def test_a_case_that_the_pack_contradicts_fails(draft: Draft) -> None:
    found = queries.check(draft.write("tx/cases/np.yaml", CASE.replace("full", "reduced")).root)
    assert not found.good
    assert [(one.case.name, one.said) for one in found.failed] == [("reduced", "full")]


def test_a_pack_with_problems_has_no_book(draft: Draft) -> None:
    found = queries.check(draft.edit(NP_FILE, "value: full", "value: ful").root)
    assert (found.pack, found.good, len(found.problems)) == (None, False, 1)


def test_cases_with_problems_are_told(draft: Draft) -> None:
    found = queries.check(draft.write("tx/cases/np.yaml", CASE.replace("ask", "aks")).root)
    assert found.pack is not None
    assert not found.good
    assert found.problems


SCENE = CASE.replace("ask: np.authority", "given: {role: RN, procedure: laser}").replace(
    "expect: full", "expect: unknown"
)


def test_a_scene_is_judged_by_the_core(draft: Draft) -> None:
    assert queries.check(draft.write("tx/cases/np.yaml", SCENE).root).good
    wrong = queries.check(draft.write("tx/cases/np.yaml", SCENE.replace("unknown", "held")).root)
    assert [one.said for one in wrong.failed] == [{"standing": "unknown"}]


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        queries.check(tmp_path / "none")


def test_the_shipped_pack_is_read_once() -> None:
    assert queries.pack() is queries.pack()
    assert queries.terms()["roles"]["NP"].label == "Nurse practitioner"
