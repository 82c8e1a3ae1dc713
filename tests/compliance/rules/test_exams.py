"""Pairs of worlds for the controls over initial exams."""

from dataclasses import replace
from datetime import date

from openmso.authority.facts.people import Competency
from tests.compliance.pairs import Pair, each, hold
from tests.compliance.worlds import (
    ADA,
    AUSTIN,
    BEN,
    EXAM,
    NIA,
    ROSA,
    SITE,
    WORKS,
    licensed,
    rule,
    says,
    scene,
    since,
)

LATER = date(2026, 5, 1)
ONLY_MD = says("initial_exam.performed_by", ("MD",))
IN_PERSON = says("initial_exam.telehealth_allowed", "prohibited", since=LATER)
BY_DO = rule("RN", supervision="remote", exam_first=True, exam_by=("DO",))
EXAMINES = Competency("skill-exam", ROSA, EXAM, since(LATER), ADA)
ELSEWHERE = tuple(replace(WORKS[who], sites=frozenset({"dallas"})) for who in (ADA, BEN, NIA))
DALLAS = replace(SITE, id="dallas", name="Cedar Dallas")

PAIRS = (
    Pair("EXM-01", scene(licensed(ADA, "MD", span=since(date(2015, 1, 1), LATER)), law=[ONLY_MD]), where=AUSTIN, since=LATER,
         says="it takes a physician (MD)", mended=scene(law=[ONLY_MD])),
    Pair("EXM-02", scene(DALLAS, *ELSEWHERE, law=[IN_PERSON]), where=AUSTIN, since=LATER, mended=scene(law=[IN_PERSON])),
    Pair("EXM-02", scene(replace(SITE, kind="telehealth"), law=[IN_PERSON]), where=AUSTIN, since=LATER,
         mended=scene(replace(SITE, kind="telehealth"))),
    Pair("EXM-03", scene(EXAMINES), where="skill-exam", since=LATER,
         mended=scene(replace(EXAMINES, person=NIA))),
    Pair("EXM-04", scene(licensed(BEN, "DO", span=since(date(2015, 1, 1), LATER)), law=[BY_DO]), where=AUSTIN, since=LATER,
         mended=scene(law=[BY_DO]), says="exam by a physician (DO)"),
)  # fmt: skip


@each(PAIRS)
def test_the_faulty_world_has_the_finding_and_the_mended_one_has_not(pair: Pair) -> None:
    hold(pair)
