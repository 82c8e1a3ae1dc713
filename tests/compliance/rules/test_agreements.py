"""Pairs of worlds for the controls over agreements: there, signed, true to the work."""

from dataclasses import replace
from datetime import date

from openmso.authority.facts.people import Competency, Experience, Person
from openmso.authority.facts.structure import Service
from tests.compliance.pairs import CONTROLS, Pair, each, hold
from tests.compliance.worlds import (
    ADA,
    AGREEMENT,
    AUSTIN,
    BEN,
    BOTOX,
    FILLER,
    NIA,
    OPENED,
    ROSA,
    SHOULD,
    SITE,
    licensed,
    says,
    scene,
    signed,
    since,
)

LATER = date(2026, 5, 1)
DALLAS = replace(SITE, id="dallas", name="Cedar Dallas", span=since(LATER))
ONLY_AUSTIN = replace(AGREEMENT, sites=frozenset({AUSTIN}))
FILLERS = (
    Service("filler", AUSTIN, "Filler", frozenset({FILLER}), since(LATER)),
    Competency("skill-filler", NIA, FILLER, since(LATER)),
)
OLGA = Person("olga", "Olga O.")
WITH_OLGA = replace(AGREEMENT, physician="olga", signatures=signed("olga", NIA))
BY_HOURS = says("np.transition", {"hours": 2000})
OF_HOURS = Experience("hours", NIA, "NP", LATER, hours=2400)

PAIRS = (
    Pair("AGR-01", scene(without=["agreement-nia"]), where=NIA, since=OPENED),
    Pair("AGR-01", scene(replace(AGREEMENT, span=since(OPENED, LATER))), where=NIA, since=LATER, says="ended on May 1, 2026"),
    Pair("AGR-01", scene(without=["agreement-nia"], law=[says("np.agreement_required", value=False)]), where=NIA,
         since=OPENED, severity=SHOULD),
    Pair("AGR-01", scene(without=["agreement-nia"], law=[BY_HOURS]), where=NIA, since=OPENED,
         mended=scene(OF_HOURS, without=["agreement-nia"], law=[BY_HOURS])),
    Pair("AGR-02", scene(replace(AGREEMENT, signatures=signed(NIA))), where="agreement-nia", since=OPENED, says="Ada A."),
    Pair("AGR-03", scene(replace(AGREEMENT, signatures=(*signed(ADA), *signed(NIA, on=date(2024, 2, 1))))), where="agreement-nia",
         since=date(2024, 2, 1), says="31 days before"),
    Pair("AGR-04", scene(DALLAS, ONLY_AUSTIN), where="agreement-nia", since=LATER, mended=scene(DALLAS)),
    Pair("AGR-05", scene(*FILLERS, replace(AGREEMENT, procedures=frozenset({BOTOX}))), where="agreement-nia", since=LATER,
         mended=scene(*FILLERS, replace(AGREEMENT, procedures=frozenset({BOTOX, FILLER})))),
    Pair("AGR-06", scene(replace(AGREEMENT, physician=ROSA, signatures=signed(ROSA, NIA)),
                         licensed(ROSA, "NP", id="license-rosa-np", span=since(LATER))),
         where="agreement-nia", since=LATER),
    Pair("AGR-07", scene(OLGA, WITH_OLGA), where="agreement-nia", since=OPENED,
         mended=scene(OLGA, WITH_OLGA, licensed("olga", "MD"))),
)  # fmt: skip


@each(PAIRS)
def test_the_faulty_world_has_the_finding_and_the_mended_one_has_not(pair: Pair) -> None:
    hold(pair)


def test_what_hangs_on_a_missing_agreement_is_listed() -> None:
    [finding] = scene(without=["agreement-nia"]).findings(CONTROLS["AGR-01"])
    assert [(key.person, key.procedure) for key in finding.keys] == [(NIA, BOTOX)]


def test_a_physician_who_works_there_without_license_is_one_finding_of_the_license() -> None:
    by_ben = replace(AGREEMENT, physician=BEN, signatures=signed(BEN, NIA))
    lapsed = scene(by_ben, licensed(BEN, "DO", span=since(date(2015, 1, 1), LATER)))
    assert lapsed.findings(CONTROLS["AGR-07"]) == []
    [finding] = lapsed.findings(CONTROLS["LIC-02"])
    assert {key.person for key in finding.keys} == {BEN, NIA}
