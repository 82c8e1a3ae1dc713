"""Pairs of worlds for the controls over medical directors."""

from dataclasses import replace
from datetime import date

from openmso.authority.facts.oversight import Appointment
from openmso.authority.facts.people import Person
from openmso.authority.facts.structure import Registration, Service, Site
from tests.compliance.pairs import CONTROLS, Pair, each, hold
from tests.compliance.worlds import (
    ADA,
    AUSTIN,
    BEN,
    BOTOX,
    DIRECTOR,
    NIA,
    NM,
    OPENED,
    PC,
    ROSA,
    SHOULD,
    SITE,
    TX,
    licensed,
    record,
    says,
    scene,
    signed,
    since,
)

LATER = date(2026, 5, 1)
NOT_ASKED = says("medical_director.required_for_med_spa", value=False)
BACKUP = record(Appointment, "appointment-ben")
OUTSIDER = (
    Person("olga", "Olga O."),
    Appointment("appointment-olga", "olga", PC, "collaborator", None, since(LATER), signed("olga")),
)
ONLY_MD = says("medical_director.eligible", ("MD",), since=LATER)
SITES = tuple(replace(SITE, id=f"site-{n:02}", name=f"Site {n}", span=since(LATER)) for n in range(2, 12))
TWO = says("medical_director.max_locations", 2)
FILE = says("medical_director.registration", "the director, with the board", since=LATER)
FILED = Registration("filing", "appointment-ada", "director", since(), state=TX)

PAIRS = (
    Pair("DIR-01", scene(replace(DIRECTOR, span=since(OPENED, LATER))), where=AUSTIN, since=LATER,
         says="since the last appointment ended on May 1, 2026"),
    Pair("DIR-01", scene(replace(DIRECTOR, span=since(OPENED, LATER)), law=[NOT_ASKED]), where=AUSTIN, since=LATER,
         severity=SHOULD, mended=scene(replace(DIRECTOR, span=since(OPENED, LATER)), law=[NOT_ASKED], without=["engagement-rosa"])),
    Pair("DIR-02", scene(record(Appointment, "appointment-ada", person=BEN, backup=""), law=[ONLY_MD],
                         without=["appointment-ben"]),
         where="appointment-ada", since=LATER, mended=scene(law=[ONLY_MD], without=["appointment-ben"]), says="physician (DO)"),
    Pair("DIR-03", scene(*OUTSIDER), where="appointment-olga", since=LATER, mended=scene(*OUTSIDER, licensed("olga", "MD"))),
    Pair("DIR-04", scene(replace(DIRECTOR, signatures=())), where="appointment-ada", since=OPENED),
    Pair("DIR-05", scene(replace(DIRECTOR, signatures=signed(ADA, on=date(2024, 1, 15)))), where="appointment-ada",
         since=date(2024, 1, 15), says="14 days before"),
    Pair("DIR-06", scene(*SITES[:2], law=[TWO]), where=ADA, since=LATER, mended=scene(SITES[0], law=[TWO]), says="3 sites"),
    Pair("DIR-06", scene(*SITES[:2], law=[TWO]), where=ADA, since=LATER,
         mended=scene(SITES[0], replace(SITES[1], kind="telehealth"), law=[TWO])),
    Pair("DIR-07", scene(*SITES), where=ADA, since=LATER, mended=scene(*SITES[:9]), says="11 sites"),
    Pair("DIR-08", scene(replace(DIRECTOR, backup=""), replace(BACKUP, span=since(OPENED, LATER))), where="appointment-ada", since=LATER,
         mended=scene(replace(DIRECTOR, backup=""))),
    Pair("DIR-09", scene(replace(DIRECTOR, backup=ROSA)), where="appointment-ada", since=OPENED,
         mended=scene(replace(DIRECTOR, backup=NIA))),
    Pair("DIR-10", scene(law=[FILE]), where="appointment-ada", since=LATER, mended=scene(FILED, law=[FILE])),
)  # fmt: skip


@each(PAIRS)
def test_the_faulty_world_has_the_finding_and_the_mended_one_has_not(pair: Pair) -> None:
    hold(pair)


def test_a_site_without_a_director_takes_its_delegates_along() -> None:
    alone = scene(without=["appointment-ada", "appointment-ben"])
    [finding] = alone.findings(CONTROLS["DIR-01"])
    assert {(key.person, key.procedure) for key in finding.keys} == {(NIA, BOTOX), (ROSA, BOTOX)}


def test_a_director_who_also_works_there_is_one_finding_of_the_license() -> None:
    lapsed = scene(licensed(ADA, "MD", span=since(date(2015, 1, 1), LATER)))
    assert lapsed.findings(CONTROLS["DIR-03"]) == []
    assert len(lapsed.findings(CONTROLS["LIC-02"])) == 1


def test_a_director_is_judged_in_each_state() -> None:
    there = Site("santa-fe", "Cedar Santa Fe", PC, NM, "America/Denver", span=since(LATER))
    menu = Service("botox-nm", "santa-fe", "Botox", frozenset({BOTOX}), since(LATER))
    found = scene(there, menu).findings(CONTROLS["DIR-03"])
    assert [one.where[0].record for one in found] == ["appointment-ada", "appointment-ben"]
    assert {one.since for one in found} == {LATER}
