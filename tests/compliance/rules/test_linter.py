"""The 38 rules over one agreement: each says what it has, lacks or must not have; the page about them is as they are."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from openmso.authority.facts.structure import Msa
from openmso.compliance.queries import CATALOG, check
from openmso.compliance.rules.clauses import CLAUSE
from openmso.compliance.rules.linter import RULES, linter_page, ruled
from tests.compliance.worlds import CLEAN, FEE, MSA, ON, scene

DOCUMENT = Path(__file__).parents[3] / "docs" / "linter.md"


def states(msa: Msa = MSA) -> dict[str, str]:
    world = scene(msa)
    found = check(world.facts, world.law, ON)
    return {one.rule.id: one.state for one in ruled(msa, found)}


def test_there_are_twenty_four_musts_eleven_must_nots_and_three_warnings() -> None:
    ids = [one.id for one in RULES]
    assert ids == [
        *(f"M{n}" for n in range(1, 25)),
        *(f"X{n}" for n in range(1, 12)),
        *(f"W{n}" for n in range(1, 4)),
    ]


def test_every_rule_rests_on_controls_and_clauses_there_are() -> None:
    known = {one.id for one in CATALOG}
    assert all(one.controls and set(one.controls) <= known for one in RULES)
    assert {code for one in RULES for code in one.clauses} <= CLAUSE.keys()


def test_a_sound_agreement_fails_nowhere() -> None:
    assert set(states().values()) == {"has", "holds", "free", "unseen"}
    assert {id for id, state in states().items() if state == "unseen"} == {"M1", "M2", "X6"}
    assert [one.findings for one in ruled(MSA, check(CLEAN.facts, CLEAN.law, ON)) if one.findings] == []


@pytest.mark.parametrize(
    ("change", "rule", "state"),
    [
        ({"clauses": {**MSA.clauses, "wind_down": False}}, "M21", "lacks"),
        ({"clauses": {**MSA.clauses, "mso_sets_clinical_schedules": "weekly"}}, "X2", "forbidden"),
        ({"clauses": {**MSA.clauses, "noncompete": "two years"}}, "X9", "doubtful"),
        ({"clauses": {**MSA.clauses, "records_owner": "cedar-management"}}, "M9", "fails"),
        ({"reserved_powers": frozenset()}, "M8", "fails"),
        ({"term_years": 12}, "W1", "doubtful"),
        ({"fee": replace(FEE, model="remainder")}, "M11", "fails"),
        ({"fee": replace(FEE, depends_on_referrals=True)}, "X6", "forbidden"),
    ],
)
def test_one_change_changes_its_rule(change: dict[str, Any], rule: str, state: str) -> None:
    sound, found = states(), states(replace(MSA, **change))
    changed = {id for id, one in found.items() if sound[id] != one}
    assert found[rule] == state
    assert changed <= {rule, "W2"}  # one control counts how hard it is to leave


def test_the_page_is_as_the_rules_are() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == linter_page(CATALOG), (
        "write linter_page(CATALOG) to docs/linter.md"
    )
