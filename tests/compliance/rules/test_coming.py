"""Pairs of worlds for the controls over what ends soon."""

from dataclasses import replace
from datetime import date

from openmso.authority.facts.people import Certificate, Competency, Engagement
from openmso.authority.facts.structure import Registration
from tests.compliance.pairs import CONTROLS, Pair, each, hold
from tests.compliance.worlds import (
    AGREEMENT,
    AUSTIN,
    CLEAN,
    DELEGATION,
    DIRECTOR,
    FEE,
    MSA,
    NIA,
    OPENED,
    ORDER,
    PC,
    PROTOCOL,
    ROSA,
    cover,
    licensed,
    record,
    rule,
    scene,
    since,
)

LONG_AGO = date(2015, 1, 1)
SOON = date(2027, 1, 11)
SINCE = date(2026, 10, 13)
"""Ninety days before it ends."""
LICENSE = licensed(ROSA, "RN", span=since(LONG_AGO, SOON))
RENEWED = licensed(ROSA, "RN", id="license-new", span=since(SOON, date(2029, 1, 1)))
CARD = Certificate("card", ROSA, "cpr", since(OPENED, SOON))
FILING = Registration("filing", AUSTIN, "med_spa", since(OPENED, SOON))
LEAVES = record(Engagement, "engagement-rosa", span=since(OPENED, date(2026, 12, 1)))

PAIRS = (
    Pair("COM-01", scene(LICENSE), where="license-rosa", since=SINCE, mended=scene(LICENSE, RENEWED),
         says="ends after Jan 10, 2027, in 47 days, and nothing follows; 1 authority goes dark with it"),
    Pair("COM-01", scene(LICENSE), where="license-rosa", since=SINCE, mended=scene(LICENSE, LEAVES)),
    Pair("COM-02", scene(CARD), where="card", since=SINCE, mended=scene(CARD, replace(CARD, id="card-2", span=since(SOON)))),
    Pair("COM-02", scene(record(Competency, "skill-nia", span=since(OPENED, SOON))), where="skill-nia", since=SINCE,
         says="1 authority"),
    Pair("COM-03", scene(FILING), where="filing", since=SINCE, mended=scene(replace(FILING, span=since()))),
    Pair("COM-04", scene(cover(PC, span=since(OPENED, SOON))), where="malpractice-cedar-medical", since=SINCE),
    Pair("COM-05", scene(replace(DIRECTOR, span=since(OPENED, SOON))), where="appointment-ada", since=SINCE,
         says="2 authorities go dark"),
    Pair("COM-06", scene(replace(AGREEMENT, span=since(OPENED, SOON))), where="agreement-nia", since=SINCE, says="1 authority"),
    Pair("COM-06", scene(replace(DELEGATION, span=since(date(2026, 3, 2), SOON))), where="delegation-rosa", since=SINCE),
    Pair("COM-07", scene(replace(PROTOCOL, span=since(OPENED, SOON))), where="protocol", since=SINCE, says="2 authorities"),
    Pair("COM-07", scene(replace(ORDER, span=since(OPENED, SOON))), where="order", since=SINCE),
    Pair("COM-08", scene(replace(MSA, span=since(OPENED, SOON))), where="msa", since=SINCE,
         mended=scene(replace(MSA, span=since(OPENED, date(2027, 2, 24))))),
    Pair("COM-09", scene(replace(MSA, fee=replace(FEE, fmv_valid_until=date(2027, 1, 10)))), where="msa", since=SINCE),
    Pair("COM-10", scene(law=[
        rule("RN", supervision="remote", exam_first=True, until=SOON), rule("RN", leave="prohibited", since=SOON)
    ]), where=AUSTIN, since=SINCE, says="dark on Jan 11, 2027, in 47 days (Rosa R. at Cedar Austin)"),
    Pair("COM-10", scene(LEAVES), where=AUSTIN, since=date(2026, 9, 2), says="not engaged"),
)  # fmt: skip


@each(PAIRS)
def test_the_faulty_world_has_the_finding_and_the_mended_one_has_not(pair: Pair) -> None:
    hold(pair)


def test_a_loss_that_a_record_explains_is_not_told_again() -> None:
    ending = scene(LICENSE)
    assert ending.findings(CONTROLS["COM-10"]) == []
    [finding] = ending.findings(CONTROLS["COM-01"])
    assert [key.person for key in finding.keys] == [ROSA]


def test_what_has_ended_already_is_not_coming() -> None:
    ended = scene(licensed(NIA, "NP", span=since(LONG_AGO, date(2026, 11, 25))))
    assert ended.findings(CONTROLS["COM-01"]) == []
    assert len(ended.findings(CONTROLS["LIC-02"])) == 1


def test_the_window_has_an_edge() -> None:
    inside = scene(licensed(NIA, "NP", span=since(LONG_AGO, date(2027, 2, 23))))
    outside = scene(licensed(NIA, "NP", span=since(LONG_AGO, date(2027, 2, 24))))
    assert len(inside.findings(CONTROLS["COM-01"])) == 1
    assert outside.findings(CONTROLS["COM-01"]) == CLEAN.findings(CONTROLS["COM-01"]) == []
