"""Pairs of worlds for the controls over clauses that take what belongs to the practice."""

from dataclasses import replace
from datetime import date
from typing import Any

from openmso.authority.law import Statement
from tests.compliance.pairs import Pair, each, hold
from tests.compliance.worlds import MSA, OPENED, SHOULD, WATCH, Scene, says, scene

LAX = (says("cpom.prohibition", "none"), says("mso.restrictions", None))


def clause(code: str, value: Any = True, law: tuple[Statement, ...] = ()) -> Scene:
    return scene(replace(MSA, clauses={**MSA.clauses, code: value}), law=law)


def must(control: str, code: str, value: Any = True) -> Pair:
    """In a strict state the clause is a must; in the clean world it is not there."""
    return Pair(control, clause(code, value), where="msa", since=OPENED)


def lesser(control: str, code: str, value: Any = True) -> Pair:
    """Where no law speaks, the same clause is a lesser fault."""
    return Pair(control, clause(code, value, LAX), where="msa", since=OPENED, severity=SHOULD)


def restricted(control: str, code: str, restriction: str) -> tuple[Pair, Pair]:
    """A clause that only a restriction makes a must."""
    law = (says("mso.restrictions", (restriction,), since=date(2026, 1, 1)),)
    return (
        Pair(control, clause(code, True, law), where="msa", since=date(2026, 1, 1), mended=scene(law=law)),
        Pair(
            control, clause(code), where="msa", since=OPENED, severity=WATCH, mended=clause(code, value=False)
        ),
    )


KEPT_FOR_TEN = says("records.adult_retention_years", 10, since=date(2025, 9, 1))

PAIRS = (
    must("CLA-01", "records_owner", "cedar-management"),
    must("CLA-01", "mso_controls_records"),
    lesser("CLA-01", "mso_controls_records"),
    must("CLA-02", "mso_hires_fires_clinicians"),
    lesser("CLA-02", "mso_hires_fires_clinicians"),
    must("CLA-03", "mso_sets_clinical_schedules"),
    lesser("CLA-03", "mso_sets_clinical_schedules"),
    must("CLA-04", "mso_sets_prices_or_coding"),
    must("CLA-04", "mso_picks_payer_contracts"),
    lesser("CLA-04", "mso_sets_prices_or_coding"),
    must("CLA-05", "mso_selects_equipment"),
    lesser("CLA-05", "mso_selects_equipment"),
    must("CLA-06", "terminates_for_clinical_judgment"),
    lesser("CLA-06", "terminates_for_clinical_judgment"),
    *restricted("CLA-07", "noncompete", "no_noncompete"),
    *restricted("CLA-08", "nondisparagement", "no_nda"),
    *restricted("CLA-08", "nondisclosure", "no_nda"),
    *restricted("CLA-09", "advertising_under_mso_name", "no_advertising_under_mso_name"),
    Pair(
        "CLA-10",
        scene(law=[KEPT_FOR_TEN]),
        where="msa",
        since=date(2025, 9, 1),
        mended=clause("records_retention_years", 10, (KEPT_FOR_TEN,)),
        says="asks for 10",
    ),
)


@each(PAIRS)
def test_the_faulty_world_has_the_finding_and_the_mended_one_has_not(pair: Pair) -> None:
    hold(pair)
