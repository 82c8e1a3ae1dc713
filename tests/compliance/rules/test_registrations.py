"""Pairs of worlds for the controls over registrations."""

from dataclasses import replace
from datetime import date

from openmso.authority.facts.people import Certificate, Competency, Engagement, Person
from openmso.authority.facts.structure import Registration, Service
from tests.compliance.pairs import CONTROLS, Pair, each, hold
from tests.compliance.worlds import AUSTIN, BOTOX, HOURLY, LASER, OPENED, PC, TX, says, scene, since

LATER = date(2026, 5, 1)
NEEDED = says("site.registration", {"applies_to": "med_spa"}, "med_spa", since=LATER)
FOR_LASERS = says("site.registration", {"applies_to": "all", "procedures": (LASER,)}, "laser_facility")
HELD = Registration("filing", AUSTIN, "med_spa", since(), verified_on=LATER)
NAME = Registration("name", PC, "fictitious_name", since(OPENED, LATER), state=TX)
ASKED = says("laser.facility_license", "a permit for each laser")
CARD = says("laser.technician_certificate", "a state card")
MENU = Service("laser", AUSTIN, "Laser", frozenset({LASER}), since(LATER))
LEA = (
    Person("lea", "Lea L."),
    Engagement("engagement-lea", "lea", PC, "LT", span=since(), pay=HOURLY),
    Competency("skill-lea", "lea", LASER, since(LATER), "ada"),
    MENU,
)

PAIRS = (
    Pair("REG-01", scene(law=[NEEDED]), where=AUSTIN, since=LATER, mended=scene(HELD, law=[NEEDED]), says="med spa"),
    Pair(
        "REG-02",
        scene(replace(HELD, span=since(OPENED, date(2026, 9, 1))), law=[NEEDED]),
        where="filing",
        since=date(2026, 9, 1),
        mended=scene(HELD, law=[NEEDED]),
        says="ended on Sep 1, 2026",
    ),
    Pair("REG-03", scene(NAME), where="name", since=LATER, mended=scene(NAME, replace(NAME, id="name-2", span=since(LATER)))),
    Pair("REG-04", scene(replace(HELD, verified_on=None)), where="filing", since=OPENED, mended=scene(HELD)),
    Pair("REG-05", scene(MENU, law=[ASKED]), where=AUSTIN, since=LATER, mended=scene(
        MENU, Registration("laser-filing", AUSTIN, "laser_device", since()), law=[ASKED]
    )),
    Pair("REG-06", scene(*LEA, law=[CARD]), where="engagement-lea", since=LATER, mended=scene(
        *LEA, Certificate("card", "lea", "tx_laser_hair_technician", since()), law=[CARD]
    )),
)  # fmt: skip


@each(PAIRS)
def test_the_faulty_world_has_the_finding_and_the_mended_one_has_not(pair: Pair) -> None:
    hold(pair)


def test_a_registration_for_one_procedure_is_missed_only_from_the_day_it_is_offered() -> None:
    [finding] = scene(MENU, law=[FOR_LASERS]).findings(CONTROLS["REG-01"])
    assert finding.since == LATER
    assert {key.procedure for key in finding.keys} == {LASER}
    assert scene(law=[FOR_LASERS]).findings(CONTROLS["REG-01"]) == []


def test_a_lapsed_registration_that_the_site_needs_is_not_reported_twice() -> None:
    lapsed = scene(replace(HELD, span=since(OPENED, LATER)), law=[NEEDED])
    assert lapsed.findings(CONTROLS["REG-03"]) == []
    assert {key.procedure for finding in lapsed.findings(CONTROLS["REG-02"]) for key in finding.keys} == {
        BOTOX
    }
