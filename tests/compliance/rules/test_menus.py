"""Pairs of worlds for the controls over menus against authority."""

from dataclasses import replace
from datetime import date

from openmso.authority.facts.structure import Service
from openmso.authority.terms import Confidence
from tests.compliance.pairs import CONTROLS, Pair, each, hold
from tests.compliance.worlds import (
    ADA,
    AUSTIN,
    BEN,
    BOTOX,
    LASER,
    NIA,
    OPENED,
    ROSA,
    SITE,
    WORKS,
    licensed,
    record,
    rule,
    scene,
    since,
)

LATER = date(2026, 5, 1)
LONG_AGO = date(2015, 1, 1)
BOTH_LAPSED = (
    licensed(ADA, "MD", span=since(LONG_AGO, LATER)),
    licensed(BEN, "DO", span=since(LONG_AGO, date(2026, 3, 1))),
)
LASERS = Service("laser", AUSTIN, "Laser", frozenset({LASER}), since(LATER))
NOBODY_BUT_ROSA = ("engagement-ada", "engagement-ben", "engagement-nia")
BEN_LEFT = replace(WORKS[BEN], span=since(OPENED, LATER))
DOUBTFUL = rule("RN", supervision="remote", exam_first=True, confidence=Confidence.LOW)
TELE = replace(SITE, kind="telehealth")

PAIRS = (
    Pair("MEN-01", scene(*BOTH_LAPSED), where=AUSTIN, since=LATER, says="1 service at Cedar Austin that nobody may do today: Botox"),
    Pair("MEN-02", scene(LASERS, without=NOBODY_BUT_ROSA), where=AUSTIN, since=LATER,
         mended=scene(LASERS, without=NOBODY_BUT_ROSA, law=[rule("RN", LASER, supervision="independent", exam_first=False)]),
         says="nobody knows who may do"),
    Pair("MEN-03", scene(BEN_LEFT, without=["engagement-nia", "engagement-rosa"]), where=AUSTIN, since=LATER, says="(Ada A.)"),
    Pair("MEN-04", scene(law=[DOUBTFUL], without=NOBODY_BUT_ROSA), where=AUSTIN, since=date(2026, 3, 2),
         mended=scene(without=NOBODY_BUT_ROSA)),
    Pair("MEN-05", scene(TELE), where=AUSTIN, since=OPENED, says="Botox"),
    Pair("MEN-06", scene(record(Service, "botox", span=since(OPENED, LATER))), where=AUSTIN, since=LATER),
)  # fmt: skip


@each(PAIRS)
def test_the_faulty_world_has_the_finding_and_the_mended_one_has_not(pair: Pair) -> None:
    hold(pair)


def test_a_dark_service_says_what_is_in_the_way_and_for_whom() -> None:
    [finding] = scene(*BOTH_LAPSED).findings(CONTROLS["MEN-01"])
    assert "In the way: the practice is not owned as Texas requires" in finding.what
    assert {(key.person, key.procedure) for key in finding.keys} == {
        (who, BOTOX) for who in (ADA, BEN, NIA, ROSA)
    }


def test_a_service_at_a_site_where_nobody_works_is_dark() -> None:
    [finding] = scene(without=[*NOBODY_BUT_ROSA, "engagement-rosa"]).findings(CONTROLS["MEN-01"])
    assert "Nobody is engaged there." in finding.what
