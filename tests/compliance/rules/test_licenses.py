"""Pairs of worlds for the controls over licenses and certificates."""

from dataclasses import replace
from datetime import date

from openmso.authority.answer import Key
from openmso.authority.facts.people import Certificate
from tests.compliance.pairs import CONTROLS, Pair, each, hold
from tests.compliance.worlds import (
    ADA,
    AUSTIN,
    BOTOX,
    NIA,
    NM,
    OPENED,
    PC,
    ROSA,
    licensed,
    says,
    scene,
    since,
)

LATER = date(2026, 5, 1)
LONG_AGO = date(2015, 1, 1)
LASER = Certificate("certificate-rosa", ROSA, "laser_safety", since(OPENED, LATER))
COMPACT = licensed(ROSA, "RN", state=NM, multistate=True)

PAIRS = (
    Pair("LIC-01", scene(without=["license-rosa"]), where=ROSA, since=OPENED, says="no such license is on record"),
    Pair("LIC-02", scene(licensed(ROSA, "RN", span=since(LONG_AGO, LATER))), where="license-rosa", since=LATER,
         says="ended on Apr 30, 2026"),
    Pair("LIC-02", scene(licensed(ROSA, "RN", span=since(date(2027, 1, 1)))), where="license-rosa", since=OPENED,
         says="begins only on Jan 1, 2027"),
    Pair("LIC-03", scene(licensed(ROSA, "RN", status="suspended")), where="license-rosa", since=None, says="suspended"),
    Pair("LIC-04", scene(licensed(ROSA, "RN", state=NM)), where="license-rosa", since=OPENED, says="only in New Mexico"),
    Pair(
        "LIC-05",
        scene(COMPACT, law=[says("telehealth.compacts", {"NLC": "enacted"}, state=NM)]),
        where="license-rosa",
        since=OPENED,
        mended=scene(COMPACT, law=[says("telehealth.compacts", {"NLC": "operating"}, state=NM)]),
    ),
    Pair(
        "LIC-05",
        scene(
            COMPACT,
            law=[
                says("telehealth.compacts", {"NLC": "operating"}, state=NM),
                says("telehealth.compacts", {"NLC": "operating"}, until=date(2026, 1, 1)),
                says("telehealth.compacts", {"NLC": "enacted"}, since=date(2026, 1, 1)),
            ],
        ),
        where="license-rosa",
        since=date(2026, 1, 1),
    ),
    Pair("LIC-06", scene(licensed(ROSA, "RN", verified_on=None)), where=PC, since=OPENED, says="1 license at Cedar Medical"),
    Pair(
        "LIC-07",
        scene(licensed(ROSA, "RN", verified_on=date(2026, 7, 27)), licensed(NIA, "NP", verified_on=date(2026, 7, 1))),
        where=PC,
        since=date(2026, 10, 30),
        mended=scene(licensed(ROSA, "RN", verified_on=date(2026, 7, 28))),
        says="2 licenses",
    ),
    Pair("LIC-08", scene(licensed(ROSA, "RN", status="probation")), where="license-rosa", since=None),
    Pair("LIC-09", scene(LASER), where="certificate-rosa", since=LATER,
         mended=scene(LASER, replace(LASER, id="certificate-2", span=since(LATER)))),
)  # fmt: skip


@each(PAIRS)
def test_the_faulty_world_has_the_finding_and_the_mended_one_has_not(pair: Pair) -> None:
    hold(pair)


def test_the_license_of_a_director_takes_along_everybody_who_acts_on_her_papers() -> None:
    lapsed = scene(licensed(ADA, "MD", span=since(LONG_AGO, LATER)))
    [finding] = lapsed.findings(CONTROLS["LIC-02"])
    assert finding.keys == tuple(Key(person, BOTOX, AUSTIN) for person in (ADA, NIA, ROSA))
    assert "3 authorities are dark for it (Ada A., Nia N. and Rosa R. at Cedar Austin)" in finding.what


def test_a_license_of_the_state_outweighs_one_of_another() -> None:
    both = scene(licensed(ROSA, "RN", id="license-2", state=NM, span=since(LONG_AGO, LATER)))
    lapsed_here = scene(
        licensed(ROSA, "RN", span=since(LONG_AGO, LATER)), licensed(ROSA, "RN", id="license-2", state=NM)
    )
    hold(Pair("LIC-02", lapsed_here, where="license-rosa", since=LATER, mended=both))
    assert lapsed_here.findings(CONTROLS["LIC-04"]) == []
