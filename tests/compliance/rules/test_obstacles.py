"""Pairs of worlds for the controls over what the law puts in the way."""

from dataclasses import replace
from datetime import date
from typing import Any

from openmso.authority.facts.people import Certificate, Competency, Experience
from openmso.authority.facts.structure import Service
from openmso.authority.terms import Confidence
from tests.compliance.pairs import CONTROLS, Pair, each, hold
from tests.compliance.worlds import (
    AUSTIN,
    BOTOX,
    DELEGATION,
    FILLER,
    OPENED,
    ROSA,
    SITE,
    record,
    rule,
    scene,
    since,
)

BEGAN = date(2026, 3, 2)
LATER = date(2026, 5, 1)
RULED: dict[str, Any] = {"supervision": "remote", "exam_first": True}
BARRED = rule("RN", leave="prohibited", since=LATER)
FILLERS = (
    Service("filler", AUSTIN, "Filler", frozenset({FILLER}), since()),
    replace(DELEGATION, procedures=frozenset({BOTOX, FILLER})),
    Competency("skill-filler", ROSA, FILLER, since(BEGAN), "ada", 20),
)
CARD = rule("RN", **RULED, certificates=("injector",))
HOURS = rule("RN", **RULED, training_hours=60)
YEARS = rule("RN", **RULED, experience={"years": 2})
OFFICE = rule("RN", **RULED, places=("medical_office",))
SALON = replace(SITE, setting="salon")

PAIRS = (
    Pair("DEL-03", scene(law=[BARRED]), where="delegation-rosa", since=LATER, mended=scene(
        law=[BARRED], without=["delegation-rosa", "skill-rosa"]
    ), says="Rosa R. is meant to do neuromodulator injection at Cedar Austin as registered nurse"),
    Pair("DEL-04", scene(*FILLERS), where="delegation-rosa", since=BEGAN, mended=scene(
        *FILLERS, law=[rule("RN", FILLER, **RULED)]
    )),
    Pair("DEL-09", scene(record(Competency, "skill-rosa", span=since(OPENED, LATER))), where="delegation-rosa", since=LATER),
    Pair("DEL-10", scene(law=[CARD]), where="delegation-rosa", since=OPENED, says="injector",
         mended=scene(Certificate("card", ROSA, "injector", since()), law=[CARD])),
    Pair("DEL-11", scene(law=[HOURS]), where="delegation-rosa", since=OPENED, says="60 hours",
         mended=scene(record(Competency, "skill-rosa", training_hours=60), law=[HOURS])),
    Pair("DEL-12", scene(law=[YEARS]), where="delegation-rosa", since=OPENED, says="24 months",
         mended=scene(Experience("years", ROSA, "RN", BEGAN, months=30), law=[YEARS])),
    Pair("DEL-13", scene(SALON, law=[OFFICE]), where=AUSTIN, since=OPENED, says="only at: medical office",
         mended=scene(law=[OFFICE])),
    Pair("DEL-15", scene(without=["delegation-rosa"]), where="skill-rosa", since=OPENED, says="no delegation names it"),
)  # fmt: skip


@each(PAIRS)
def test_the_faulty_world_has_the_finding_and_the_mended_one_has_not(pair: Pair) -> None:
    hold(pair)


def test_everything_forbidden_to_one_person_is_one_finding() -> None:
    [finding] = scene(*FILLERS, law=[BARRED, rule("RN", FILLER, leave="prohibited")]).findings(
        CONTROLS["DEL-03"]
    )
    assert len(finding.keys) == 2
    assert "dermal filler injection and neuromodulator injection" in finding.what


def test_a_prohibition_of_low_confidence_is_a_should_with_its_doubt() -> None:
    [finding] = scene(law=[rule("RN", leave="prohibited", confidence=Confidence.LOW)]).findings(
        CONTROLS["DEL-03"]
    )
    assert finding.severity.word == "should"
    assert finding.doubt.startswith(
        "Counsel to confirm: delegation.rule in Texas (low confidence, unsigned)."
    )
