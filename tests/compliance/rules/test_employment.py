"""Pairs of worlds for the controls over who engages whom."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from openmso.authority.facts.people import Engagement, Person
from openmso.authority.facts.structure import Organization, Ownership
from tests.compliance.pairs import CONTROLS, Pair, each, hold
from tests.compliance.worlds import (
    ADA,
    AUSTIN,
    CARL,
    CLEAN,
    HOURLY,
    MSA,
    MSO,
    NIA,
    OPENED,
    ROSA,
    WATCH,
    WORKS,
    duty,
    record,
    says,
    scene,
    since,
)

LATER = date(2026, 5, 1)
BY_MSO = replace(WORKS[ROSA], organization=MSO, sites=frozenset({AUSTIN}), span=since(LATER))
CONDITIONAL = says("cpom.lay_entity_may_employ_clinicians", "conditional")
PERMITTED = says("cpom.lay_entity_may_employ_clinicians", "permitted")
SILENT = ["cpom.lay_entity_may_employ_clinicians"]
NIAS = Organization("nia-llc", "Nia's Company", "other", "LLC", "TX", since())
NIA_OWNS = Ownership("owner-nia", "nia-llc", NIA, Decimal(100), since())
SUPERVISOR = Engagement(
    "engagement-ada-nia", ADA, "nia-llc", "MD", "contractor", frozenset({AUSTIN}), since(LATER), pay=HOURLY
)
GEORGIA = duty("no_employed_supervisor", "supervision")
LAX = says("cpom.prohibition", "none")
AGENCY = Organization("agency", "Nurses Now", "other", "LLC", "TX", since())
FROM_AGENCY = replace(WORKS[ROSA], organization="agency", sites=frozenset({AUSTIN}), span=since(LATER))

PAIRS = (
    Pair("EMP-01", scene(BY_MSO), where=MSO, since=LATER, says="Rosa R. (registered nurse)", mended=scene(BY_MSO, law=[PERMITTED])),
    Pair("EMP-02", scene(BY_MSO, law=[CONDITIONAL]), where=MSO, since=LATER, mended=scene(law=[CONDITIONAL])),
    Pair("EMP-03", scene(BY_MSO, silent_on=SILENT), where=MSO, since=LATER, mended=scene(silent_on=SILENT)),
    Pair("EMP-04", scene(NIAS, NIA_OWNS, SUPERVISOR, law=[GEORGIA]), where="engagement-ada-nia", since=LATER,
         mended=scene(NIAS, SUPERVISOR, law=[GEORGIA])),
    Pair("EMP-04", scene(NIAS, NIA_OWNS, SUPERVISOR), where="engagement-ada-nia", since=LATER, severity=WATCH),
    Pair("EMP-05", scene(replace(WORKS[ROSA], reports_to=CARL, span=since(LATER))), where=CARL, since=LATER,
         mended=scene(replace(WORKS[ROSA], span=since(LATER)))),
    Pair("EMP-05", scene(replace(WORKS[ROSA], reports_to=CARL), law=[LAX]), where=CARL, since=OPENED, severity=WATCH),
    Pair("EMP-06", scene(AGENCY, FROM_AGENCY), where="agency", since=LATER,
         mended=scene(AGENCY, FROM_AGENCY, replace(MSA, id="msa-agency", mso="agency"))),
    Pair("EMP-07", scene(record(Organization, MSO, span=since(date(2023, 1, 1), LATER))), where=MSO, since=LATER),
)  # fmt: skip


@each(PAIRS)
def test_the_faulty_world_has_the_finding_and_the_mended_one_has_not(pair: Pair) -> None:
    hold(pair)


def test_all_clinicians_of_one_lay_employer_are_one_finding() -> None:
    nora = (Person("nora", "Nora N."), replace(BY_MSO, id="engagement-nora", person="nora"))
    [finding] = scene(BY_MSO, *nora).findings(CONTROLS["EMP-01"])
    assert "engages 2 clinicians" in finding.what


def test_lay_work_for_the_mso_is_no_fault() -> None:
    assert CLEAN.facts.need(Engagement, "engagement-carl").organization == MSO
    assert CLEAN.findings(CONTROLS["EMP-01"]) == []
